// @vitest-environment happy-dom
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Ticket} from '../../api/types';
import {now} from '../../words/now.svelte';
import {queue} from './queue.svelte';

const kNow = '2026-11-22T06:00:00Z';
let store: Ticket[] = [];
const asked: string[] = [];

function ticket(docket: string, due_at: string, version = 1): Ticket {
  return {
    docket, version, status: 'open', unit: 'A',
    clock: {target: 'response', started_at: kNow, soon_at: due_at, due_at, stopped_at: null, not_counted_minutes: 0},
  } as Ticket;
}

beforeEach(async () => {
  vi.useFakeTimers({now: Date.parse(kNow)});
  now.set(kNow);
  asked.length = 0;
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url);
    asked.push(url.pathname + url.search);
    const wanted = url.searchParams.get('docket')?.split(',');
    const found = store.filter((one) => one.unit === 'A' && (wanted === undefined || wanted.includes(one.docket)));
    const body = url.pathname.endsWith('/counts') ? {total: found.length, over: 0, today: 0, later: 0, stopped: 0, closed: 0} : {tickets: found, next_cursor: null};
    return Promise.resolve(Response.json(body));
  });
  store = [ticket('T-1', '2026-11-22T05:00:00Z'), ticket('T-2', '2026-11-22T07:00:00Z')];
  queue.address = null;
  queue.is_held = false;
  queue.untick();
  await queue.open({filter: {open: true, within: 'A'}, order: 'due', view: 'queue'});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const dockets = (): string[] => queue.rows.map((row) => row.ticket.docket);
const event = (docket: string, version: number, readable = true) => ({docket, version, unit: 'A', kind: 'opened', by: null, readable});
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);

describe('the queue under live changes', () => {
  it('takes a new ticket in at once while nobody is in the table', async () => {
    store = [ticket('T-0', '2026-11-22T04:00:00Z'), ...store];
    queue.hear(event('T-0', 1));
    await settle();
    expect(dockets()).toEqual(['T-0', 'T-1', 'T-2']);
    expect(queue.rows[0]?.mark).toBe('changed');
    await vi.advanceTimersByTimeAsync(2000);
    expect(queue.rows[0]?.mark).toBe(null);
  });

  it('only offers it while the pointer is in the table', async () => {
    queue.is_held = true;
    store = [ticket('T-0', '2026-11-22T04:00:00Z'), ...store];
    queue.hear(event('T-0', 1));
    await settle();
    expect(dockets()).toEqual(['T-1', 'T-2']);
    expect([...queue.waiting]).toEqual(['T-0']);
    await queue.takeIn();
    expect(dockets()).toEqual(['T-0', 'T-1', 'T-2']);
    expect(queue.waiting.size).toBe(0);
  });

  it('only offers it while tickets are ticked', async () => {
    queue.tick('T-2');
    store = [ticket('T-0', '2026-11-22T04:00:00Z'), ...store];
    queue.hear(event('T-0', 1));
    await settle();
    expect(dockets()).toEqual(['T-1', 'T-2']);
    expect([...queue.ticked]).toEqual(['T-2']);
  });

  it('changes a line in its place, even where its order would be another', async () => {
    store = [ticket('T-2', '2026-11-22T01:00:00Z', 2), ticket('T-1', '2026-11-22T05:00:00Z')];
    queue.hear(event('T-2', 2));
    await settle();
    expect(dockets()).toEqual(['T-1', 'T-2']);
    expect(queue.rows[1]?.ticket.version).toBe(2);
    expect(queue.rows[1]?.group).toBe('today');
  });

  it('leaves what went to others in its place and says so', async () => {
    store = store.map((one) => (one.docket === 'T-1' ? {...one, unit: 'B', version: 2} : one));
    queue.hear(event('T-1', 2, false));
    await settle();
    expect(dockets()).toEqual(['T-1', 'T-2']);
    expect(queue.rows[0]?.mark).toBe('gone');
    await queue.refresh();
    expect(dockets()).toEqual(['T-2']);
  });

  it('asks once for many events, and not at all for what it has', async () => {
    asked.length = 0;
    queue.hear(event('T-1', 1));
    await settle();
    expect(asked).toEqual([]);
    store = [ticket('T-1', '2026-11-22T05:00:00Z', 3), ticket('T-2', '2026-11-22T07:00:00Z', 2)];
    queue.hear(event('T-1', 2));
    queue.hear(event('T-1', 3));
    queue.hear(event('T-2', 2));
    await settle();
    expect(asked.filter((one) => !one.includes('/counts'))).toHaveLength(1);
  });

  it('knows what comes before and after a ticket', () => {
    expect(queue.neighbour('T-1', 1)).toBe('T-2');
    expect(queue.neighbour('T-1', -1)).toBe(null);
    expect(queue.neighbour('T-9', 1)).toBe(null);
  });
});
