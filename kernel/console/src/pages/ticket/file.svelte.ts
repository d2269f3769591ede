import {api, ask, guarded} from '../../api/client';
import {ApiProblem} from '../../api/problem';
import type {ActName, Duplicate, Entry, Options, ReadyReply, Reason, Schemas, Ticket} from '../../api/types';
import {queue} from '../desk/queue.svelte';

/** One ticket with all that its page shows. It says when it is old; it takes the new in at once unless the officer is writing. */
export class TicketFile {
  ticket = $state.raw<Ticket | null>(null);
  entries = $state.raw<Entry[]>([]);
  reasons = $state.raw<Reason[]>([]);
  options = $state.raw<Options | null>(null);
  duplicates = $state.raw<Duplicate[]>([]);
  replies = $state.raw<ReadyReply[]>([]);
  failure = $state.raw<unknown>(null);
  /** Somebody changed it while this officer was writing: what they did, to be looked at before sending. */
  news = $state.raw<Entry[]>([]);

  constructor(readonly docket: string) {}

  async load(): Promise<void> {
    this.failure = null;
    const params = {path: {docket: this.docket}};
    try {
      const [ticket, timeline, explanation, options, duplicates] = await Promise.all([
        ask(api.GET('/api/v1/tickets/{docket}', {params})),
        ask(api.GET('/api/v1/tickets/{docket}/timeline', {params})),
        ask(api.GET('/api/v1/tickets/{docket}/explanation', {params})),
        ask(api.GET('/api/v1/tickets/{docket}/options', {params})),
        ask(api.GET('/api/v1/tickets/{docket}/duplicates', {params})).catch(() => ({duplicates: []})),
      ]);
      this.ticket = ticket;
      this.entries = timeline.entries;
      this.reasons = explanation.reasons;
      this.options = options;
      this.duplicates = duplicates.duplicates;
      this.news = [];
      queue.put(ticket);
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Ready replies for this ticket; a sealed one takes neutral ones alone. */
  async loadReplies(is_sealed: boolean): Promise<void> {
    if (this.replies.length > 0 || this.ticket === null) return;
    const {department, category} = this.ticket;
    const {replies} = await ask(api.GET('/api/v1/replies', {params: {query: {department, category}}}));
    this.replies = replies.filter((reply) => (reply.purpose?.startsWith('neutral_') ?? false) === is_sealed);
  }

  /** A live event about this ticket. While the officer writes, only the timeline grows; the version that was read stays, so that sending is refused until they looked. */
  async hear(version: number, is_writing: boolean): Promise<void> {
    if (this.ticket === null || version <= this.ticket.version) return;
    if (!is_writing) return this.load();
    const {entries} = await ask(api.GET('/api/v1/tickets/{docket}/timeline', {params: {path: {docket: this.docket}}}));
    const known = new Set(this.entries.map((entry) => entry.id));
    this.news = entries.filter((entry) => !known.has(entry.id));
  }

  may(act: ActName): boolean {
    return this.options?.acts.some((one) => one.act === act && one.may) ?? false;
  }

  whyNot(act: ActName): Schemas['Text'] | null {
    return this.options?.acts.find((one) => one.act === act && !one.may)?.why_not ?? null;
  }

  /** Writes with the version that was read. A stale write changes nothing and shows what happened in between. */
  async write(send: (params: {path: {docket: string}; header: ReturnType<typeof guarded>}) => Promise<Ticket>, key?: string): Promise<Ticket> {
    try {
      const ticket = await send({path: {docket: this.docket}, header: guarded(this.ticket?.version ?? null, key)});
      this.ticket = ticket;
      queue.put(ticket);
      await this.load();
      return ticket;
    } catch (failure) {
      if (failure instanceof ApiProblem && failure.kind === 'stale') await this.hear(Number.MAX_SAFE_INTEGER, true);
      throw failure;
    }
  }
}
