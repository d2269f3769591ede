import type {Undo} from '../api/types';
import {now} from '../words/now.svelte';

export interface Toast {
  text: string;
  icon: string;
  undo: (() => Promise<void>) | null;
  seconds_left: number;
}

/** What happened, at the foot of the page: one at a time, with Undo for as long as it can be taken back. Failures are never toasts. */
class Toasts {
  shown = $state<Toast | null>(null);
  #timer: ReturnType<typeof setInterval> | undefined;

  say(text: string, icon = 'check', undo: (() => Promise<void>) | null = null, seconds = 10): void {
    clearInterval(this.#timer);
    this.shown = {text, icon, undo, seconds_left: seconds};
    this.#timer = setInterval(() => this.#pass(), 1000);
  }

  /** Says what was done and offers to take it back until the server no longer would, but at most ten seconds. */
  sayUndoable(text: string, undo: Undo | null, take_back: (token: string) => Promise<void>): void {
    if (undo === null) return this.say(text);
    const seconds = Math.min(10, Math.floor((Date.parse(undo.expires_at) - now.exact()) / 1000));
    this.say(text, 'check', seconds > 0 ? () => take_back(undo.token) : null, Math.max(seconds, 4));
  }

  async undo(): Promise<void> {
    const undo = this.shown?.undo;
    this.close();
    await undo?.();
  }

  close(): void {
    clearInterval(this.#timer);
    this.shown = null;
  }

  #pass(): void {
    if (this.shown === null) return;
    this.shown.seconds_left -= 1;
    if (this.shown.seconds_left <= 0) this.close();
  }
}

export const toasts = new Toasts();
