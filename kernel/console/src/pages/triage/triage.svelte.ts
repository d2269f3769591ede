import {api, ask, newIdempotencyKey, signed, guarded} from '../../api/client';
import type {Decision, Schemas, TriageCase, Undo} from '../../api/types';

interface Decided {
  item: TriageCase;
  /** What was decided, as words. */
  sentence: string;
  undo: Undo | null;
}

/** The triage desk: one question at a time. A decision moves on at once and goes to the server meanwhile; a refusal brings the question back. */
class TriageDesk {
  items = $state.raw<TriageCase[]>([]);
  waiting = $state(0);
  decided_today = $state(0);
  oldest_at = $state<string | null>(null);
  at = $state('');
  last = $state.raw<Decided | null>(null);
  failure = $state.raw<unknown>(null);
  refused = $state.raw<{item: TriageCase; failure: unknown} | null>(null);
  is_loaded = $state(false);

  readonly now = $derived(this.items.find((item) => item.id === this.at) ?? null);

  async load(): Promise<void> {
    this.failure = null;
    try {
      const page = await ask(api.GET('/api/v1/triage', {params: {query: {limit: 50}}}));
      this.items = page.items;
      this.waiting = page.waiting;
      this.decided_today = page.decided_today;
      this.oldest_at = page.oldest_at ?? null;
      if (this.now === null) this.at = this.items[0]?.id ?? '';
      this.is_loaded = true;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** A live event: what somebody else decided leaves the list, save the question that is being looked at, which says so. */
  hear(event: Schemas['LiveTriage'], own_login: string): void {
    if (event.state === 'waiting') return void this.load();
    if (event.by === own_login) return;
    if (event.id === this.at) return void this.load().then(() => undefined);
    if (this.items.some((item) => item.id === event.id)) this.waiting = Math.max(0, this.waiting - 1);
    this.items = this.items.filter((item) => item.id !== event.id);
  }

  async decide(item: TriageCase, decision: Decision, sentence: string): Promise<void> {
    this.#leave(item);
    this.refused = null;
    this.last = {item, sentence, undo: null};
    try {
      const answer = await ask(api.POST('/api/v1/triage/{id}/decision', {params: {path: {id: item.id}, header: guarded(null, newIdempotencyKey())}, body: decision}));
      this.decided_today += 1;
      if (this.last?.item.id === item.id) this.last = {item, sentence, undo: answer.undo};
      if (this.items.length < 5) await this.load();
    } catch (failure) {
      this.last = null;
      this.refused = {item, failure};
      this.#put(item);
    }
  }

  /** Looks at it later: it goes to the end of this desk's list, its clock runs on. */
  postpone(): void {
    const item = this.now;
    if (item === null || this.items.length < 2) return;
    const place = this.items.indexOf(item);
    this.items = [...this.items.filter((one) => one !== item), item];
    this.at = this.items[Math.min(place, this.items.length - 2)]?.id ?? '';
  }

  async undo(): Promise<boolean> {
    const last = this.last;
    if (last === null || last.undo === null) return false;
    this.last = null;
    try {
      const item = await ask(api.POST('/api/v1/triage/{id}/undo', {params: {...signed, path: {id: last.item.id}}, body: {token: last.undo.token}}));
      this.decided_today = Math.max(0, this.decided_today - 1);
      this.#put(item);
      return true;
    } catch (failure) {
      this.refused = {item: last.item, failure};
      return false;
    }
  }

  #leave(item: TriageCase): void {
    const place = this.items.findIndex((one) => one.id === item.id);
    this.items = this.items.filter((one) => one.id !== item.id);
    this.waiting = Math.max(0, this.waiting - 1);
    this.at = (this.items[place] ?? this.items[place - 1])?.id ?? '';
  }

  #put(item: TriageCase): void {
    this.items = [item, ...this.items.filter((one) => one.id !== item.id)];
    this.waiting += 1;
    this.at = item.id;
  }
}

export const desk = new TriageDesk();
export const kQuestionIcons: Record<TriageCase['question'], string> = {
  relevance: 'circle-help', department: 'building-2', department_off: 'plug', unit: 'map-pin', duplicate: 'merge', verification: 'check-check',
};
