import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import glossary from '../../glossary.json';
import {pseudoText} from '../../scripts/pseudo.mjs';
import {languages, wordsOf} from '../../scripts/words_plugin.mjs';

type Words = Record<string, string | Record<string, string>>;
const root = join(import.meta.dirname, '..');
const english = wordsOf('en') as Words;
const hindi = wordsOf('hi') as Words;
const forms = (value: string | Record<string, string> | undefined): string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : Object.values(value));
const holes = (text: string): string[] => [...text.matchAll(/\{([a-z_]+)\}/g)].map((found) => found[1] ?? '').sort();
const starts = (name: string, list: readonly string[] = []): boolean => list.some((start) => name.startsWith(start));

function sources(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true, recursive: true})
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

describe('messages', () => {
  it('say the same things in every language', () => {
    for (const language of languages()) expect(Object.keys(wordsOf(language)).sort(), language).toEqual(Object.keys(english).sort());
  });

  it('have the same places for values in every language', () => {
    for (const [name, value] of Object.entries(english)) {
      const wanted = new Set(forms(value).flatMap(holes));
      for (const text of forms(hindi[name])) for (const hole of holes(text)) expect(wanted, `${name}: {${hole}}`).toContain(hole);
      expect(new Set(forms(hindi[name]).flatMap(holes)), name).toEqual(wanted);
    }
  });

  it('name every word that a page asks for', () => {
    const asked = sources(root).flatMap((text) => [...text.matchAll(/\bt\((?:[^'()]*\? )?'([a-z_.0-9]+)'(?: : '([a-z_.0-9]+)')?/g)].flatMap((found) => [found[1], found[2]]));
    for (const name of asked) if (name !== undefined) expect(english, name).toHaveProperty([name]);
  });

  it('hold no word that no page asks for', () => {
    const whole = sources(root).join('\n');
    const prefixes = [...whole.matchAll(/named\('([a-z_.]+)'/g)].map((found) => `${found[1]}.`);
    const unused = Object.keys(english).filter((name) => !whole.includes(`'${name}'`) && !starts(name, prefixes) && !/^act\.(ask|forward|close)$/.test(name));
    expect(unused).toEqual([]);
  });
});

describe('the glossary', () => {
  const letters = '[\\u0900-\\u097f]';

  it.each(glossary.forbidden)('does not want $word', ({word, use, ...rest}) => {
    const except = 'except' in rest ? rest.except : [];
    const pattern = new RegExp(`(?<!${letters})${word}(?!${letters})`, 'u');
    const found = Object.entries(hindi).filter(([name, value]) => !starts(name, except) && forms(value).some((text) => pattern.test(text)));
    expect(found, `say ${use}`).toEqual([]);
  });

  it('has each of its words in use', () => {
    const whole = Object.values(hindi).flatMap(forms).join(' | ');
    const said_by_others = ['fir', 'attachment', 'mobile'];
    const unused = Object.entries(glossary.terms).filter(([name, term]) => !said_by_others.includes(name) && !term.hi.split(' / ').every((part) => whole.includes(part)));
    expect(unused).toEqual([]);
  });
});

describe('a Hindi page', () => {
  it('shows no Latin word that was not reviewed', () => {
    const found = Object.entries(hindi).filter(([name, value]) => !glossary.latin_in_hindi.allowed.includes(name) && forms(value).some((text) => /[A-Za-z]/.test(text.replace(/\{[a-z_]+\}/g, ''))));
    expect(found).toEqual([]);
  });

  it('uses international digits and ends no label with a danda', () => {
    for (const [name, value] of Object.entries(hindi)) for (const text of forms(value)) expect(text, name).not.toMatch(/[\u0966-\u096f]/);
  });
});

describe('components', () => {
  it('hold no words of their own', () => {
    const texts = sources(root).filter((text) => text.includes('<script')).flatMap((text) => {
      const markup = text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');
      const bare = withoutBraces(markup).replace(/<kbd[^>]*>[^<]*<\/kbd>/g, '');
      return [...bare.matchAll(/>([^<>]*[A-Za-z\u0900-\u097f]{2,}[^<>]*)</g)].map((found) => found[1]?.trim() ?? '');
    });
    expect(texts.filter((text) => text !== '' && !/^[=;]/.test(text))).toEqual([]);
  });
});

/** The markup with every {expression} taken out, however deep. */
function withoutBraces(markup: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of markup) {
    if (letter === '{') depth += 1;
    else if (letter === '}') depth -= 1;
    else if (depth === 0) kept += letter;
  }
  return kept;
}

it('the pseudo-language keeps the places for values and grows by 40 %', () => {
  const text = pseudoText('{count} complaints of *{unit}*');
  expect(holes(text)).toEqual(['count', 'unit']);
  expect(text.length).toBeGreaterThan(1.4 * '{count} complaints of *{unit}*'.length);
});
