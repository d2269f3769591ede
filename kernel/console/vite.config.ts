import {svelte} from '@sveltejs/vite-plugin-svelte';
import {defineConfig} from 'vitest/config';
import {icons} from './scripts/icons_plugin.mjs';
import {words} from './scripts/words_plugin.mjs';

const api = process.env['SEVA_API'] ?? 'http://127.0.0.1:8080';

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
  },
  worker: {format: 'es'},
  server: {host: '127.0.0.1', proxy: {'/api': api}},
  resolve: process.env['VITEST'] ? {conditions: ['browser']} : {},
  test: {include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'happy-dom', restoreMocks: true},
});
