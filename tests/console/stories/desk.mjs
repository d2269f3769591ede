// The queue: live, by keys, in bulk, after a lost line.
const dockets = (page) => page.evaluate(() => [...document.querySelectorAll('tr[data-docket]')].map((row) => row.dataset.docket));

export const kDeskStories = [
  ['a post arrives live on the desk, without loading anew', async ({person, tell, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    await page.evaluate(() => (globalThis.is_same_page = true));
    await page.mouse.move(5, 5);
    const {docket} = await tell('post', {text: 'पार्क के सामने अभी झगड़ा हो रहा है'});
    await page.waitForSelector(`tr[data-docket="${docket}"].changed`);
    assert.equal(await page.evaluate(() => globalThis.is_same_page), true);
    await page.waitForFunction(() => document.querySelector('.small b').nextElementSibling.textContent.includes('129'));
  }],
  ['no line moves under the pointer: what is new waits at the head until it is wanted', async ({person, tell, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    const before = await dockets(page);
    await page.hover(`tr[data-docket="${before[5]}"]`);
    await tell('post', {text: 'एक'});
    const {docket} = await tell('post', {text: 'दो'});
    await page.waitForSelector('.new');
    await page.waitForFunction(() => /2/.test(document.querySelector('.new').textContent));
    assert.deepEqual(await dockets(page), before);
    await page.keyboard.press('n');
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
    assert.equal(await page.locator('.new').count(), 0);
  }],
  ['a ticket that goes to others stays in its place and says so', async ({person, tell, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    const before = await dockets(page);
    await tell('lose', {docket: before[1]});
    await page.waitForSelector(`tr[data-docket="${before[1]}"].gone`);
    assert.deepEqual((await dockets(page)).slice(0, 5), before.slice(0, 5));
  }],
  ['the queue is worked by keys alone', async ({person, assert, server}) => {
    const page = await person('meera');
    await page.visit('/desk');
    for (let step = 0; step < 4; ++step) await page.keyboard.press('j');
    assert.equal(await page.locator('tr.cursor').getAttribute('data-docket'), 'UPP-7K3M9-Q2XVA-4');
    await page.keyboard.press('r');
    await page.waitForSelector('#work textarea:focus');
    await page.keyboard.type('जाँच चल रही है।');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline li.us')].some((one) => one.textContent.includes('जाँच चल रही है।')));
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('j');
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'UPP-1D6FY-B8S5R-W');
    await page.keyboard.press('Escape');
    await page.waitForSelector('tr.cursor[data-docket="UPP-1D6FY-B8S5R-W"]');
    await page.keyboard.press('x');
    assert.equal(await page.locator('tr.ticked').count(), 1);
    if (server.is_mock) assert.ok(server.state.ticket('UPP-7K3M9-Q2XVA-4').version > 3);
  }],
  ['the keys act in a Hindi layout as well', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyJ', key: 'र', bubbles: true, cancelable: true})));
    assert.equal(await page.locator('tr.cursor').count(), 1);
  }],
  ['many tickets are forwarded after a preview, and taken back', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.locator('thead input').check();
    await page.locator('.bar .plain').click();
    await page.locator('.bar .button').first().click();
    await page.fill('#bulk-unit', 'चिनहट');
    await page.keyboard.press('Enter');
    await page.fill('#bulk-reason', 'क्षेत्र चिनहट का है');
    await page.locator('dialog .primary').click();
    await page.waitForSelector('dialog .refused');
    assert.match(await page.locator('dialog h2').innerText(), /\d+/);
    await page.locator('dialog .primary').click();
    await page.waitForSelector('.toast button');
    await page.waitForFunction(() => [...document.querySelectorAll('tr[data-docket] .unit')].every((one) => one.textContent.trim() === 'चिनहट'));
    await page.locator('.toast button').click();
    await page.waitForFunction(() => [...document.querySelectorAll('tr[data-docket] .unit')].some((one) => one.textContent.trim() === 'हज़रतगंज'));
  }],
  ['filters are in the address, can be kept as a list, and the way back works', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.locator('.bar .root > button').nth(1).click();
    await page.fill('#find-category', 'साइबर');
    await page.locator('.panel .choice input').first().check();
    await page.waitForFunction(() => location.search.includes('category=CYBER_FRAUD'));
    await page.keyboard.press('Escape');
    await page.locator('aside .side').first().click();
    await page.fill('#view-name', 'साइबर, मेरी सूची');
    await page.locator('dialog input[type=checkbox]').check();
    await page.locator('dialog .primary').click();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'साइबर, मेरी सूची');
    assert.match(page.url(), /view=v\d+/);
    await page.locator('tr[data-docket] a').first().click();
    await page.waitForSelector('.timeline article');
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'साइबर, मेरी सूची');
  }],
  ['a lost line is said, and what was missed comes with the line', async ({person, tell, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    await page.mouse.move(5, 5);
    await tell('post', {text: 'पहले'});
    await tell('cut');
    await page.waitForSelector('.strip');
    const {docket} = await tell('post', {text: 'लाइन टूटने पर'});
    assert.equal(await page.locator(`tr[data-docket="${docket}"]`).count(), 0);
    await tell('mend');
    await page.locator('.strip .plain').click();
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
    assert.equal(await page.locator('.strip').count(), 0);
  }],
  ['after a restart of the server the desk shows what it missed', async ({person, tell}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    await page.mouse.move(5, 5);
    await tell('post', {text: 'पहले'});
    await tell('cut');
    await page.waitForSelector('.strip');
    const {docket} = await tell('post', {text: 'बंद रहते'});
    await tell('forget');
    await tell('mend');
    await page.locator('.strip .plain').click();
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
  }],
  ['an officer with a phone finds, opens and answers', async ({person, kPhone, assert}) => {
    const page = await person('meera', {viewport: kPhone, touch: true});
    await page.visit('/desk');
    await page.fill('#find', '7K3M9');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('tr[data-docket]').length === 1);
    await page.locator('tr[data-docket] .first').tap();
    await page.waitForSelector('#work textarea');
    await page.fill('#work textarea', 'आपकी शिकायत पर कार्रवाई हो रही है।');
    await page.locator('#work .primary').tap();
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline li.us')].some((one) => one.textContent.includes('कार्रवाई हो रही है')));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }],
];
