// Looks at every page and state in a real browser: {hi, en} × {desktop, phone} × {light, dark}. Each must have no violation of WCAG 2.1 AA that axe-core finds, no
// fault, no request that leaves the origin, no report of its content policy, nothing that is wider than the screen, and nothing that the contract does not know.
// Pictures go to build/look. usage: node tests/console/look.mjs [--only PART_OF_A_NAME]
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {kDesktop, kPhone, openBrowser, openPage, openServer, settle, signIn} from './browser.mjs';
import {access, latin, wider} from './checks.mjs';
import {kScenes} from './scenes.mjs';

const folder = fileURLToPath(new URL('../../build/look/', import.meta.url));
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const kTallest = 1500;
mkdirSync(folder, {recursive: true});

let passed = 0;
const failures = [];

async function look(browser, scene, language, device) {
  const viewport = device === 'phone' ? kPhone : (scene.viewport ?? kDesktop);
  const server = await openServer();
  const name = `${scene.name}-${language}-${device}`;
  const problems = [];
  const page = await openPage(browser, server.address, {viewport, language, touch: device === 'phone'});
  try {
    await server.tell('language', {language});
    await server.tell('prefer', {theme: 'light', language});
    if (scene.login) await signIn(page, server.address, scene.login);
    await scene.go(page, server, {language, device});
    await settle(page);
    const over = await wider(page);
    if (over > 0) problems.push(`${over} px wider than the screen`);
    if (language === 'hi') problems.push(...(await latin(page)).map((word) => `Latin on a Hindi page: ${word}`));
    const height = device === 'phone' ? await page.evaluate((tallest) => Math.min(document.documentElement.scrollHeight, tallest), kTallest) : viewport.height;
    for (const theme of ['light', 'dark']) {
      await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
      problems.push(...(await access(page)).map((problem) => `${theme}: ${problem}`));
      if (theme === 'light' && scene.has_dark) {
        await page.evaluate(() => (document.documentElement.dataset.contrast = 'more'));
        problems.push(...(await access(page)).map((problem) => `contrast: ${problem}`));
        if (device === 'desktop') await page.screenshot({path: `${folder}${name}-contrast.png`});
        await page.evaluate(() => (document.documentElement.dataset.contrast = 'usual'));
      }
      if (theme === 'dark' && !(scene.has_dark && device === 'desktop')) continue;
      await page.setViewportSize({width: viewport.width, height});
      await page.screenshot({path: `${folder}${name}${theme === 'dark' ? '-dark' : ''}.png`});
      await page.setViewportSize(viewport);
    }
  } catch (error) {
    problems.push(error.message.split('\n')[0]);
    await page.screenshot({path: `${folder}${name}-failed.png`});
  }
  problems.push(...page.faults, ...server.violations.map((one) => `content policy: ${one}`), ...new Set(server.breaches.map((one) => `contract: ${one}`)));
  server.breaches.length = 0;
  await page.context().close();
  await server.end();
  if (problems.length === 0) passed += 1;
  else failures.push({name, problems});
}

const browser = await openBrowser();
for (const scene of kScenes.filter((one) => one.name.includes(only)))
  for (const language of ['hi', 'en']) for (const device of ['desktop', 'phone']) await look(browser, scene, language, device);
await browser.close();

for (const {name, problems} of failures) console.log(`${name}\n  ${problems.slice(0, 12).join('\n  ')}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
