// usage: node tests/console/sheet.mjs : lays the pictures of build/look side by side, beside those of the folder that SEVA_LOOK names, in build/look/sheet-N.png.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {join} from 'node:path';
import {openBrowser} from './browser.mjs';

const folder = fileURLToPath(new URL('../../build/look/', import.meta.url));
const standard = process.env.SEVA_LOOK;
const kColumns = {desktop: 3, phone: 8};

const pictures = (from) => readdirSync(from).filter((name) => name.endsWith('.png') && !name.startsWith('sheet')).map((name) => ({name, path: join(from, name)}));
const figure = ({name, path}) => `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${readFileSync(path).toString('base64')}"></figure>`;

const browser = await openBrowser();
const page = await browser.newPage({viewport: {width: 1800, height: 1000}});
let count = 0;
async function sheet(name, list, columns) {
  const html = `<style>body{margin:8px;font:12px sans-serif;background:#999;display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px}figure{margin:0}img{width:100%;display:block;max-height:900px;object-fit:cover;object-position:top}</style>${list.map(figure).join('')}`;
  await page.setContent(html);
  await page.screenshot({path: join(folder, `sheet-${name}.png`), fullPage: true});
  count += 1;
}
const own = pictures(folder);
for (const [device, columns] of Object.entries(kColumns)) {
  const list = own.filter((one) => one.name.includes(`-${device}`));
  for (let from = 0; from < list.length; from += columns * 2) await sheet(`${device}-${1 + from / (columns * 2)}`, list.slice(from, from + columns * 2), columns);
}
if (standard) await sheet('standard', pictures(standard), 4);
await browser.close();
writeFileSync(join(folder, 'index.html'), own.map(({name}) => `<figure><figcaption>${name}</figcaption><img src="${name}" width="680"></figure>`).join('\n'));
console.log(`${count} sheets of ${own.length} pictures in build/look`);
