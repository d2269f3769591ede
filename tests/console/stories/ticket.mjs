// One ticket: two officers, asking, closing, drafts, delivery, sealed identity.
const kTicket = 'UPP-7K3M9-Q2XVA-4';
const says = (page, text) => page.waitForFunction((wanted) => document.querySelector('.timeline').textContent.includes(wanted), text);

export const kTicketStories = [
  ['two officers on one ticket see each other, and the second looks before sending', async ({person, assert}) => {
    const meera = await person('meera');
    const yadav = await person('yadav');
    await meera.visit(`/tickets/${kTicket}`);
    await yadav.visit(`/tickets/${kTicket}`);
    await meera.waitForFunction(() => document.querySelector('.who').textContent.includes('स. यादव देख रहे हैं'));
    await yadav.fill('#work textarea', 'मैं देख रहा हूँ।');
    await meera.waitForFunction(() => document.querySelector('.who').textContent.includes('स. यादव लिख रहे हैं'));
    await meera.fill('#work textarea', 'दल भेजा गया है।');
    await yadav.keyboard.press('Control+Enter');
    await meera.waitForSelector('#work .strip');
    assert.equal(await meera.locator('#work .primary').isDisabled(), true);
    await meera.locator('#work .strip .plain').click();
    await says(meera, 'मैं देख रहा हूँ।');
    assert.equal(await meera.inputValue('#work textarea'), 'दल भेजा गया है।');
    await meera.locator('#work .primary').click();
    await says(meera, 'दल भेजा गया है।');
  }],
  ['information is asked, the clock stands, and the answer comes in live', async ({person, tell}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.keyboard.press('i');
    await page.waitForSelector('#work textarea:focus');
    await page.keyboard.type('कृपया मोबाइल का बिल भेजें।');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.tag.incomplete.ground');
    await page.waitForSelector('aside .left.stopped');
    await tell('answer', {docket: kTicket, text: 'बिल संलग्न है।'});
    await says(page, 'बिल संलग्न है।');
  }],
  ['a ticket is closed with an FIR; a wrong number is refused before anybody is told', async ({person, assert, server}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.keyboard.press('c');
    await page.locator('input[value=fir_registered]').check();
    await page.fill('#outcome-fir_number', 'चार सौ');
    await page.fill('#outcome-station', 'हज़रतगंज');
    await page.locator('#work .primary').click();
    await page.waitForSelector('#outcome-fir_number[aria-invalid=true]');
    assert.equal(await page.locator('dialog').count(), 0);
    await page.fill('#outcome-fir_number', '0412/2026');
    await page.locator('#work .primary').click();
    await page.waitForSelector('dialog');
    await page.locator('dialog .primary').click();
    await page.waitForSelector('.tag.closed.ground');
    await page.waitForFunction(() => document.querySelector('aside').textContent.includes('0412/2026'));
    if (server.is_mock) assert.equal(server.state.ticket(kTicket).outcome.fields.fir_number, '0412/2026');
  }],
  ['a draft survives a lost line and a new page, and nothing is sent by itself', async ({person, tell, assert, server}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.alive();
    await page.fill('#work textarea', 'यह मसौदा रहना चाहिए।');
    await page.waitForSelector('.kept');
    await tell('cut');
    await page.waitForSelector('header + .strip, .strip');
    assert.equal(await page.locator('#work .primary').isDisabled(), true);
    await tell('mend');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#work textarea')?.value === 'यह मसौदा रहना चाहिए।');
    if (server.is_mock) assert.equal(server.state.ticket(kTicket).version, 3);
  }],
  ['the surplus is marked, typing goes on, sending does not', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.fill('#work textarea', `${'अ'.repeat(279)}😀`);
    await page.waitForSelector('.behind mark');
    assert.equal(await page.locator('#work .primary').isDisabled(), true);
    await page.fill('#work textarea', 'अ'.repeat(280));
    assert.equal(await page.locator('#work .primary').isDisabled(), false);
  }],
  ['a ready reply is found with the slash, filled, and turned into the other language', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.locator('#work textarea').press('/');
    await page.keyboard.type('वाहन');
    await page.keyboard.press('Enter');
    const value = () => page.inputValue('#work textarea');
    assert.equal(await value(), `To act on complaint ${kTicket} we need the number of the vehicle. Please reply here.`);
    await page.locator('.tabs .plain').click();
    assert.match(await value(), /वाहन की संख्या चाहिए/);
    assert.equal(await page.locator('select.then').inputValue(), 'incomplete');
  }],
  ['what was not delivered goes out in another way', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.locator('.timeline .meta .plain').first().click();
    await page.waitForSelector('.composer .strip');
    assert.equal(await page.inputValue('#work textarea'), 'FIR is being registered. You need not come before 2 pm.');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.querySelectorAll('.timeline li.us').length === 3);
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline li.us')].at(-1).querySelector('.good') !== null);
  }],
  ['a sealed identity is an X and a lock until a reason is given, and is kept nowhere', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/tickets/UPP-8ZT2A-K0V7N-H');
    const text = () => page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(await text(), /Synthetic Name|00210/);
    await page.locator('aside dl button.plain').click();
    await page.fill('#reveal-reason', 'शिकायतकर्ता से बयान लेना है');
    await page.locator('dialog .primary').click();
    await page.waitForSelector('.identity');
    assert.match(await text(), /Synthetic Name/);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify({...localStorage, ...sessionStorage})), /Synthetic Name/);
    await page.reload();
    await page.waitForSelector('.timeline article');
    assert.doesNotMatch(await text(), /Synthetic Name|00210/);
  }],
  ['to a sealed ticket only a neutral ready reply goes out', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/tickets/UPP-8ZT2A-K0V7N-H');
    assert.equal(await page.locator('#work textarea').getAttribute('readonly'), '');
    await page.locator('#work textarea').press('/');
    await page.waitForFunction(() => document.querySelectorAll('[role=option] b').length === 1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await says(page, 'शीघ्र कॉल करेंगे');
  }],
  ['a file is attached to a note', async ({person}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.keyboard.press('n');
    await page.setInputFiles('input[type=file]', {name: 'कैमरा-14.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex')});
    await page.waitForSelector('.composer .files li');
    await page.fill('#work textarea', 'कैमरे की तस्वीर संलग्न है।');
    await page.locator('#work .primary').click();
    await page.waitForFunction(() => [...document.querySelectorAll('.timeline .note .files')].some((one) => one.textContent.includes('कैमरा-14.png')));
  }],
  ['one forwarded by mistake is taken back', async ({person}) => {
    const page = await person('meera');
    await page.visit(`/tickets/${kTicket}`);
    await page.keyboard.press('f');
    await page.fill('#forward-unit', 'Aliganj');
    await page.keyboard.press('Enter');
    await page.fill('#forward-reason', 'गलती से');
    await page.locator('#work .primary').click();
    await says(page, 'अलीगंज');
    await page.locator('.toast button').click();
    await page.waitForFunction(() => document.querySelector('#why h2')?.textContent.includes('हज़रतगंज'));
  }],
];
