import {SvelteSet} from 'svelte/reactivity';
import {api, ask} from '../../api/client';
import type {ClockCounts, ClockGroup, Schemas, Ticket} from '../../api/types';
import {clockGroup} from '../../parts/clock';
import {now} from '../../words/now.svelte';
import {endOfToday} from '../../words/times';
import {writeAddress, type DeskAddress} from './filter';

/** One line of the queue. Its group is that of the moment of loading, so that a line never moves by itself. */
export interface Row {
  ticket: Ticket;
  group: ClockGroup;
  /** changed: for two seconds, by somebody else; gone: it is no longer of this list, and stays in place until the next load */
  mark: 'changed' | 'gone' | null;
}

/** Groups as the queue shows them: what comes later and what stands still are one. */
export const kGroups = ['over', 'today', 'later', 'closed'] as const;
export type ShownGroup = (typeof kGroups)[number];
export const shownGroup = (group: ClockGroup): ShownGroup => (group === 'stopped' ? 'later' : group);

const kPage = 50;
/** The same list is not asked for twice while a page comes into being. */
const kJustAsked = 1_500;
const kGather = 300;
const kMarked = 2_000;

/**
 * The list that a desk works through. It outlives its page, so that a ticket knows what comes next and coming back finds the list as it was.
 * Rule of live changes: a line that is shown changes in place; a new line is taken in at once only while nobody is in the table, else it is counted and offered.
 */
class Queue {
  address = $state.raw<DeskAddress | null>(null);
  rows = $state.raw<Row[]>([]);
  counts = $state.raw<ClockCounts | null>(null);
  failure = $state.raw<unknown>(null);
  is_loading = $state(false);
  /** Tickets that came and wait to be taken in. */
  readonly waiting = new SvelteSet<string>();
  readonly ticked = new SvelteSet<string>();
  is_all_ticked = $state(false);
  cursor = $state('');
  /** The pointer or the focus is in the table. */
  is_held = false;

  #cursors = $state.raw<string[]>([]);
  #next = $state<string | null>(null);
  #generation = 0;
  #asked_at = 0;
  #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly first = $derived(this.#cursors.length * kPage + 1);
  readonly last = $derived(this.first + this.rows.length - 1);
  readonly has_next = $derived(this.#next !== null);
  readonly has_previous = $derived(this.#cursors.length > 0);

  /** Shows the list of an address from its start. */
  async open(address: DeskAddress): Promise<void> {
    const is_same = this.address !== null && writeAddress(this.address) === writeAddress(address);
    this.address = address;
    if (is_same && Date.now() - this.#asked_at < kJustAsked) return;
    if (is_same) return this.#load(true);
    this.#cursors = [];
    this.rows = [];
    this.counts = null;
    this.cursor = '';
    this.untick();
    await this.#load(false);
  }

  async turn(direction: 1 | -1): Promise<void> {
    if (direction === 1 && this.#next !== null) this.#cursors = [...this.#cursors, this.#next];
    else if (direction === -1) this.#cursors = this.#cursors.slice(0, -1);
    this.cursor = '';
    await this.#load(false);
  }

  /** Loads the page again where it stands. */
  async refresh(): Promise<void> {
    await this.#load(true);
  }

  untick(): void {
    this.ticked.clear();
    this.is_all_ticked = false;
  }

  tick(docket: string): void {
    this.is_all_ticked = false;
    if (!this.ticked.delete(docket)) this.ticked.add(docket);
  }

  tickPage(): void {
    const is_whole = this.rows.length > 0 && this.rows.every((row) => this.ticked.has(row.ticket.docket));
    this.untick();
    if (!is_whole) for (const row of this.rows) this.ticked.add(row.ticket.docket);
  }

  /** Moves the cursor by lines, within the page. */
  move(step: number): void {
    const place = this.rows.findIndex((row) => row.ticket.docket === this.cursor);
    const next = this.rows[place < 0 ? (step > 0 ? 0 : this.rows.length - 1) : Math.min(this.rows.length - 1, Math.max(0, place + step))];
    if (next !== undefined) this.cursor = next.ticket.docket;
  }

  /** The docket before or after one, for the ticket's page. */
  neighbour(docket: string, step: 1 | -1): string | null {
    const place = this.rows.findIndex((row) => row.ticket.docket === docket);
    return place < 0 ? null : (this.rows[place + step]?.ticket.docket ?? null);
  }

  placeOf(docket: string): number {
    return this.rows.findIndex((row) => row.ticket.docket === docket) + 1;
  }

  /** A ticket that a page has just written or read anew. */
  put(ticket: Ticket): void {
    this.rows = this.rows.map((row) => (row.ticket.docket === ticket.docket && row.ticket.version <= ticket.version ? {...row, ticket} : row));
  }

  /** A live event. Gathered for a moment, then asked for together. */
  hear(event: Schemas['LiveTicket']): void {
    if (this.address === null) return;
    const row = this.rows.find((one) => one.ticket.docket === event.docket);
    if (row !== undefined && event.readable && row.ticket.version >= event.version) return;
    this.#changed.add(event.docket);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookAtChanged().catch(() => undefined), kGather);
  }

  async takeIn(): Promise<void> {
    const fresh = new Set(this.waiting);
    if (this.#cursors.length > 0) this.#cursors = [];
    await this.#load(true);
    this.#mark((row) => fresh.has(row.ticket.docket));
  }

  async #load(is_quiet: boolean): Promise<void> {
    const address = this.address;
    if (address === null) return;
    const generation = ++this.#generation;
    this.#asked_at = Date.now();
    this.failure = null;
    this.is_loading = !is_quiet;
    const cursor = this.#cursors.at(-1);
    try {
      const query = {...address.filter, order: address.order};
      const [page, counts] = await Promise.all([
        ask(api.GET('/api/v1/tickets', {params: {query: {...query, limit: kPage, ...(cursor === undefined ? {} : {cursor})}}})),
        ask(api.GET('/api/v1/tickets/counts', {params: {query}})),
      ]);
      if (generation !== this.#generation) return;
      const end = endOfToday();
      this.rows = page.tickets.map((ticket) => ({ticket, group: clockGroup(ticket, now.exact(), end), mark: null}));
      this.#next = page.next_cursor;
      this.counts = counts;
      this.waiting.clear();
    } catch (failure) {
      if (generation === this.#generation) this.failure = failure;
    } finally {
      if (generation === this.#generation) this.is_loading = false;
    }
  }

  async #lookAtChanged(): Promise<void> {
    const address = this.address;
    const generation = this.#generation;
    const dockets = [...this.#changed].slice(0, 100);
    this.#changed.clear();
    if (address === null || dockets.length === 0) return;
    const query = {...address.filter, order: address.order};
    const [found, counts] = await Promise.all([
      ask(api.GET('/api/v1/tickets', {params: {query: {...query, docket: dockets, limit: 100}}})),
      ask(api.GET('/api/v1/tickets/counts', {params: {query}})),
    ]);
    if (generation !== this.#generation) return;
    this.counts = counts;
    const fresh = new Map(found.tickets.map((ticket) => [ticket.docket, ticket]));
    const asked = new Set(dockets);
    this.rows = this.rows.map((row): Row => {
      const docket = row.ticket.docket;
      if (!asked.has(docket)) return row;
      const ticket = fresh.get(docket);
      fresh.delete(docket);
      return ticket === undefined ? {...row, mark: 'gone'} : {...row, ticket, mark: 'changed'};
    });
    this.#unmarkLater();
    for (const docket of fresh.keys()) this.waiting.add(docket);
    if (this.waiting.size > 0 && !this.is_held && this.ticked.size === 0 && this.#cursors.length === 0) await this.takeIn();
  }

  #mark(is_meant: (row: Row) => boolean): void {
    this.rows = this.rows.map((row) => (is_meant(row) ? {...row, mark: 'changed'} : row));
    this.#unmarkLater();
  }

  #unmarkLater(): void {
    setTimeout(() => {
      this.rows = this.rows.map((row) => (row.mark === 'changed' ? {...row, mark: null} : row));
    }, kMarked);
  }
}

export const queue = new Queue();
export type {Queue};
