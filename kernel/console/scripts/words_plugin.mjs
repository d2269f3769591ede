// The words of each language as two modules: `virtual:words` names the languages, `virtual:words/hi` holds what frame and desk say, `virtual:words/hi/more` the rest. A new language is a new folder under
// messages/. The pseudo-language is made from the English words and shows what is not translatable or too narrow.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pseudo} from './pseudo.mjs';

export const kPseudo = 'en-XA';
const folder = join(import.meta.dirname, '..', 'messages');
const list = 'virtual:words';

export function languages() {
  return readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** The files whose words are needed at once. */
const kFirst = ['frame.json', 'desk.json'];

export function wordsOf(language, part) {
  const words = {};
  const files = readdirSync(join(folder, language)).sort().filter((file) => part === undefined || kFirst.includes(file) === (part === 'first'));
  for (const file of files) Object.assign(words, JSON.parse(readFileSync(join(folder, language, file), 'utf8')));
  return words;
}

export function words() {
  return {
    name: 'seva-words',
    /** Since Hindi is most readers' language, its words are asked for together with the program, not after it. */
    transformIndexHtml: {
      order: 'post',
      handler(_html, {bundle}) {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk' && one.facadeModuleId === `\0${list}/hi`);
        return chunks.map((chunk) => ({tag: 'link', attrs: {rel: 'modulepreload', crossorigin: true, href: `/console/${chunk.fileName}`}, injectTo: 'head'}));
      },
    },
    resolveId: (id) => (id === list || id.startsWith(`${list}/`) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${list}`) {
        const loaders = [...languages(), kPseudo].map((name) => `${JSON.stringify(name)}: {first: () => import('${list}/${name}'), more: () => import('${list}/${name}/more')}`);
        return `export default {${loaders.join(', ')}};`;
      }
      if (!id.startsWith(`\0${list}/`)) return undefined;
      const [language, more] = id.slice(list.length + 2).split('/');
      const source = language === kPseudo ? 'en' : language;
      for (const file of readdirSync(join(folder, source))) this.addWatchFile(join(folder, source, file));
      const found = wordsOf(source, more === undefined ? 'first' : 'more');
      return `export default ${JSON.stringify(language === kPseudo ? pseudo(found) : found)};`;
    },
  };
}
