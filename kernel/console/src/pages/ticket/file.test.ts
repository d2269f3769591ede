// @vitest-environment happy-dom
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {keepCsrfToken} from '../../api/client';
import type {Ticket} from '../../api/types';
import {TicketFile} from './file.svelte';

const kDocket = 'UP-1';
/** What the server has, by version; a question is answered when the test says so. */
let version = 1;
let waiting: {path: string; answer: () => void}[] = [];

const body = (path: string): unknown => {
  if (path.endsWith('/timeline')) return {entries: Array.from({length: version}, (_, place) => ({id: String(place + 1)}))};
  if (path.endsWith('/explanation')) return {reasons: []};
  if (path.endsWith('/options')) return {acts: []};
  if (path.endsWith('/duplicates')) return {duplicates: []};
  return {docket: kDocket, version, sealed: false};
};

beforeEach(() => {
  version = 1;
  waiting = [];
  keepCsrfToken('known');
  vi.stubGlobal('fetch', (request: Request) => {
    const {pathname} = new URL(request.url);
    const answer = Response.json(body(pathname));
    return new Promise<Response>((resolve) => waiting.push({path: pathname, answer: () => resolve(answer)}));
  });
});
afterEach(() => vi.unstubAllGlobals());

const turn = () => new Promise((resolve) => setTimeout(resolve));
/** Answers what was asked until nothing is asked any more. */
async function settle(): Promise<void> {
  for (await turn(); waiting.length > 0; await turn()) waiting.splice(0).forEach(({answer}) => answer());
}
async function opened(): Promise<TicketFile> {
  const file = new TicketFile(kDocket);
  void file.load();
  await settle();
  return file;
}
const ids = (file: TicketFile) => file.entries.map((entry) => entry.id);

it('keeps what was asked for last, whatever comes last', async () => {
  const file = await opened();
  void file.load();
  await turn();
  const slow = waiting.splice(0);
  version = 2;
  void file.load();
  await settle();
  slow.forEach(({answer}) => answer());
  await settle();
  expect(ids(file)).toEqual(['1', '2']);
});

it('shows what happens while the officer writes as news, and takes it in where nothing is written', async () => {
  const file = await opened();
  version = 2;
  void file.hear(2, true);
  await settle();
  expect(ids(file)).toEqual(['1']);
  expect(file.news.map((entry) => entry.id)).toEqual(['2']);
  void file.hear(2, false);
  await settle();
  expect(ids(file)).toEqual(['1', '2']);
  expect(file.news).toEqual([]);
});

it('takes in what happens while its own answer is on its way: that is no news to look at first', async () => {
  const file = await opened();
  version = 2;
  const written = file.write(() => Promise.resolve({docket: kDocket, version: 2} as Ticket));
  await turn();
  version = 3;
  void file.hear(3, true);
  await settle();
  await written;
  expect(ids(file)).toEqual(['1', '2', '3']);
  expect(file.news).toEqual([]);
});

it('shows what happened in between where the answer could not be sent', async () => {
  const file = await opened();
  let fail: (reason: Error) => void = () => {};
  const written = file.write(() => new Promise<Ticket>((_, reject) => (fail = reject)));
  version = 2;
  void file.hear(2, true);
  fail(new Error('the line broke'));
  const refusal = expect(written).rejects.toThrow('the line broke');
  await settle();
  await refusal;
  expect(file.news.map((entry) => entry.id)).toEqual(['2']);
});
