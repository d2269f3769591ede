// usage: node tests/console/shots.mjs [--only NAME] : pictures of every page in build/look/, for looking at.
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {kDesktop, kPhone, openBrowser, openPage, openServer, settle, signIn} from './browser.mjs';
import {kScenes} from './scenes.mjs';

const target = fileURLToPath(new URL('../../build/look/', import.meta.url));
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
mkdirSync(target, {recursive: true});

const browser = await openBrowser();
let count = 0;
for (const scene of kScenes.filter((one) => one.name.includes(only))) {
  for (const language of ['hi', 'en']) {
    for (const [device, viewport] of [['desktop', scene.viewport ?? kDesktop], ['phone', kPhone]]) {
      for (const theme of device === 'desktop' ? ['light', 'dark'] : ['light']) {
        if (theme === 'dark' && !scene.has_dark) continue;
        const server = await openServer();
        await server.tell('language', {language});
        await server.tell('prefer', {theme, language});
        const page = await openPage(browser, server.address, {viewport, language, theme, touch: device === 'phone'});
        try {
          if (scene.login) await signIn(page, server.address, scene.login);
          await scene.go(page, server, {language, device});
          await settle(page);
          const height = device === 'phone' ? await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 1500)) : viewport.height;
          await page.setViewportSize({width: viewport.width, height});
          await page.screenshot({path: `${target}${scene.name}-${language}-${device}${theme === 'dark' ? '-dark' : ''}.png`});
          count += 1;
          for (const fault of page.faults) console.log(`${scene.name} ${language} ${device}: ${fault}`);
        } catch (error) {
          console.log(`${scene.name} ${language} ${device} ${theme}: ${error.message.split('\n')[0]}`);
          await page.screenshot({path: `${target}failed-${scene.name}-${language}-${device}.png`});
        }
        for (const breach of new Set(server.breaches)) console.log(`${scene.name}: contract: ${breach}`);
        for (const violation of server.violations) console.log(`${scene.name}: policy: ${violation}`);
        server.breaches.length = 0;
        await page.context().close();
        await server.end();
      }
    }
  }
}
await browser.close();
console.log(`${count} pictures in build/look`);
