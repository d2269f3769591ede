// @vitest-environment happy-dom
import {flushSync, mount, unmount, type Component} from 'svelte';
import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {Clock, PersonPresent, Status, Ticket} from '../api/types';
import {live} from '../live/live.svelte';
import {now} from '../words/now.svelte';
import {speak} from '../words/words.svelte';
import ClockTag from './ClockTag.svelte';
import MarkedText from './MarkedText.svelte';
import Presence from './Presence.svelte';
import StatusFacts from './StatusFacts.svelte';
import StatusTag from './StatusTag.svelte';

let shown: Record<string, unknown>[] = [];
function show<Props extends Record<string, unknown>>(part: Component<Props>, props: Props): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  shown.push(mount(part, {target, props}));
  flushSync();
  return target;
}
const text = (element: HTMLElement): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

beforeAll(() => speak('en'));
afterEach(() => {
  for (const one of shown) void unmount(one);
  shown = [];
  document.body.replaceChildren();
});

describe('the status', () => {
  const drawn = (status: Status): string => show(StatusTag, {status}).querySelector('svg')?.innerHTML.replace(/<!--.*?-->|class="[^"]*"/g, '') ?? '';

  it('has four shapes that differ without colour', () => {
    const shapes = (['open', 'in_process', 'incomplete', 'closed'] as Status[]).map(drawn);
    expect(new Set(shapes).size).toBe(4);
  });

  it('says its word beside its shape', () => {
    expect(text(show(StatusTag, {status: 'incomplete' as Status}))).toBe('Incomplete');
  });

  it('is said in the other language as soon as that is chosen', async () => {
    const element = show(StatusTag, {status: 'open' as Status});
    await speak('hi');
    flushSync();
    expect(text(element)).toBe('लंबित');
    await speak('en');
    flushSync();
    expect(text(element)).toBe('Open');
  });

  it('stands beside what is recorded, never in its place', () => {
    const ticket = {verified_at: '2026-11-22T06:00:00Z', reopened_count: 1, appealed_at: null, sealed: true} as Ticket;
    expect(text(show(StatusFacts, {ticket}))).toBe('Verified Reopened Sealed');
  });
});

describe('the clock', () => {
  const clock: Clock = {
    target: 'response', started_at: '2026-11-22T00:00:00Z', soon_at: '2026-11-22T04:48:00Z', due_at: '2026-11-22T06:32:00Z', stopped_at: null, not_counted_minutes: 0,
  };

  it('says the time first and then what is left, on the clock of the office', () => {
    now.set('2026-11-22T06:12:00Z');
    expect(text(show(ClockTag, {clock}))).toBe('today 12:02 20 min left');
  });

  it('goes on by itself, and says over', () => {
    now.set('2026-11-22T06:12:00Z');
    const element = show(ClockTag, {clock});
    now.set('2026-11-22T09:59:30Z');
    flushSync();
    expect(text(element)).toBe('today 12:02 3 h 27 min over');
    expect(element.querySelector('.over')).not.toBeNull();
  });

  it('names no time while the citizen is asked', () => {
    expect(text(show(ClockTag, {clock: {...clock, stopped_at: '2026-11-22T05:00:00Z'}}))).toBe('— waits for the citizen');
  });
});

it('a citizen’s words are shown as words, whatever they are', () => {
  const element = show(MarkedText, {text: '<img src=x onerror=alert(1)> Hazratganj', words: ['Hazratganj']});
  expect(element.querySelector('img')).toBeNull();
  expect(element.querySelector('em')?.textContent).toBe('Hazratganj');
});

it('who writes is named before who looks', () => {
  const person = (login: string, name: string, state: 'looking' | 'writing'): PersonPresent => ({login, name, state, since: '2026-11-22T06:00:00Z'});
  live.presence.set('A-1', [person('a', 'Asha', 'looking'), person('b', 'Bina', 'writing')]);
  expect(text(show(Presence, {docket: 'A-1', is_short: true}))).toBe('writing: Bina +1');
  expect(text(show(Presence, {docket: 'A-1'}))).toBe('Bina is writing Asha is looking');
});
