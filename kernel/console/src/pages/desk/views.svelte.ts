import {api, ask, signed} from '../../api/client';
import type {TicketFilter, View} from '../../api/types';

const kAtMostEvery = 5_000;

/** The lists at the side, with their counts. Counts follow live events, but are asked for at most every five seconds. */
class Views {
  all = $state.raw<View[]>([]);
  readonly pinned = $derived(this.all.filter((view) => view.code !== null || view.pinned));
  readonly saved = $derived(this.all.filter((view) => view.code === null && !view.pinned));
  #asked_at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  async load(): Promise<void> {
    this.#asked_at = Date.now();
    this.all = (await ask(api.GET('/api/v1/views'))).views;
  }

  loadSoon(): void {
    clearTimeout(this.#timer);
    const wait = Math.max(300, this.#asked_at + kAtMostEvery - Date.now());
    this.#timer = setTimeout(() => void this.load().catch(() => undefined), wait);
  }

  async save(name: string, filter: TicketFilter, order: 'due' | 'newest', pinned: boolean): Promise<View> {
    const view = await ask(api.POST('/api/v1/views', {params: signed, body: {name, filter, order, pinned}}));
    this.all = [...this.all, view];
    return view;
  }

  async pin(view: View, pinned: boolean): Promise<void> {
    const changed = await ask(api.PATCH('/api/v1/views/{id}', {params: {...signed, path: {id: view.id}}, body: {pinned}}));
    this.all = this.all.map((one) => (one.id === view.id ? changed : one));
  }

  async remove(view: View): Promise<void> {
    await ask(api.DELETE('/api/v1/views/{id}', {params: {...signed, path: {id: view.id}}}));
    this.all = this.all.filter((one) => one.id !== view.id);
  }
}

export const views = new Views();

export const kViewIcons: Record<string, string> = {
  queue: 'inbox', over: 'alarm-clock', today: 'hourglass', attention: 'message-square', mine: 'circle-user', incomplete: 'circle-help', unverified: 'check-check',
};
