// After `vite build`: checks that the pages stay small, and lays a gzip and a brotli beside every file, so that the server only has to send them.
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

const kDeskLimit = 90 * 1024;
const kPageLimit = 60 * 1024;
const kPacked = new Set(['.js', '.css', '.svg', '.html', '.json']);

const folder = fileURLToPath(new URL('../../../build/console/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const packed = (file) => gzipSync(readFileSync(join(folder, file)), {level: 9}).length;

/** A chunk's own file and the files it needs at once. */
function needed(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const next of chunk.imports ?? []) needed(next, found);
  return found;
}
const sum = (files) => [...files].filter((file) => file.endsWith('.js')).reduce((total, file) => total + packed(file), 0);

const page = readFileSync(join(folder, 'index.html'), 'utf8');
const scripts = [...page.matchAll(/<script[^>]* src="\/console\/([^"]+)"/g)].map(([, file]) => file);
const preloaded = [...page.matchAll(/rel="modulepreload"[^>]* href="\/console\/([^"]+)"/g)].map(([, file]) => file);
const isWords = (key) => /virtual:words/.test(key);
const frame = new Set(Object.keys(manifest).filter((key) => !isWords(key) && [...scripts, ...preloaded].includes(manifest[key].file)).flatMap((key) => [...needed(key)]));
if (scripts.length === 0 || frame.size === 0) throw new Error('index.html does not start the program');
const languages = Object.keys(manifest).filter((key) => /virtual:words\/(?!en-XA)[a-z]+$/.test(key));
const language = Math.max(...languages.map((key) => packed(manifest[key].file)));
const worker = readdirSync(join(folder, 'assets')).filter((name) => name.startsWith('live.worker')).reduce((total, name) => total + packed(`assets/${name}`), 0);
const desk = sum(frame) + language + worker;

let is_small = true;
function report(name, bytes, limit) {
  const fits = bytes <= limit;
  is_small &&= fits;
  console.log(`${name.padEnd(28)} ${(bytes / 1024).toFixed(1).padStart(6)} KB of ${limit / 1024}${fits ? '' : ': TOO LARGE'}`);
}
report('desk with one language', desk, kDeskLimit);
for (const [key, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry !== true || /virtual:words/.test(key)) continue;
  const own = [...needed(key)].filter((file) => !frame.has(file));
  report(key.replace(/^src\/(pages\/)?/, ''), sum(own), kPageLimit);
}
if (!is_small) process.exit(1);

rmSync(join(folder, 'manifest.json'));
let files = 0;
for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
  if (!entry.isFile() || !kPacked.has(extname(entry.name))) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, {level: 9}));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}}));
  files += 1;
}
console.log(`${files} files packed in build/console`);
