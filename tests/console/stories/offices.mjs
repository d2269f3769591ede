// Triage, calls, administration, paper.
export const kOfficeStories = [
  ['triage goes question by question, by numbers, and a decision is taken back', async ({person, assert}) => {
    const page = await person('neelam');
    await page.visit('/triage');
    const question = () => page.locator('blockquote').innerText();
    const first = await question();
    await page.keyboard.press('1');
    await page.waitForFunction((before) => document.querySelector('blockquote').innerText !== before, first);
    await page.waitForSelector('footer .undo');
    await page.keyboard.press('u');
    await page.waitForFunction((before) => document.querySelector('blockquote').innerText === before, first);
    await page.keyboard.press('p');
    assert.equal(await page.locator('.others .button').nth(3).getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('4');
    await page.waitForFunction((before) => document.querySelector('blockquote').innerText !== before, first);
    await page.keyboard.press('k');
    await page.keyboard.press('0');
    await page.waitForFunction(() => document.querySelector('.head .push').textContent.includes('188'));
  }],
  ['a call rings, pops up over the desk, and becomes a docket once', async ({person, tell, assert, server}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.alive();
    await page.waitForSelector('.place', {state: 'attached'});
    await tell('ring');
    await page.waitForSelector('.pop .docket');
    await page.keyboard.press('a');
    await page.waitForSelector('#call-text');
    assert.equal(await page.inputValue('#call-name'), 'Anita S.');
    await page.fill('#call-text', 'दो लोग मोबाइल छीनकर भागे।');
    await page.selectOption('#call-category', 'ROBBERY');
    const before = server.is_mock ? server.state.tickets.length : 0;
    await page.locator('form .primary').dblclick();
    await page.waitForSelector('.timeline article');
    await page.waitForFunction(() => document.querySelector('.timeline').textContent.includes('छीनकर'));
    if (server.is_mock) assert.equal(server.state.tickets.length, before + 1);
  }],
  ['an administrator turns a department off and on, and the desk shows it', async ({person}) => {
    const admin = await person('arun');
    const desk = await person('meera');
    await desk.visit('/tickets/UPP-7K3M9-Q2XVA-4');
    await desk.alive();
    await admin.visit('/admin/plugins');
    await admin.getByRole('switch', {name: /पुलिस/}).click();
    await admin.locator('dialog .primary').click();
    await desk.waitForFunction(() => document.querySelector('aside dl').textContent.includes('बंद'));
    await admin.getByRole('switch', {name: /पुलिस/}).click();
    await desk.waitForFunction(() => !document.querySelector('aside dl').textContent.includes('बंद'));
  }],
  ['settings are saved only after a test that passes; a wrong one is said at its field', async ({person, assert}) => {
    const page = await person('arun');
    await page.visit('/admin/plugins');
    await page.locator('button.name').nth(2).click();
    await page.waitForSelector('#root_port');
    await page.fill('#root_port', '99999');
    await page.keyboard.press('Tab');
    await page.waitForSelector('.sjsf-errors-list');
    assert.equal(await page.locator('aside footer .button').first().isDisabled(), true);
    await page.fill('#root_port', '7412');
    await page.locator('.secret button').click();
    await page.fill('#secret-password', 'a new secret');
    assert.equal(await page.locator('aside footer .primary').isDisabled(), true);
    await page.locator('aside footer .button').first().click();
    await page.waitForSelector('section[role=status] .good');
    await page.locator('aside footer .primary').click();
    await page.waitForSelector('.toast');
    assert.equal(await page.inputValue('#root_port'), '7412');
    assert.doesNotMatch(await page.content(), /a new secret/);
  }],
  ['a dead letter is handed again; one that fails again says so', async ({person}) => {
    const page = await person('arun');
    await page.visit('/admin/dead-letters');
    await page.locator('tbody .button').first().click();
    await page.waitForSelector('tbody .accepted');
    await page.locator('tbody tr').nth(1).locator('.button').first().click();
    await page.waitForSelector('tbody .failed_again');
  }],
  ['the case file prints with docket, QR and page numbers', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/tickets/UPP-7K3M9-Q2XVA-4/print');
    const paper = await page.pdf({preferCSSPageSize: true});
    assert.ok(paper.length > 10_000);
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.locator('.no-print').isVisible(), false);
    assert.equal(Math.round((await page.locator('.qr').boundingBox()).width / 96 * 25.4), 20);
  }],
];
