import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import type {ServerEvent} from './event_parser';
import {Stream, type StreamState} from './stream';

const answers: Response[] = [];
const asked: (string | null)[] = [];

function answer(text: string): Response {
  return new Response(text, {status: 200});
}

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = 0;
  asked.length = 0;
  vi.stubGlobal('fetch', (_address: string, request: RequestInit) => {
    asked.push(new Headers(request.headers).get('Last-Event-ID'));
    const next = answers.shift();
    return next === undefined ? new Promise(() => undefined) : Promise.resolve(next);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function started(): {events: ServerEvent[]; states: StreamState[]; stream: Stream; ended: Promise<void>} {
  const events: ServerEvent[] = [];
  const states: StreamState[] = [];
  const listener = {
    event: (event: ServerEvent) => events.push(event),
    state: (state: StreamState) => states.push(state),
  };
  const stream = new Stream('/api/v1/live', listener, () => 1);
  return {events, states, stream, ended: stream.run()};
}

it('comes back with the id of the last event that it took in', async () => {
  answers.push(answer('id: 41\nevent: ticket\ndata: {}\n\nevent: presence\ndata: {}\n\n'), answer('id: 42\nevent: ticket\ndata: {}\n\n'));
  const {events, stream} = started();
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toEqual([null]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([null, '41']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([null, '41', '42']);
  expect(events.map((event) => event.id)).toEqual(['41', null, '42']);
  stream.end();
});

it('waits longer after each failure, and not at all when hurried', async () => {
  answers.push(new Response('', {status: 503}), new Response('', {status: 503}));
  const {stream} = started();
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1900);
  expect(asked).toHaveLength(2);
  stream.hurry();
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(3);
  stream.end();
});

it('tries no more where nobody is signed in', async () => {
  answers.push(new Response('', {status: 401}));
  const {states, ended} = started();
  await ended;
  expect(states).toEqual(['connecting', 'signed_out']);
});
