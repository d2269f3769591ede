// @vitest-environment happy-dom
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import type {TriageCase} from '../../api/types';
import {keepCsrfToken} from '../../api/client';
import {desk} from './triage.svelte';

const item = (id: string): TriageCase => ({id, candidates: [], settled: [], similar: []}) as unknown as TriageCase;
let answers: {status: number; body: unknown}[] = [];

beforeEach(() => {
  answers = [];
  keepCsrfToken('known');
  vi.stubGlobal('fetch', () => {
    const next = answers.shift() ?? {status: 200, body: {items: desk.items, waiting: 9, decided_today: 1, oldest_at: null, next_cursor: null}};
    return Promise.resolve(Response.json(next.body, {status: next.status}));
  });
  desk.items = ['1', '2', '3', '4', '5', '6'].map(item);
  desk.at = '2';
  desk.waiting = 6;
  desk.last = null;
  desk.refused = null;
});
afterEach(() => vi.unstubAllGlobals());

it('moves on at once, before the server has answered', async () => {
  answers = [{status: 200, body: {ticket: null, undo: {token: 't', expires_at: '2026-11-22T06:00:00Z'}}}];
  const decided = desk.decide(item('2'), {dismiss: true}, 'no complaint');
  expect(desk.at).toBe('3');
  expect(desk.waiting).toBe(5);
  await decided;
  expect(desk.last?.undo?.token).toBe('t');
});

it('brings a refused decision back with its reason', async () => {
  answers = [{status: 409, body: {code: 'decided_already', detail: 'Somebody was faster.'}}];
  await desk.decide(item('2'), {dismiss: true}, 'no complaint');
  expect(desk.at).toBe('2');
  expect(desk.items[0]?.id).toBe('2');
  expect(desk.refused?.item.id).toBe('2');
  expect(desk.last).toBe(null);
});

it('takes the last decision back with its token and shows the question again', async () => {
  answers = [{status: 200, body: {ticket: null, undo: {token: 't', expires_at: '2026-11-22T06:00:00Z'}}}, {status: 200, body: item('2')}];
  await desk.decide(item('2'), {dismiss: true}, 'no complaint');
  expect(await desk.undo()).toBe(true);
  expect(desk.at).toBe('2');
  expect(await desk.undo()).toBe(false);
});

it('puts what is to be looked at later at the end', () => {
  desk.postpone();
  expect(desk.items.map((one) => one.id)).toEqual(['1', '3', '4', '5', '6', '2']);
  expect(desk.at).toBe('3');
});

it('drops what a colleague decided, but not from under one’s eyes', () => {
  desk.hear({id: '5', state: 'decided', unit: 'A', by: 'colleague'}, 'me');
  expect(desk.items.some((one) => one.id === '5')).toBe(false);
  desk.hear({id: '2', state: 'decided', unit: 'A', by: 'me'}, 'me');
  expect(desk.items.some((one) => one.id === '2')).toBe(true);
});
