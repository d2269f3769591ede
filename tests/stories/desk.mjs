// The queue: live, by keys, by phone, after a restart.
const kRow = 'tr[data-docket]';

/** A ticket of Lucknow's desk, and its docket. */
export async function opened({office, as}, text, options) {
  const lucknow = await as('lucknow');
  const before = new Set((await lucknow.tickets()).map((ticket) => ticket.docket));
  const id = await office.post(text, options);
  const {docket} = (await lucknow.tickets()).find((ticket) => !before.has(ticket.docket));
  return {docket, id, lucknow};
}

export const kDeskStories = [
  ['an officer logs in; a wrong password does not say which part was wrong', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    const page = await person(null);
    await page.goto(`${office.address}/desk`);
    await page.fill('#login', 'lucknow');
    await page.fill('#password', 'not this one');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#refusal');
    assert.equal(await page.inputValue('#password'), '');
    await page.fill('#password', office.passwords.lucknow);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
  }],
  ['the desk is there with its page: no question of its own stands between', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    const page = await person('lucknow');
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${office.address}/desk`);
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
    const needed = asked.filter((path) => path.startsWith('/api/') && !/\/(live|presence|session)$/.test(path));
    assert.deepEqual(needed, []);
  }],
  ['a post arrives live on the desk, without loading anew', async ({office, person, assert, as}) => {
    const page = await person('lucknow');
    await page.visit('/desk');
    await page.alive();
    await page.evaluate(() => (globalThis.is_same_page = true));
    await page.mouse.move(5, 5);
    const {docket} = await opened({office, as});
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
    assert.equal(await page.evaluate(() => globalThis.is_same_page), true);
  }],
  ['the queue is worked by keys alone, and the answer reaches X', async ({office, person, as}) => {
    const {docket} = await opened({office, as});
    const page = await person('lucknow');
    await page.visit('/desk');
    await page.waitForSelector(kRow);
    await page.keyboard.press('j');
    await page.waitForSelector(`tr.cursor[data-docket="${docket}"]`);
    await page.keyboard.press('r');
    await page.waitForSelector('#work textarea:focus');
    await page.keyboard.type('जाँच चल रही है।');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline li.us')].some((one) => one.textContent.includes('जाँच चल रही है।')));
    await office.eventually(async () => (await office.peers.tell('sent')).posts.some((post) => post.text.includes('जाँच चल रही है।')), 'the answer on X');
  }],
  ['after a restart of the server the desk shows what it missed', async ({office, person, as}) => {
    const page = await person('lucknow');
    await page.visit('/desk');
    await page.alive();
    await page.mouse.move(5, 5);
    await office.stop();
    await page.waitForSelector('.strip');
    await office.start();
    const {docket} = await opened({office, as});
    await page.locator('.strip .plain').click().catch(() => undefined);
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
  }],
  ['an officer with a phone finds, opens and answers', async ({office, person, kPhone, assert, as}) => {
    const {docket} = await opened({office, as});
    const page = await person('lucknow', {viewport: kPhone, touch: true});
    await page.visit('/desk');
    await page.fill('#find', docket.slice(4, 9));
    await page.keyboard.press('Enter');
    await page.waitForFunction((row) => document.querySelectorAll(row).length === 1, kRow);
    await page.locator(`${kRow} .first`).tap();
    await page.waitForSelector('#work textarea');
    await page.fill('#work textarea', 'आपकी शिकायत पर कार्रवाई हो रही है।');
    await page.locator('#work .primary').tap();
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline li.us')].some((one) => one.textContent.includes('कार्रवाई हो रही है')));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }],
  ['many tickets are given to somebody after a preview, and taken back', async ({office, person, assert, as}) => {
    const {lucknow} = await opened({office, as});
    await opened({office, as}, '@Uppolice Lucknow ke Chowk me chain snatching hui, koi sunwai nahi, please help', {author: '78'});
    const page = await person('lucknow');
    await page.visit('/desk');
    await page.locator('thead input').check();
    await page.locator('.bar .button').first().click();
    await page.fill('#bulk-unit', 'चौक');
    await page.keyboard.press('Enter');
    await page.fill('#bulk-reason', 'क्षेत्र चौक का है');
    await page.locator('dialog .primary').click();
    await page.waitForFunction(() => !document.querySelector('dialog .primary')?.disabled);
    await page.locator('dialog .primary').click();
    await page.waitForSelector('.toast button');
    const units = async () => (await lucknow.tickets()).map((ticket) => ticket.unit);
    assert.deepEqual([...new Set(await units())], ['UPP-S-LUCKNOW-CHOWK']);
    await page.locator('.toast button').click();
    await office.eventually(async () => (await units()).every((unit) => unit !== 'UPP-S-LUCKNOW-CHOWK'), 'taken back');
  }],
];
