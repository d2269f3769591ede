// How soon the desk is in use on a poor line with a weak computer: 400 kbps, 400 ms, a sixth of this machine's speed, nothing kept from before: from the address to a painted
// list that answers a key. Median of five.
// usage: node tests/console/bench.mjs
import {openBrowser, openPage, openServer, signIn} from './browser.mjs';

const kRuns = 5;
const kLine = {offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8};
const kSlower = 6;
const kLimit = 3.5;

async function once(browser, server) {
  const page = await openPage(browser, server.address);
  await signIn(page, server.address);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', kLine);
  await session.send('Emulation.setCPUThrottlingRate', {rate: kSlower});
  // The page's own clock tells: a driver that looks on would itself be slowed down.
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('tr[data-docket]') === null) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => (globalThis.usable_at = performance.now())));
    });
    watch.observe(document, {childList: true, subtree: true});
  });
  await page.goto(`${server.address}/desk`, {waitUntil: 'commit'});
  const usable_at = await page.waitForFunction(() => globalThis.usable_at, undefined, {polling: 1000});
  const seconds = (await usable_at.jsonValue()) / 1000;
  await page.keyboard.press('j');
  await page.waitForSelector('tr.cursor');
  await page.context().close();
  return seconds;
}

const browser = await openBrowser();
const server = await openServer();
const times = [];
for (let run = 0; run < kRuns; ++run) times.push(await once(browser, server));
await browser.close();
await server.end();
const median = [...times].sort((one, other) => one - other)[Math.floor(kRuns / 2)];
console.log(`desk_usable_median ${median.toFixed(2)} s`);
console.log(`desk_usable_worst ${Math.max(...times).toFixed(2)} s`);
console.log(`desk_usable_of_limit ${(median / kLimit).toFixed(2)} ratio`);
process.exitCode = median <= kLimit ? 0 : 1;
