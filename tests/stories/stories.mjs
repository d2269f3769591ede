// What people do with Seva, in a real browser against the real program: each story has an office of its own with X and an exchange beside it.
// usage: node tests/stories/stories.mjs [--only PART_OF_A_NAME]
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {kDesktop, kPhone, openBrowser, openPage, settle, signIn} from '../console/browser.mjs';
import {kCallStories} from './calls.mjs';
import {kCitizenStories} from './citizens.mjs';
import {kDeskStories} from './desk.mjs';
import {openOffice, signedIn} from './office.mjs';
import {kAdministrationStories} from './administration.mjs';
import {kTicketStories} from './tickets.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const pictures = new URL('../../build/look', import.meta.url).pathname;
const kLimit = 120_000;

mkdirSync(pictures, {recursive: true});
const browser = await openBrowser();
let passed = 0;
let failed = 0;
for (const [name, story] of [...kDeskStories, ...kTicketStories, ...kCallStories, ...kCitizenStories, ...kAdministrationStories].filter(([one]) => one.includes(only))) {
  const office = await openOffice();
  const pages = [];
  /** A person before a browser of their own, signed in; nobody: a citizen. */
  const person = async (login, options = {}) => {
    const page = await openPage(browser, office.address, options);
    page.setDefaultTimeout(30_000);
    pages.push(page);
    if (login) await signIn(page, office.address, login, office.passwords[login]);
    page.visit = async (path) => {
      await page.goto(`${office.address}${path}`);
      await settle(page);
    };
    page.alive = () => page.waitForSelector('.state.live');
    page.says = (text) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), text);
    return page;
  };
  let timer;
  try {
    const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('took longer than two minutes')), kLimit)));
    await Promise.race([story({office, person, assert, as: (login) => signedIn(office, login), kDesktop, kPhone}), limit]);
    assert.deepEqual(pages.flatMap((page) => page.faults), []);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message.split('\n').slice(0, 8).join('\n     ')}`);
    for (const [place, page] of pages.entries()) await page.screenshot({path: `${pictures}/real-${failed}-${place}.png`}).catch(() => undefined);
    const grave = office.log().split('\n').filter((line) => / (error|critical) /.test(line));
    if (grave.length > 0) console.log(`     server: ${grave.slice(-5).join('\n             ')}`);
  } finally {
    clearTimeout(timer);
    for (const page of pages) await page.context().close();
    await office.end();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
