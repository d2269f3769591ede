// The pictures in the README, from the real program with synthetic people. usage: node tests/stories/pictures.mjs, or tests/stories/run.sh [BUILD_FOLDER] pictures
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {kDesktop, kPhone, openBrowser, openPage, settle, signIn} from '../console/browser.mjs';
import {smaller} from './palette_png.mjs';
import {kScenes} from './scenes.mjs';
import {openTown} from './town.mjs';

const kMostBytes = 150_000;
const folder = fileURLToPath(new URL('pictures/', import.meta.url));
const kPictures = {
  hi: [['desk', 'desk'], ['triage', 'triage'], ['citizen-track', 'citizen', {viewport: kPhone, scale: 2}]],
  en: [['ticket', 'ticket', {is_from_top: true}], ['ticket', 'ticket-dark', {theme: 'dark'}], ['admin', 'administration']],
};

mkdirSync(folder, {recursive: true});
const browser = await openBrowser();
for (const [language, pictures] of Object.entries(kPictures)) {
  const town = {...(await openTown(language)), calls: [], proofs: {}};
  try {
    for (const [scene, name, {viewport = kDesktop, theme = 'light', scale = 1, is_from_top = false} = {}] of pictures) {
      const page = await openPage(browser, town.address, {viewport, language, theme, scale});
      page.setDefaultTimeout(30_000);
      page.visit = async (path) => {
        await page.goto(`${town.address}${path}`);
        await settle(page);
      };
      page.alive = () => page.waitForSelector('.state.live');
      const {who, go} = kScenes.find((one) => one.name === scene);
      if (who) await signIn(page, town.address, who, town.passwords[who]);
      await go({page, town, language, device: 'desktop'});
      await settle(page);
      if (is_from_top) await page.evaluate(() => document.querySelector('.timeline').scrollTo(0, 0));
      const picture = smaller(await page.screenshot());
      if (picture.length > kMostBytes) throw new Error(`${name}.png has ${picture.length} bytes: more than ${kMostBytes}.`);
      writeFileSync(`${folder}${name}.png`, picture);
      console.log(`${name}.png ${picture.length} bytes`);
      await page.context().close();
    }
  } finally {
    await town.end();
  }
}
await browser.close();
