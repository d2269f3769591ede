// Looks at every page and state of the real program in a real browser: {hi, en} × {desktop, phone} × {light, dark}; high contrast, 200 % zoom, 320 px and a walk by keyboard beside.
// Each must have no violation of WCAG 2.1 AA that axe-core finds, no fault, no request that leaves the origin, nothing wider than the screen, no word of another language
// on a Hindi page. Pictures go to build/look. usage: node tests/stories/look.mjs [--only PART_OF_A_NAME] [--language hi|en]
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {kDesktop, kPhone, openBrowser, openPage, settle, signIn} from '../console/browser.mjs';
import {access, latin, walk, wider, widest} from '../console/checks.mjs';
import {kScenes} from './scenes.mjs';
import {openTown} from './town.mjs';

const given = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const only = given('--only', '');
const languages = given('--language', 'hi,en').split(',');
const folder = fileURLToPath(new URL('../../build/look/', import.meta.url));
const kTallest = 2200;
/** 1366 × 768 at 200 %, and the width that a page must bear at 400 %. */
const kNarrow = {zoom: {width: 683, height: 384}, narrow: {width: 320, height: 640}};
mkdirSync(folder, {recursive: true});

const set = (page, name, value) => page.evaluate(([key, chosen]) => (document.documentElement.dataset[key] = chosen), [name, value]);
/** Officers' pages by their own switch, citizens' by the computer's. */
async function dress(page, theme) {
  await page.emulateMedia({colorScheme: theme});
  // The page hears of it with its next frame, and then dresses as the person once chose.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await set(page, 'theme', theme);
}

async function look(browser, town, scene, language, device) {
  const viewport = device === 'phone' ? kPhone : kDesktop;
  const name = `real-${scene.name}-${language}-${device}`;
  const problems = [];
  const page = await openPage(browser, town.address, {viewport, language, touch: device === 'phone'});
  page.setDefaultTimeout(10_000);
  page.visit = async (path) => {
    await page.goto(`${town.address}${path}`);
    await settle(page);
  };
  page.alive = () => page.waitForSelector('.state.live');
  try {
    if (scene.who) await signIn(page, town.address, scene.who, town.passwords[scene.who]);
    await scene.go({page, town, language, device});
    await settle(page);
    const over = await wider(page);
    if (over > 0) problems.push(`${over} px wider than the screen: ${await widest(page)}`);
    if (language === 'hi') problems.push(...(await latin(page, {reviewed: scene.reviewed ?? []})).map((word) => `Latin on a Hindi page: ${word}`));
    const height = device === 'phone' ? await page.evaluate((tallest) => Math.min(document.documentElement.scrollHeight, tallest), kTallest) : viewport.height;
    for (const theme of ['light', 'dark']) {
      await dress(page, theme);
      problems.push(...(await access(page)).map((problem) => `${theme}: ${problem}`));
      const worn = await page.evaluate(() => document.documentElement.dataset.theme);
      if (worn !== theme) problems.push(`looked at in ${worn} colours instead of ${theme} ones`);
      if (theme === 'dark' && !(scene.has_dark && device === 'desktop')) continue;
      await page.setViewportSize({width: viewport.width, height});
      await page.screenshot({path: `${folder}${name}${theme === 'dark' ? '-dark' : ''}.png`});
      await page.setViewportSize(viewport);
    }
    await dress(page, 'light');
    if (device === 'desktop') {
      await page.emulateMedia({contrast: 'more'});
      await set(page, 'contrast', 'more');
      problems.push(...(await access(page)).map((problem) => `contrast: ${problem}`));
      await page.emulateMedia({contrast: 'no-preference'});
      await set(page, 'contrast', 'usual');
      for (const [which, size] of Object.entries(kNarrow)) {
        await page.setViewportSize(size);
        const past = await wider(page);
        if (past > 0) problems.push(`${which}: ${past} px wider than the screen: ${await widest(page)}`);
        if (language === 'hi') await page.screenshot({path: `${folder}${name}-${which}.png`});
      }
      await page.setViewportSize(viewport);
      if (language === 'hi') problems.push(...(await walk(page)));
    }
  } catch (error) {
    problems.push(error.message.split('\n').slice(0, 3).join(' '));
    await page.screenshot({path: `${folder}${name}-failed.png`}).catch(() => undefined);
  }
  problems.push(...page.faults);
  await page.context().close();
  for (const call of town.calls.splice(0)) await town.peers.tell('hang_up', {call}).catch(() => undefined);
  await scene.after?.(town);
  return problems;
}

const browser = await openBrowser();
let passed = 0;
const failures = [];
for (const language of languages) {
  const town = {...(await openTown(language)), calls: [], proofs: {}};
  for (const scene of kScenes.filter((one) => one.name.includes(only)))
    for (const device of ['desktop', 'phone']) {
      const problems = await look(browser, town, scene, language, device);
      if (problems.length === 0) passed += 1;
      else failures.push({name: `${scene.name}-${language}-${device}`, problems});
    }
  const grave = town.log().split('\n').filter((line) => / (error|critical) /.test(line));
  if (grave.length > 0) failures.push({name: `server-${language}`, problems: grave.slice(-5)});
  await town.end();
}
await browser.close();
for (const {name, problems} of failures) console.log(`${name}\n  ${problems.slice(0, 16).join('\n  ')}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
