// Triage, and what an administrator does.
import {opened} from './desk.mjs';

export const kAdministrationStories = [
  ['a person changes their own password with the present one; other sign-ins end, this one goes on', async ({office, person, assert}) => {
    const other = await person('lucknow');
    await other.visit('/desk');
    await other.alive();
    const page = await person('lucknow');
    await page.visit('/desk');
    await page.click('.person');
    await page.locator('a[href="/password"]').click();
    const fill = async (current) => {
      await page.fill('#current', current);
      await page.fill('#wanted', 'मेरा नया लंबा वाक्य');
      await page.fill('#again', 'मेरा नया लंबा वाक्य');
      await page.keyboard.press('Enter');
    };
    await page.waitForSelector('#current');
    await fill('not this one');
    await page.waitForSelector('#refusal');
    await fill(office.passwords.lucknow);
    await page.waitForSelector('.toast');
    await page.alive();
    await other.waitForSelector('#password');
    const old = await fetch(`${office.address}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({login: 'lucknow', password: office.passwords.lucknow})});
    assert.equal(old.status, 401);
  }],
  ['an administrator turns a department off and on; the desk shows it, and what came in between is not lost', async ({office, person, assert, as}) => {
    const {docket, lucknow} = await opened({office, as});
    const desk = await person('lucknow');
    await desk.visit(`/tickets/${docket}`);
    await desk.alive();
    const admin = await person('admin');
    await admin.visit('/admin/plugins');
    const lever = admin.getByRole('switch', {name: /पुलिस/});
    await lever.click();
    await admin.locator('dialog .primary').click();
    await desk.waitForFunction(() => document.querySelector('aside dl')?.textContent.includes('बंद'));
    await office.post('@Uppolice Lucknow ke Chowk me chain snatching hui, koi sunwai nahi, please help', {author: '78'});
    assert.equal((await lucknow.tickets()).length, 1);
    await lever.click();
    await desk.waitForFunction(() => !document.querySelector('aside dl')?.textContent.includes('बंद'));
    await office.eventually(async () => (await lucknow.tickets()).length === 2, 'what waited was assessed again');
  }],
  ['triage goes question by question, by numbers, and a decision is taken back', async ({office, person}) => {
    await office.post('@Uppolice mera mobile chori ho gaya please help', {author: '77'});
    await office.post('@Uppolice कब तक इंतज़ार करें, कोई सुनवाई नहीं हो रही', {author: '78'});
    const page = await person('triage');
    await page.visit('/triage');
    const question = () => page.locator('blockquote').innerText();
    const first = await question();
    await page.keyboard.press('1');
    await page.waitForFunction((before) => document.querySelector('blockquote')?.innerText !== before, first);
    await page.waitForSelector('footer .undo');
    await page.keyboard.press('u');
    await page.waitForFunction((before) => document.querySelector('blockquote')?.innerText === before, first);
  }],
  ['settings are saved only after a test that passes; a secret is never shown again', async ({person, assert}) => {
    const page = await person('admin');
    await page.visit('/admin/plugins');
    await page.locator('button.name', {hasText: /112|डायल|100/}).first().click();
    await page.waitForSelector('#root_ping_seconds');
    await page.fill('#root_ping_seconds', '99999');
    await page.keyboard.press('Tab');
    await page.waitForSelector('.sjsf-errors-list');
    await page.fill('#root_ping_seconds', '15');
    await page.locator('aside footer .button').first().click();
    await page.waitForSelector('section[role=status]');
    assert.doesNotMatch(await page.content(), /simulated-secret/);
  }],
  ['what could not be read is looked at and handed again', async ({office, person}) => {
    const body = '{"for_user_id": "500", "tweet_create_events": [{"id_str": ';
    const {createHmac} = await import('node:crypto');
    const signature = `sha256=${createHmac('sha256', 'simulated-consumer-secret').update(body).digest('base64')}`;
    await fetch(`${office.address}/channels/twitter/webhook`, {method: 'POST', body, headers: {'Content-Type': 'application/json', 'x-twitter-webhooks-signature': signature}});
    const page = await person('admin');
    await page.visit('/admin/dead-letters');
    await page.locator('tbody .button').first().click();
    await page.waitForSelector('tbody .failed_again');
  }],
];
