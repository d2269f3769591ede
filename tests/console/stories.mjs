// What people do with the console, in a real browser, from beginning to end. Each story starts with a fresh server and fresh people.
// Against the mock by default; where SEVA_CONSOLE_URL names a real server, SEVA_CONSOLE_DRIVER names a module whose `tell(name, body)` makes things happen there.
// usage: node tests/console/stories.mjs [--only PART_OF_A_NAME]
import assert from 'node:assert/strict';
import {kDesktop, kPhone, openBrowser, openPage, openServer, settle, signIn} from './browser.mjs';
import {kDeskStories} from './stories/desk.mjs';
import {kFrameStories} from './stories/frame.mjs';
import {kOfficeStories} from './stories/offices.mjs';
import {kTicketStories} from './stories/ticket.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const kLimit = 60_000;

const browser = await openBrowser();
let passed = 0;
let failed = 0;
for (const [name, story] of [...kFrameStories, ...kDeskStories, ...kTicketStories, ...kOfficeStories].filter(([one]) => one.includes(only))) {
  const server = await openServer();
  const pages = [];
  const person = async (login, options = {}) => {
    await server.tell('language', {language: options.language ?? 'hi'});
    await server.tell('prefer', {language: options.language ?? 'hi', theme: options.theme ?? 'light', ...options.preferences});
    const page = await openPage(browser, server.address, options);
    page.setDefaultTimeout(15_000);
    pages.push(page);
    if (login) await signIn(page, server.address, login);
    page.visit = async (path) => {
      await page.goto(`${server.address}${path}`);
      await settle(page);
    };
    page.alive = () => page.waitForSelector('.state.live');
    return page;
  };
  let timer;
  try {
    const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('took longer than a minute')), kLimit)));
    await Promise.race([story({server, person, assert, tell: server.tell, browser, kDesktop, kPhone}), limit]);
    const faults = [...pages.flatMap((page) => page.faults), ...server.violations, ...server.breaches];
    server.breaches.length = 0;
    assert.deepEqual(faults, []);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message.split('\n').slice(0, 6).join('\n     ')}`);
    for (const [place, page] of pages.entries()) await page.screenshot({path: new URL(`../../build/look/story-${failed}-${place}.png`, import.meta.url).pathname}).catch(() => undefined);
  } finally {
    clearTimeout(timer);
    for (const page of pages) await page.context().close();
    await server.end();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
