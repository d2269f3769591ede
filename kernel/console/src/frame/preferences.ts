import type {Preferences} from '../api/types';
import {speak} from '../words/words.svelte';
import {session} from './session.svelte';

type Theme = NonNullable<Preferences['theme']>;

const kKey = 'seva.preferences';
const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');

/** As chosen on this computer, so that the page looks right before anybody has signed in. */
export function remembered(): Preferences {
  try {
    return JSON.parse(localStorage.getItem(kKey) ?? '{}') as Preferences;
  } catch {
    return {};
  }
}

function remember(change: Preferences): void {
  try {
    localStorage.setItem(kKey, JSON.stringify({...remembered(), ...change}));
  } catch {
    // A browser that keeps nothing still works; it only forgets.
  }
}

/** Shows the colours and the density. */
export function dress(preferences: Preferences): void {
  const root = document.documentElement.dataset;
  const theme: Theme = preferences.theme ?? 'system';
  root['theme'] = theme === 'dark' || (theme === 'system' && dark.matches) ? 'dark' : 'light';
  root['contrast'] = theme === 'contrast' || contrast.matches ? 'more' : 'usual';
  root['density'] = preferences.density ?? 'dense';
}

/** Follows the computer's own setting while the person chose none. */
export function followComputer(): void {
  const again = (): void => dress(remembered());
  dark.addEventListener('change', again);
  contrast.addEventListener('change', again);
}

/** Takes a choice over: shown now, remembered here, kept with the account. */
export async function choose(change: Preferences): Promise<void> {
  remember(change);
  dress(remembered());
  if (change.language !== undefined) await speak(change.language);
  await session.prefer(change).catch(() => undefined);
}

/** An account's preferences count on every computer. */
export async function adopt(preferences: Preferences): Promise<void> {
  remember(preferences);
  dress(remembered());
  if (preferences.language !== undefined) await speak(preferences.language);
}
