import {svelte} from '@sveltejs/vite-plugin-svelte';
import {defineConfig} from 'vitest/config';
import {icons} from './scripts/icons_plugin.mjs';
import {words} from './scripts/words_plugin.mjs';

const api = process.env['SEVA_API'] ?? 'http://127.0.0.1:8080';

/** The frame and the desk come in one file, since on a poor line each further file costs a round trip; every other page has its own. */
const kFrame = /\/(node_modules\/(svelte|esm-env|clsx|openapi-fetch)|src\/(api|drafts|frame|keys|live|parts|words|pages\/desk))\/|virtual:(icons|words)$|src\/(App\.svelte|main\.ts)/;
/** What of it opens only when it is asked for. */
const kLater = /(KeySheet|FilterBar|Bulk\w*|SaveView|UnitPicker|Dialog)\.svelte|desk\/bulk\.ts/;

export default defineConfig({
  base: '/console/',
  plugins: [words(), icons(), svelte()],
  build: {
    outDir: '../../build/console',
    emptyOutDir: true,
    target: ['chrome100', 'firefox102', 'safari15.4'],
    modulePreload: {polyfill: false},
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: 'manifest.json',
    rolldownOptions: {output: {codeSplitting: {groups: [{name: 'frame', test: (id) => kFrame.test(id) && !kLater.test(id), priority: 1}]}}},
  },
  worker: {format: 'es'},
  server: {host: '127.0.0.1', proxy: {'/api': api}},
  resolve: process.env['VITEST'] ? {conditions: ['browser']} : {},
  test: {include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node', restoreMocks: true},
});
