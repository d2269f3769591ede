import {untrack} from 'svelte';
import type {Word} from '../words/words.svelte';

/** A key that acts while its page is shown. `code` is event.code, so that a Hindi layout's letters do the same as a Latin one's. */
export interface Key {
  code: string;
  /** As printed on the key: J, Enter, / */
  cap: string;
  word: Word;
  act: () => void;
  shift?: boolean;
  ctrl?: boolean;
  /** Acts while typing as well; only for keys with Ctrl and for Escape. */
  in_fields?: boolean;
}

interface Group {
  word: Word;
  keys: Key[];
}

/** All keys that act now, by the part of the page that brought them. The last part comes first, so a dialog's keys go before its page's. */
class Keys {
  groups = $state.raw<Group[]>([]);
  are_on = $state(true);
  is_sheet_open = $state(false);

  /** Adds a part's keys; returns the call that takes them away. Used in an effect. */
  add(word: Word, keys: Key[]): () => void {
    const group = {word, keys};
    this.groups = [group, ...untrack(() => this.groups)];
    return () => {
      this.groups = untrack(() => this.groups).filter((one) => one !== group);
    };
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey || (event.repeat && event.code !== 'KeyJ' && event.code !== 'KeyK')) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const is_typing = isField(event.target);
    for (const key of this.groups.flatMap((group) => group.keys)) {
      if (!isPressed(key, event)) continue;
      if (is_typing && key.in_fields !== true) continue;
      if (!this.are_on && key.in_fields !== true && key.code !== 'Escape') continue;
      if (key.code === 'Enter' && key.ctrl !== true && isControl(event.target)) continue;
      event.preventDefault();
      key.act();
      return;
    }
  }
}

function isPressed(key: Key, event: KeyboardEvent): boolean {
  return event.code === key.code && event.ctrlKey === (key.ctrl ?? false) && event.shiftKey === (key.shift ?? false);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Enter on a link or a button is the browser's. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input, select, [role="option"]') !== null;
}

export const keys = new Keys();
