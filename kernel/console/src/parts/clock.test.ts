import {expect, it} from 'vitest';
import type {Clock, Ticket} from '../api/types';
import {clockGroup, clockState, shareUsed} from './clock';

const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);
const clock: Clock = {
  target: 'response', started_at: '2026-11-22T00:00:00Z', soon_at: '2026-11-22T04:48:00Z', due_at: '2026-11-22T06:00:00Z', stopped_at: null, not_counted_minutes: 0,
};

it('warns from 80 % on and says over from the very instant', () => {
  expect(clockState(clock, at('04:47:59'))).toBe('on_track');
  expect(clockState(clock, at('04:48:00'))).toBe('soon');
  expect(clockState(clock, at('05:59:59'))).toBe('soon');
  expect(clockState(clock, at('06:00:00'))).toBe('over');
});

it('stands still while the citizen is asked, however late it is', () => {
  const stopped = {...clock, stopped_at: '2026-11-22T03:00:00Z'};
  expect(clockState(stopped, at('23:00:00'))).toBe('stopped');
  expect(shareUsed(stopped, at('23:00:00'))).toBe(0.5);
});

it('groups a queue by what is over, due today, later, stopped and closed', () => {
  const group = (given: Clock | null): string => clockGroup({clock: given} as Ticket, at('05:00:00'), at('18:30:00'));
  expect(group(clock)).toBe('today');
  expect(group({...clock, due_at: '2026-11-22T04:59:00Z'})).toBe('over');
  expect(group({...clock, due_at: '2026-11-22T18:30:00Z'})).toBe('later');
  expect(group({...clock, stopped_at: '2026-11-22T04:00:00Z'})).toBe('stopped');
  expect(group(null)).toBe('closed');
});
