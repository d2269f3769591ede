// A citizen with the docket in hand: no script, a cheap phone.
import {opened} from './desk.mjs';

export const kCitizenStories = [
  ['a citizen follows, proves it with a code, reads, rates and asks to have it reopened; the office sees it', async ({office, person, kPhone, assert, as}) => {
    const {docket, lucknow} = await opened({office, as});
    await lucknow.send('POST', `/api/v1/tickets/${docket}/replies`, {text: 'Our team has been sent.'});
    await lucknow.send('POST', `/api/v1/tickets/${docket}/notes`, {text: 'The brother was heard.'});
    const page = await person(null, {viewport: kPhone, touch: true});
    await page.goto(`${office.address}/`);
    await page.fill('input[name=docket]', docket);
    await page.keyboard.press('Enter');
    await page.says(docket);
    assert.doesNotMatch(await page.content(), /mobile chori|citizen_seven|Our team/);
    await page.locator('main a', {hasText: /पढ़ें|Read/}).first().click();
    await page.locator('button[name=way][value=send]').tap();
    const code = await office.eventually(async () => (await office.peers.tell('sent')).messages.map((message) => /\b\d{6}\b/.exec(message.text)?.[0]).find(Boolean), 'the code as a private message');
    await page.fill('input[name=code]', code);
    await page.keyboard.press('Enter');
    await page.says('mobile chori');
    await page.says('Our team has been sent.');
    assert.doesNotMatch(await page.content(), /brother was heard/);
    await lucknow.send('POST', `/api/v1/tickets/${docket}/status`, {status: 'closed', outcome: {code: 'fir', fields: {fir_number: '0412/2026', station: 'Hazratganj'}}});
    await page.reload();
    await page.locator('button[name=fixed][value=no]').tap();
    await page.fill('textarea[name=words]', 'मोबाइल अब तक नहीं मिला।');
    await page.locator('form:has(textarea[name=words]) button').tap();
    await office.eventually(async () => (await lucknow.send('GET', `/api/v1/tickets/${docket}`)).needs_attention, 'the office is told');
    const desk = await person('lucknow');
    await desk.visit(`/tickets/${docket}`);
    await desk.says('मोबाइल अब तक नहीं मिला।');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }],
];
