// A real headless Chromium for the console's tests: the mock by default, or a running server where SEVA_CONSOLE_URL names one.
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {startMock} from './mock/server.mjs';

const require = createRequire(new URL('../../kernel/console/package.json', import.meta.url));
const {chromium} = require('playwright-core');

const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];
const kBrowsers = [process.env.SEVA_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const kDesktop = {width: 1366, height: 768};
export const kPhone = {width: 360, height: 740};

export async function openBrowser() {
  const executablePath = kBrowsers.find((path) => path && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium was found. Install the Debian package chromium, or name one in SEVA_CHROMIUM.');
  return chromium.launch({executablePath, args: kFlags});
}

/** The server to look at, with `tell` to make things happen in the mock. Against a real server `tell` is not there. */
export async function openServer() {
  const url = process.env.SEVA_CONSOLE_URL;
  if (url) {
    const {tell} = process.env.SEVA_CONSOLE_DRIVER ? await import(process.env.SEVA_CONSOLE_DRIVER) : {tell: async () => ({})};
    return {address: url.replace(/\/$/, ''), is_mock: false, violations: [], breaches: [], tell, end: async () => {}};
  }
  const mock = await startMock();
  const tell = async (name, body = {}) => (await fetch(`${mock.address}/mock/${name}`, {method: 'POST', body: JSON.stringify(body)})).json();
  return {...mock, is_mock: true, tell};
}

/** A page that reports what it must not do: leave the origin, break its policy, or fail. */
export async function openPage(browser, address, {viewport = kDesktop, language = 'hi', theme = 'light', touch = false, scale = 1} = {}) {
  const context = await browser.newContext({viewport, colorScheme: theme === 'dark' ? 'dark' : 'light', locale: language === 'hi' ? 'hi-IN' : 'en-IN', timezoneId: 'Asia/Kolkata', hasTouch: touch, deviceScaleFactor: scale, reducedMotion: 'reduce'});
  await context.addInitScript((preferences) => localStorage.getItem('seva.preferences') ?? localStorage.setItem('seva.preferences', JSON.stringify(preferences)), {language, theme});
  const page = await context.newPage();
  page.faults = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) page.faults.push(`left the origin: ${request.url()}`);
  });
  page.on('pageerror', (error) => page.faults.push(`failed: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(text)) page.faults.push(`console: ${text}`);
  });
  return page;
}

/** Signs in behind the page's back; the login page has a story of its own. */
export async function signIn(page, address, login = 'meera', password = 'mock') {
  const answer = await page.request.post(`${address}/api/v1/session`, {data: {login, password}});
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${answer.status()}`);
}

/** Waits until nothing is loading, letters are there, and the page has stopped changing. */
export async function settle(page) {
  await page.waitForFunction(() => document.querySelector('[role=status].waiting') === null, undefined, {timeout: 15_000});
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((resolve) => {
    const kQuiet = 120;
    const kAtMost = 2_000;
    let timer = setTimeout(resolve, kQuiet);
    const watch = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(resolve, kQuiet);
    });
    watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    setTimeout(resolve, kAtMost);
  }));
}
