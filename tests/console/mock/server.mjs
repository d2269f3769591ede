// A server that speaks the contract, with synthetic data and a fixed clock, for developing and testing the console without the kernel.
// usage: node tests/console/mock/server.mjs [PORT]
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {extname, join, normalize} from 'node:path';
import {gzipSync} from 'node:zlib';
import {breaches, checkAnswer, checkRequest, match} from './contract.mjs';
import {control} from './control.mjs';
import {handlers} from './handlers.mjs';
import {State} from './state.mjs';

const built = fileURLToPath(new URL('../../../build/console/', import.meta.url));
const kTypes = {'.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.html': 'text/html; charset=utf-8', '.json': 'application/json'};
/** The policy under which the kernel is to serve the console. */
export const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html seva-worker; report-uri /mock/csp";
const kPages = /^\/(login|desk|triage|calls|admin|password|register|tickets)(\/|$)/;

async function serveFile(path, response) {
  const is_page = kPages.test(path);
  const file = is_page ? 'index.html' : normalize(path.replace(/^\/console\//, '')).replace(/^(\.\.\/)+/, '');
  const headers = {'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': kPolicy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin'};
  try {
    let bytes;
    if (!is_page) {
      headers['Cache-Control'] = 'public, max-age=31536000, immutable';
      bytes = await readFile(join(built, `${file}.br`)).then((found) => ((headers['Content-Encoding'] = 'br'), found), () => readFile(join(built, file)));
    } else {
      headers['Cache-Control'] = 'no-cache';
      bytes = await readFile(join(built, file));
    }
    response.writeHead(200, headers).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

const problem = (status, code, detail, where) => ({type: `/docs#problem-${code}`, title: 'Refused', status, code, detail, next: 'Mend it.', request_id: '8F2K', ...(where === undefined ? {} : {where})});

export function startMock(port = 0) {
  const state = new State();
  const violations = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock');
    const path = url.pathname;
    const bytes = await bodyOf(request);
    if (path === '/mock/csp') {
      violations.push(bytes.toString());
      return void response.writeHead(204).end();
    }
    if (path.startsWith('/mock/')) return control(state, path, bytes, response);
    if (!path.startsWith('/api/')) return path === '/' ? void response.writeHead(200, {'Content-Type': 'text/html'}).end('<title>mock</title>') : serveFile(path, response);

    const answer = (status, body, headers = {}) => {
      if (found !== null) checkAnswer(found, status, body);
      const type = status >= 400 && body?.code ? 'application/problem+json' : 'application/json';
      const text = body === undefined ? '' : JSON.stringify(body);
      const is_packed = text.length > 1000 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      response.writeHead(status, {'Content-Type': type, 'Cache-Control': 'no-store', ...(is_packed ? {'Content-Encoding': 'gzip'} : {}), ...headers}).end(is_packed ? gzipSync(text) : text);
    };
    const refuse = (status, code, detail, where) => answer(status, problem(status, code, detail, where));
    const found = match(request.method, path);
    if (found === null) return refuse(404, 'not_found', 'There is no such address.');
    const session = state.sessions.get(/seva=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1]);
    const is_open = found.operation.security?.length === 0;
    if (!is_open && session === undefined) return refuse(401, 'not_signed_in', 'Nobody is signed in.');
    if (request.method !== 'GET' && !is_open && request.headers['x-csrf-token'] !== session.csrf) return refuse(403, 'csrf', 'The token is missing.');
    const is_json = found.operation.requestBody?.content?.['application/json'] !== undefined;
    let body = bytes;
    if (is_json)
      try {
        body = JSON.parse(bytes.toString() || 'null');
      } catch {
        return refuse(400, 'malformed', 'Not to be read.');
      }
    const wrong = checkRequest(found, url.searchParams, is_json ? body : undefined);
    if (wrong !== null) {
      breaches.push(`${request.method} ${path}: ${wrong.detail}`);
      return refuse(wrong.status, wrong.code, wrong.detail, wrong.where);
    }
    const handler = handlers[`${found.method} ${found.path}`];
    if (handler === undefined) return refuse(404, 'not_found', 'The mock does not do this.');
    if (state.delay) await new Promise((resolve) => setTimeout(resolve, state.delay));
    handler({state, session, request, response, query: url.searchParams, part: found.part, body, answer, refuse, etag: (version) => ({ETag: `"${version}"`})});
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = `http://127.0.0.1:${server.address().port}`;
      resolve({address, state, violations, breaches, end: () => new Promise((done) => { server.closeAllConnections(); server.close(done); })});
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock(Number(process.argv[2] ?? 8090));
  console.log(`The mock listens on ${mock.address}. Log in as meera, neelam or arun with the password "mock".`);
}
