import {api, ask, signed} from '../../api/client';
import type {DeadLetter} from '../../api/types';

/** What could not be read. Its bytes are never shown: they may hold what a citizen wrote. */
class DeadLetters {
  all = $state.raw<DeadLetter[]>([]);
  waiting = $state(0);
  failure = $state.raw<unknown>(null);
  is_loaded = $state(false);
  state = $state<'waiting' | 'settled'>('waiting');
  next = $state.raw<string | null>(null);

  async load(is_more = false): Promise<void> {
    this.failure = null;
    try {
      const cursor = is_more && this.next !== null ? {cursor: this.next} : {};
      const page = await ask(api.GET('/api/v1/admin/dead-letters', {params: {query: {state: this.state, limit: 50, ...cursor}}}));
      this.all = is_more ? [...this.all, ...page.dead_letters] : page.dead_letters;
      this.next = page.next_cursor;
      this.waiting = page.waiting;
      this.is_loaded = true;
    } catch (failure) {
      this.failure = failure;
    }
  }

  async retry(letter: DeadLetter): Promise<DeadLetter> {
    return this.#put(await ask(api.POST('/api/v1/admin/dead-letters/{id}/retry', {params: {...signed, path: {id: letter.id}}})));
  }

  async dismiss(letter: DeadLetter, reason: string): Promise<DeadLetter> {
    return this.#put(await ask(api.POST('/api/v1/admin/dead-letters/{id}/dismissal', {params: {...signed, path: {id: letter.id}}, body: {reason}})));
  }

  #put(letter: DeadLetter): DeadLetter {
    this.all = this.all.map((one) => (one.id === letter.id ? letter : one));
    if (letter.state === 'accepted' || letter.state === 'dismissed') this.waiting = Math.max(0, this.waiting - 1);
    return letter;
  }
}

export const deadLetters = new DeadLetters();
