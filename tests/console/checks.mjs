// What every page is held to, whatever server stands behind it: access, words, width, and the way through it by keyboard alone.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(new URL('../../kernel/console/package.json', import.meta.url));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const kRules = {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}, resultTypes: ['violations']};

/** Violations of WCAG 2.1 AA that axe-core finds. */
export async function access(page) {
  // Driven from outside the page, where its content policy does not hold.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const {violations} = await page.evaluate((rules) => globalThis.axe.run(document, rules), kRules);
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n')[1]?.trim() ?? ''}`));
}

/** How many pixels the page is wider than the screen. */
export const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What sticks out, innermost first: what to look at where a page is wider than the screen. */
export const widest = (page) => page.evaluate(() => {
  const edge = document.documentElement.clientWidth;
  const sticking = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge + 0.5);
  return sticking.filter((one) => !sticking.some((other) => other !== one && one.contains(other))).slice(0, 3)
    .map((one) => `${one.localName}.${one.className?.baseVal ?? one.className} “${(one.textContent ?? '').trim().slice(0, 24)}” to ${Math.round(one.getBoundingClientRect().right)}`).join('; ');
});

/**
 * The words in Latin letters that a Hindi reader meets, seen or read aloud. Not counted: what citizens wrote and names as the data has them (dir=auto, bdi), what says of itself
 * that it is in another language (lang), dockets, handles, and the reviewed words.
 */
const kReviewed = ['X', 'XX', 'FIR', 'OTP', 'QR'];
export const latin = (page, {reviewed = [], exempt = '[dir="auto"], bdi, .docket, kbd, [lang="en"], script, style, noscript, textarea'} = {}) =>
  page.evaluate(
    ([known, foreign]) => {
      const found = new Set();
      const look = (text, where) => {
        for (const word of text.replace(/UPP-[0-9A-Z-]*|@\w+|“[^”]*”|https?:\/\/\S+/g, '').match(/[A-Za-z]{2,}/g) ?? []) if (!known.includes(word)) found.add(`${word} (${where})`);
      };
      const place = (element) => `${element.localName}${typeof element.className === 'string' && element.className !== '' ? `.${element.className.split(' ')[0]}` : ''}`;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent.closest(foreign) && parent.checkVisibility()) look(node.data, place(parent));
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        if (element.checkVisibility() && !element.closest('[lang="en"]')) for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(element.getAttribute(name) ?? '', `${name} of ${place(element)}`);
      look(document.title, 'title');
      return [...found];
    },
    [[...kReviewed, ...reviewed], exempt],
  );

/** Goes through the page by Tab alone: what can be used must be reached, in the document's order, with a focus that is seen, and without being held fast. */
export async function walk(page) {
  const {count, is_modal} = await page.evaluate(() => {
    const kUsable = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
    const is_modal = dialog?.matches(':modal') ?? false;
    const radios = new Set();
    const stops = [...(is_modal ? dialog : document).querySelectorAll(kUsable)].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || one.closest('[inert], fieldset:disabled') || !one.checkVisibility({visibilityProperty: true})) return false;
      if (one.type !== 'radio' || one.name === '') return true;
      const group = [...document.getElementsByName(one.name)];
      const chosen = group.find((other) => other.checked);
      if (chosen !== undefined) return chosen === one;
      if (radios.has(one.name)) return false;
      radios.add(one.name);
      return true;
    });
    stops.forEach((one, place) => (one.dataset.stop = String(place)));
    if (is_modal) document.activeElement?.blur();
    else {
      const start = document.createElement('span');
      start.id = 'walk-start';
      start.tabIndex = -1;
      document.body.prepend(start);
      start.focus();
    }
    return {count: stops.length, is_modal};
  });
  const problems = new Set();
  const reached = new Set();
  let before = -1;
  let turns = 0;
  for (let press = 0; press < count + 12; ++press) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body || one === document.documentElement) return null;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      const is_covered = top !== null && !one.contains(top) && !top.contains(one) && !(one.labels && [...one.labels].some((label) => label.contains(top)));
      const over = is_covered ? ` by ${top.localName}.${[...top.classList].join('.')}` : '';
      return {over, stop: one.dataset.stop === undefined ? null : Number(one.dataset.stop), what: `${one.localName}${one.id ? `#${one.id}` : ''}.${[...one.classList].join('.')} “${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 24)}”`, ring, is_covered, is_out: box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth};
    });
    if (here === null && is_modal && turns++ === 0) {
      before = -1;
      continue;
    }
    if (here === null) break;
    if (here.stop !== null && reached.has(here.stop)) break;
    if (here.stop === null) continue;
    reached.add(here.stop);
    if (here.stop < before) problems.add(`walk: ${here.what} comes after what stands behind it`);
    before = here.stop;
    if (!here.ring) problems.add(`walk: the focus is not seen on ${here.what}`);
    if (here.is_out) problems.add(`walk: ${here.what} is off the screen when it has the focus`);
    else if (here.is_covered) problems.add(`walk: ${here.what} is covered${here.over} when it has the focus`);
  }
  const missed = await page.evaluate((all) => {
    document.querySelector('#walk-start')?.remove();
    return [...document.querySelectorAll('[data-stop]')].filter((one) => !all.includes(Number(one.dataset.stop))).map((one) => `${one.localName}${one.id ? `#${one.id}` : ''} “${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 24)}”`);
  }, [...reached]);
  for (const one of missed.slice(0, 4)) problems.add(`walk: never reached: ${one}${missed.length > 4 ? ` and ${missed.length - 4} more` : ''}`);
  return [...problems];
}
