// One ticket: two officers, asking, closing, drafts, what is sealed.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {opened} from './desk.mjs';
import {kComplaint} from './office.mjs';
import {street} from './street.mjs';

const kOurs = '.timeline li.us';

export const kTicketStories = [
  ['two officers on one ticket see each other, and the second looks before sending', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    const first = await person('lucknow');
    const second = await person('colleague');
    await first.visit(`/tickets/${docket}`);
    await second.visit(`/tickets/${docket}`);
    await first.waitForFunction(() => document.querySelector('.who')?.textContent.includes('colleague'));
    await second.fill('#work textarea', 'मैं देख रहा हूँ।');
    await first.fill('#work textarea', 'दल भेजा गया है।');
    await second.keyboard.press('Control+Enter');
    await first.waitForSelector('#work .strip');
    assert.equal(await first.locator('#work .primary').isDisabled(), true);
    await first.locator('#work .strip .plain').click();
    await first.says('मैं देख रहा हूँ।');
    assert.equal(await first.inputValue('#work textarea'), 'दल भेजा गया है।');
    await first.locator('#work .primary').click();
    await office.eventually(async () => (await office.peers.tell('sent')).posts.filter((post) => /देख रहा|दल भेजा/.test(post.text)).length === 2, 'both answers on X, once each');
  }],
  ['a picture goes with an answer, reaches X once, and stands in the timeline', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.fill('#work textarea', 'प्राप्ति रसीद संलग्न है।');
    const picture = await page.screenshot({clip: {x: 0, y: 0, width: 40, height: 40}});
    await page.setInputFiles('#work input[type=file]', {name: 'rasid.png', mimeType: 'image/png', buffer: picture});
    await page.waitForSelector('#work .files li');
    await page.locator('#work .primary').click();
    await page.waitForFunction(() => document.querySelector('.timeline li.us a[download], .timeline li.us .files a')?.textContent.includes('rasid.png'));
    await office.eventually(async () => (await office.peers.tell('sent')).posts.some((post) => post.text.includes('रसीद')), 'the answer on X');
    const posts = (await office.peers.tell('sent')).posts.filter((post) => post.text.includes('रसीद'));
    assert.deepEqual(posts.map((post) => post.media), [[{type: 'image/png', size: picture.length}]]);
  }],
  ['information is asked, the clock stands, and the answer comes in live', async ({office, person, as}) => {
    const {docket, lucknow} = await opened({office, as});
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.keyboard.press('i');
    await page.waitForSelector('#work textarea:focus');
    await page.keyboard.type('कृपया मोबाइल का बिल भेजें।');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.tag.incomplete.ground');
    const question = await office.eventually(async () => (await office.peers.tell('sent')).posts.find((post) => post.text.includes('बिल भेजें')), 'the question on X');
    await office.post('@Uppolice बिल संलग्न है, खरीद लखनऊ की है।', {in_reply_to: question.id});
    await page.says('बिल संलग्न है');
    await office.eventually(async () => (await lucknow.send('GET', `/api/v1/tickets/${docket}`)).status === 'in_process', 'the clock runs on');
  }],
  ['a ticket is closed with an FIR; without its number it is refused before anybody is told', async ({office, person, assert, as}) => {
    const {docket, lucknow} = await opened({office, as});
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.keyboard.press('c');
    await page.locator('input[value=fir]').check();
    await page.locator('#work .primary').click();
    await page.waitForSelector('#outcome-fir_number[aria-invalid=true]');
    await page.fill('#outcome-fir_number', '0412/2026');
    await page.fill('#outcome-station', 'हज़रतगंज');
    await page.locator('#work .primary').click();
    await page.locator('dialog .primary').click();
    await page.waitForSelector('.tag.closed.ground');
    await page.says('0412/2026');
    const ticket = await lucknow.send('GET', `/api/v1/tickets/${docket}`);
    assert.deepEqual([ticket.status, ticket.outcome.code], ['closed', 'fir']);
  }],
  ['a draft survives a lost line and a new page, and nothing is sent by itself', async ({office, person, assert, as}) => {
    const {docket, lucknow} = await opened({office, as});
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.alive();
    await page.fill('#work textarea', 'यह मसौदा रहना चाहिए।');
    await page.waitForSelector('.kept');
    await office.stop();
    await page.waitForSelector('.strip');
    await office.start();
    await page.visit(`/tickets/${docket}`);
    assert.equal(await page.inputValue('#work textarea'), 'यह मसौदा रहना चाहिए।');
    const {entries} = await lucknow.send('GET', `/api/v1/tickets/${docket}/timeline`);
    assert.equal(entries.some((entry) => JSON.stringify(entry).includes('मसौदा')), false);
    await page.locator('#work .primary').click();
    await page.waitForFunction((ours) => [...document.querySelectorAll(ours)].some((one) => one.textContent.includes('यह मसौदा')), kOurs);
  }],
  ['what a citizen sends with a complaint is fetched by the server and seen by the officer; what is gone is said to be', async ({office, person, assert, as}) => {
    const picture = join(office.folder, 'street.png');
    writeFileSync(picture, street());
    const {docket, lucknow} = await opened({office, as}, kComplaint, {pictures: [picture, join(office.folder, 'taken-away.png')]});
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.waitForFunction(() => document.querySelector('.timeline li.citizen .picture img')?.naturalWidth === 320);
    await page.says('यह माध्यम पर अब उपलब्ध नहीं');
    await page.locator('.timeline .picture').click();
    await page.waitForSelector('.timeline .picture[aria-expanded=true]');
    const {entries} = await lucknow.send('GET', `/api/v1/tickets/${docket}/timeline`);
    const [kept, lost] = entries.find((entry) => entry.message !== null).message.attachments;
    assert.deepEqual([kept.state, kept.type, kept.size], ['stored', 'image/png', street().length]);
    assert.equal(lost.state, 'refused');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('.timeline li.citizen a[download]').click()]);
    assert.deepEqual(readFileSync(await saved.path()), street());
  }],
  ['what X refused is said with its reason, tried again, and is there once', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    await office.eventually(async () => (await office.peers.tell('sent')).posts.length === 1, 'the docket on X');
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await office.peers.tell('refuse_posts', {count: 1});
    await page.fill('#work textarea', 'कल थाने आइए।');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(`${kOurs} .bad`);
    await page.locator(`${kOurs} button`, {hasText: 'फिर'}).click();
    await page.waitForFunction((ours) => document.querySelector(`${ours} .bad`) === null, kOurs);
    await office.eventually(async () => (await office.peers.tell('sent')).posts.some((post) => post.text.includes('कल थाने')), 'the answer on X');
    assert.equal((await office.peers.tell('sent')).posts.filter((post) => post.text.includes('कल थाने')).length, 1);
  }],
  ['what X refused in public goes to the citizen as a private message instead', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    await office.eventually(async () => (await office.peers.tell('sent')).posts.length === 1, 'the docket on X');
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await office.peers.tell('refuse_posts', {count: 1});
    await page.fill('#work textarea', 'परसों थाने आइए।');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(`${kOurs} .bad`);
    await page.locator(`${kOurs} button`, {hasText: 'निजी'}).click();
    await page.waitForSelector('#work p.strip');
    await page.locator('#work .primary').click();
    const sent = () => office.peers.tell('sent');
    await office.eventually(async () => (await sent()).messages.some((message) => message.text.includes('परसों थाने')), 'the private message');
    const {posts, messages} = await sent();
    assert.equal(posts.some((post) => post.text.includes('परसों थाने')), false);
    assert.equal(messages.filter((message) => message.text.includes('परसों थाने')).length, 1);
  }],
  ['one answer reaches all whose complaints were joined, each in their own', async ({office, person, assert, as}) => {
    const first = await opened({office, as}, '@Uppolice लखनऊ के आलमबाग में रात भर डीजे बजता है, कोई नहीं सुनता', {author: '77'});
    const second = await opened({office, as}, '@Uppolice आलमबाग लखनऊ में रात भर डीजे बजता है, थाना नहीं सुनता', {author: '78'});
    await office.eventually(async () => (await office.peers.tell('sent')).posts.length === 2, 'the dockets on X');
    await first.lucknow.send('POST', `/api/v1/tickets/${second.docket}/merge`, {into: first.docket, reason: 'एक ही घटना'});
    const page = await person('lucknow');
    await page.visit(`/tickets/${first.docket}`);
    await page.says('2 नागरिक');
    await page.locator(`a[href="/tickets/${second.docket}"]`).first().waitFor();
    await page.fill('#work textarea', 'डीजे बंद करा दिया गया है।');
    await page.locator('#work .foot input[type=checkbox]').check();
    await page.locator('#work .primary').click();
    const answers = async () => (await office.peers.tell('sent')).posts.filter((post) => post.text.includes('डीजे बंद'));
    await office.eventually(async () => (await answers()).length === 2, 'both answers on X');
    assert.deepEqual((await answers()).map((post) => post.in_reply_to).sort(), [first.id, second.id].sort());
  }],
  ['what was written while somebody else acted is not sent before it was looked at', async ({office, person, assert, as}) => {
    const {docket} = await opened({office, as});
    const colleague = await as('colleague');
    const page = await person('lucknow');
    await page.visit(`/tickets/${docket}`);
    await page.fill('#work textarea', 'दल रवाना है।');
    // The colleague is quicker by the time that the answer needs to reach the server.
    await page.route((url) => url.pathname.endsWith(`/${docket}/replies`), async (route) => {
      await colleague.send('POST', `/api/v1/tickets/${docket}/notes`, {text: 'पीड़ित से बात हो गई।'});
      await route.continue();
    }, {times: 1});
    await page.locator('#work .primary').click();
    await page.waitForSelector('#work .strip');
    assert.equal(await page.inputValue('#work textarea'), 'दल रवाना है।');
    assert.equal((await office.peers.tell('sent')).posts.some((post) => post.text.includes('दल रवाना')), false);
    await page.locator('#work .strip .plain').click();
    await page.says('पीड़ित से बात हो गई।');
    await page.locator('#work .primary').click();
    await office.eventually(async () => (await office.peers.tell('sent')).posts.filter((post) => post.text.includes('दल रवाना')).length === 1, 'the answer on X');
  }],
  ['a case file is printed with all that was said; of a sealed one an X and a lock', async ({office, person, assert, as}) => {
    const {docket, lucknow} = await opened({office, as});
    await lucknow.send('POST', `/api/v1/tickets/${docket}/notes`, {text: 'कैमरे की रिकॉर्डिंग माँगी गई।'});
    await lucknow.send('POST', `/api/v1/tickets/${docket}/replies`, {text: 'दल भेजा गया है।'});
    const officer = await person('lucknow');
    await officer.visit(`/tickets/${docket}/print`);
    await officer.emulateMedia({media: 'print'});
    await officer.says('mobile chori');
    await officer.says('कैमरे की रिकॉर्डिंग माँगी गई।');
    await officer.says('दल भेजा गया है।');
    assert.equal((await officer.locator('main').innerText()).split('mobile chori').length, 2, 'the complaint stands there once, and an answer is what we wrote');
    assert.equal(await officer.locator('svg.qr path').evaluate((path) => path.getAttribute('d').length > 1000 && getComputedStyle(path).stroke), 'rgb(0, 0, 0)');
    assert.equal(await officer.locator('.no-print').first().isVisible(), false);
    assert.ok((await officer.pdf({format: 'A4'})).length > 10_000);

    const sent = await fetch(`${office.address}/channels/helpline1090/sms/a-token-of-the-gateway-0123456789?id=m1&from=%2B910000012345&to=1090&text=A+man+in+Lucknow+follows+me+every+day+and+threatens+me.+Please+help&coding=0&charset=UTF-8&time=1790000000`);
    assert.equal(sent.status, 200);
    const helpline = await as('helpline');
    const sealed = (await helpline.tickets())[0].docket;
    await helpline.send('POST', `/api/v1/tickets/${sealed}/notes`, {text: 'The brother was heard.'});
    const keeper = await person('helpline');
    await keeper.visit(`/tickets/${sealed}`);
    await keeper.says('follows me every day');
    await keeper.visit(`/tickets/${sealed}/print`);
    await keeper.waitForSelector('.sheet .entry .sealed svg');
    assert.match(await keeper.locator('.sheet .sealed').first().innerText(), /^X/);
    assert.doesNotMatch(await keeper.content(), /0000012345|follows me|brother was heard/);
    assert.doesNotMatch(JSON.stringify(await helpline.send('GET', `/api/v1/tickets/${sealed}/print`)), /0000012345|follows me|brother was heard/);
  }],
  ['who called the helpline is an X and a lock to those above, and shown to its keeper for a reason', async ({office, person, assert}) => {
    const answer = await fetch(`${office.address}/channels/helpline1090/sms/a-token-of-the-gateway-0123456789?id=m1&from=%2B910000012345&to=1090&text=A+man+in+Lucknow+follows+me+every+day+and+threatens+me.+Please+help&coding=0&charset=UTF-8&time=1790000000`);
    assert.equal(answer.status, 200);
    const above = await person('triage');
    await above.visit('/desk');
    await above.waitForSelector('tr[data-docket]');
    assert.doesNotMatch(await above.content(), /0000012345|follows me/);
    const keeper = await person('helpline');
    await keeper.visit('/desk');
    await keeper.locator('tr[data-docket] a').first().click();
    await keeper.says('follows me every day');
    await keeper.locator('aside dl button.plain').click();
    await keeper.fill('#reveal-reason', 'शिकायतकर्ता से बयान लेना है');
    await keeper.locator('dialog .primary').click();
    await keeper.waitForSelector('.identity');
    assert.match(await keeper.evaluate(() => document.body.innerText), /0000012345/);
    await keeper.reload();
    await keeper.waitForSelector('.timeline article');
    assert.doesNotMatch(await keeper.evaluate(() => document.body.innerText), /0000012345/);
  }],
];
