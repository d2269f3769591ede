import loaders from 'virtual:words';
import type account from '../../messages/en/account.json';
import type admin from '../../messages/en/admin.json';
import type calls from '../../messages/en/calls.json';
import type desk from '../../messages/en/desk.json';
import type frame from '../../messages/en/frame.json';
import type ticket from '../../messages/en/ticket.json';
import type triage from '../../messages/en/triage.json';
import type {Text} from '../api/types';

type Words = typeof account & typeof frame & typeof desk & typeof ticket & typeof triage & typeof admin & typeof calls;
export type Word = keyof Words;
export type Values = Record<string, string | number>;

interface State {
  language: string;
  words: Record<string, string | Record<string, string>>;
}

class Spoken {
  now = $state.raw<State>({language: 'hi', words: {}});
}

const state = new Spoken();

/** The languages that have a folder of messages. */
export const languages = Object.keys(loaders).filter((language) => language !== 'en-XA');

let is_more_wanted = false;

/** Loads a language and shows the page in it: what frame and desk say first, the rest where it is wanted. An unknown language is Hindi. */
export async function speak(language: string): Promise<void> {
  const known = language in loaders ? language : 'hi';
  const loader = loaders[known];
  if (loader === undefined) return;
  const [first, more] = await Promise.all([loader.first(), is_more_wanted ? loader.more() : undefined]);
  state.now = {language: known, words: {...first.default, ...more?.default}};
  document.documentElement.lang = known === 'en-XA' ? 'en' : known;
}

/** From now on the words of all pages are there; resolves when they are. */
export async function wantAllWords(): Promise<void> {
  if (is_more_wanted) return;
  is_more_wanted = true;
  await speak(state.now.language);
}

/** The language that is shown. */
export function language(): string {
  return state.now.language;
}

/** A word or sentence in the language that is shown. `{name}` stands for a value; `{count}` also chooses the plural's form. */
export function t(word: Word, values: Values = {}): string {
  const found = state.now.words[word];
  if (found === undefined) return '';
  return filled(typeof found === 'string' ? found : plural(found, Number(values['count'] ?? 0)), values);
}

/** The same for a word whose name is put together: only for names that the API fixes, such as a status. */
export function named(prefix: string, name: string, values: Values = {}): string {
  const word = `${prefix}.${name}`;
  return word in state.now.words ? t(word as Word, values) : name;
}

/** A text that comes in both languages from the server. */
export function said(text: Text | null | undefined): string {
  if (text === null || text === undefined) return '';
  return (state.now.language.startsWith('en') ? text.en || text.hi : text.hi || text.en) ?? '';
}

function plural(forms: Record<string, string>, count: number): string {
  const form = new Intl.PluralRules(state.now.language).select(count);
  return forms[form] ?? forms['other'] ?? '';
}

function filled(text: string, values: Values): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? grouped(value) : value;
  });
}

const kGrouping = new Intl.NumberFormat('en-IN', {maximumFractionDigits: 2});

/** A number with Indian grouping and international digits. */
export function grouped(number: number): string {
  return kGrouping.format(number);
}
