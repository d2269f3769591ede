import {api, ask, guarded} from '../../api/client';
import {ApiProblem} from '../../api/problem';
import type {ActName, Duplicate, Entry, Options, ReadyReply, Reason, Schemas, Ticket} from '../../api/types';
import {queue} from '../desk/queue.svelte';

const kTurns = 7;  // About two minutes.

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

  private again: ReturnType<typeof setTimeout> | undefined;
  private is_left = false;
  private loads = 0;
  private is_sending = false;
  /** The newest version that was heard of while something was being sent. */
  private heard = 0;

  constructor(readonly docket: string) {}

  /** Asks for all of it. Of two loads at once the later counts. */
  async load(): Promise<void> {
    const turn = ++this.loads;
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
      if (turn !== this.loads) return;
      this.ticket = ticket;
      this.entries = timeline.entries;
      this.reasons = explanation.reasons;
      this.options = options;
      this.duplicates = duplicates.duplicates;
      this.news = [];
      queue.put(ticket);
      this.awaitFiles();
    } catch (failure) {
      if (turn === this.loads) this.failure = failure;
    }
  }

  /**
   * What the server still fetches for a message comes without an event of its own, so it is asked for, ever less often. A sealed ticket is not asked
   * again: each look at it is written down.
   */
  private awaitFiles(turn = 0): void {
    clearTimeout(this.again);
    const is_waiting = this.entries.some((entry) => entry.message?.attachments.some((file) => file.state === 'waiting') ?? false);
    if (!is_waiting || this.is_left || this.ticket?.sealed !== false || turn >= kTurns) return;
    this.again = setTimeout(() => {
      ask(api.GET('/api/v1/tickets/{docket}/timeline', {params: {path: {docket: this.docket}}}))
        .then(({entries}) => {
          const found = new Map(entries.map((entry) => [entry.id, entry]));
          this.entries = this.entries.map((entry) => ({...entry, message: found.get(entry.id)?.message ?? entry.message}));
        })
        .catch(() => undefined)
        .finally(() => this.awaitFiles(turn + 1));
    }, 1000 * 2 ** turn);
  }

  /** Nothing is asked any more. */
  leave(): void {
    this.is_left = true;
    clearTimeout(this.again);
  }

  /** Ready replies for this ticket; a sealed one takes neutral ones alone. */
  async loadReplies(is_sealed: boolean): Promise<void> {
    if (this.replies.length > 0 || this.ticket === null) return;
    const {department, category} = this.ticket;
    const {replies} = await ask(api.GET('/api/v1/replies', {params: {query: {department, category}}}));
    this.replies = replies.filter((reply) => (reply.purpose?.startsWith('neutral_') ?? false) === is_sealed);
  }

  /**
   * A live event about this ticket. While the officer writes, it is news to be looked at; the version that was read stays, so that sending is refused
   * until they looked. What comes while their own words are on the way is taken in with the answer.
   */
  async hear(version: number, is_writing: boolean): Promise<void> {
    if (this.ticket === null || version <= this.ticket.version) return;
    if (this.is_sending) {
      this.heard = Math.max(this.heard, version);
      return;
    }
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
    this.is_sending = true;
    try {
      const ticket = await send({path: {docket: this.docket}, header: guarded(this.ticket?.version ?? null, key)});
      this.ticket = ticket;
      queue.put(ticket);
      do await this.load();
      while (this.failure === null && this.heard > this.ticket.version);
      this.is_sending = false;
      return ticket;
    } catch (failure) {
      this.is_sending = false;
      const is_stale = failure instanceof ApiProblem && failure.kind === 'stale';
      await this.hear(is_stale ? Number.MAX_SAFE_INTEGER : this.heard, true).catch(() => undefined);
      throw failure;
    }
  }
}
