import createClient from 'openapi-fetch';
import {takeBrought} from './early';
import {ApiProblem} from './problem';
import type {paths} from './schema';

/** How long a person waits before the page says that the line is slow. */
const kTimeLimit = 20_000;

let csrf_token = '';
let coming_token: Promise<string> | null = null;
let when_signed_out: () => void = () => {};

/** The session's token; sent with whatever changes something. Kept in memory alone. */
export function keepCsrfToken(token: string): void {
  csrf_token = token;
}

/** The token, asked for where it has not come: a page that brings its first answers along never brings that one. */
export async function csrfToken(): Promise<string> {
  if (csrf_token !== '') return csrf_token;
  coming_token ??= ask(api.GET('/api/v1/session')).then((session) => session.csrf_token);
  try {
    csrf_token = await coming_token;
  } finally {
    coming_token = null;
  }
  return csrf_token;
}

/** Called once for each answer that says that nobody is signed in. */
export function onSignedOut(act: () => void): void {
  when_signed_out = act;
}

/** A key for one act: the same act sent twice is done once. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a request needs of a session; openapi-fetch asks for it because the description does. */
export const signed = {header: {'X-CSRF-Token': ''}} as const;

/** The same with the version that was read and a key for the act. */
export function guarded(version: number | null, key = newIdempotencyKey()) {
  return {'X-CSRF-Token': '', 'Idempotency-Key': key, ...(version === null ? {} : {'If-Match': `"${version}"`})};
}

async function inTime(request: Request): Promise<Response> {
  const address = request.url.slice(location.origin.length);
  const brought = request.method === 'GET' ? takeBrought(address) : undefined;
  if (brought !== undefined) return brought;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException('the time allowed is used up', 'TimeoutError')), kTimeLimit);
  try {
    return await fetch(request, {signal: limit.signal});
  } finally {
    clearTimeout(timer);
  }
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin,
  headers: {Accept: 'application/json'},
  querySerializer: {array: {style: 'form', explode: false}},
  fetch: inTime,
});

api.use({
  async onRequest({request, schemaPath}) {
    if (request.method === 'GET') request.headers.delete('X-CSRF-Token');
    else if (schemaPath !== '/api/v1/session' || request.method === 'DELETE') request.headers.set('X-CSRF-Token', await csrfToken());
    return request;
  },
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The answer's data, or an ApiProblem. `ask(api.GET(…))` is the only way in which pages read answers. */
export async function ask<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const answer = await request.catch((failure: unknown) => {
    throw ApiProblem.fromFailure(failure);
  });
  if (answer.response.ok) return answer.data as Data;
  const problem = ApiProblem.fromResponse(answer.response.status, answer.error);
  if (problem.kind === 'signed_out') when_signed_out();
  throw problem;
}
