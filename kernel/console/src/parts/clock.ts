import type {Clock, ClockGroup, Ticket} from '../api/types';

/** on_track, soon (80 % of the time is used), over, stopped (the citizen was asked), ended (closed) */
export type ClockState = 'on_track' | 'soon' | 'over' | 'stopped' | 'ended';

export function clockState(clock: Clock | null, now: number): ClockState {
  if (clock === null) return 'ended';
  if (clock.stopped_at !== null) return 'stopped';
  if (now >= Date.parse(clock.due_at)) return 'over';
  return now >= Date.parse(clock.soon_at) ? 'soon' : 'on_track';
}

/** Where a ticket stands in a queue that is ordered by the clock. */
export function clockGroup(ticket: Ticket, now: number, end_of_today: number): ClockGroup {
  const state = clockState(ticket.clock, now);
  if (state === 'ended') return 'closed';
  if (state === 'stopped') return 'stopped';
  if (state === 'over') return 'over';
  return Date.parse(ticket.clock?.due_at ?? '') < end_of_today ? 'today' : 'later';
}

/** The share of the time that is used, from 0 to 1; 1 when over. Time that is not counted is left out by the server's instants. */
export function shareUsed(clock: Clock, now: number): number {
  const from = Date.parse(clock.started_at);
  const to = Date.parse(clock.due_at);
  const at = clock.stopped_at === null ? now : Date.parse(clock.stopped_at);
  return Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
}

export const kClockIcons: Record<ClockState, string> = {on_track: 'clock', soon: 'hourglass', over: 'alarm-clock', stopped: 'pause', ended: 'check'};
