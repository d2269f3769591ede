// Every page and state of the real program that is looked at. `who` is signed in; nobody: a citizen. `go` leads there; later scenes may meet what earlier ones did.
const kRow = 'tr[data-docket]';
const at = (path, ready = '') => async ({page, town}) => {
  await page.visit(typeof path === 'function' ? path(town.dockets) : path);
  if (ready !== '') await page.waitForSelector(ready);
};
const ticket = (which, then = async () => {}) => async (scene) => {
  await scene.page.visit(`/tickets/${scene.town.dockets[which]}`);
  await scene.page.waitForSelector('.timeline article');
  await then(scene);
};
const plugin = (place) => async ({page}) => {
  await page.visit('/admin/plugins');
  await page.locator('button.name').nth(place).click();
  await page.waitForSelector('aside h2');
  await page.waitForSelector('aside footer, aside .help');
};
/** A docket's page, proven by the handle. */
const proven = (which, handle) => async ({page, town, language}) => {
  await page.visit(`/track/${town.dockets[which]}/proof?lang=${language}`);
  await page.fill('input[name=handle]', handle);
  await page.locator('button[name=way][value=handle]').click();
  await page.waitForSelector('.said');
};
/** The same, proven by the code that came as a private message: whoever has it may also rate. */
const proven_by_code = (which) => async ({page, town, language}) => {
  await page.visit(`/track/${town.dockets[which]}/proof?lang=${language}`);
  if (town.proofs[which]) {
    await page.context().addCookies(town.proofs[which]);
    return page.visit(`/track/${town.dockets[which]}?lang=${language}`);
  }
  const codes = async () => (await town.peers.tell('sent')).messages.flatMap((message) => /\b\d{6}\b/.exec(message.text) ?? []);
  const before = (await codes()).length;
  await page.locator('button[name=way][value=send]').click();
  await page.waitForSelector('#code');
  await page.fill('#code', await town.eventually(async () => (await codes())[before], 'the code'));
  await page.locator('button[name=way][value=code]').click();
  await page.waitForSelector('.said');
  town.proofs[which] = await page.context().cookies();
};
const citizen = (path) => async ({page, town, language}) => page.visit(`${path(town.dockets)}?lang=${language}`);
const blur = (page) => page.evaluate(() => document.activeElement?.blur());

/** What an administrator types as the exchange has it. */
const kExchange = ['tls', 'tcp', 'host', 'PJSIP', 'number', 'national', 'system', 'call', 'agent', 'reporting', 'originate'];

export const kScenes = [
  {name: 'citizen-landing', go: citizen(() => '/')},
  {name: 'citizen-track-open', go: citizen(({fresh}) => `/track/${fresh}`)},
  {name: 'citizen-track', go: citizen(({long}) => `/track/${long}`), has_dark: true},
  {name: 'citizen-track-asked', go: citizen(({incomplete}) => `/track/${incomplete}`)},
  {name: 'citizen-track-closed', go: citizen(({closed}) => `/track/${closed}`)},
  {name: 'citizen-track-merged', go: citizen(({merged}) => `/track/${merged}`)},
  {name: 'citizen-track-sealed', go: citizen(({sealed}) => `/track/${sealed}`)},
  {name: 'citizen-proof', go: citizen(({long}) => `/track/${long}/proof`)},
  {name: 'citizen-proof-wrong', go: async (scene) => { await citizen(({long}) => `/track/${long}/proof`)(scene); await scene.page.fill('input[name=handle]', 'somebody'); await scene.page.locator('button[name=way][value=handle]').click(); await scene.page.waitForSelector('.error'); }},
  {name: 'citizen-proof-code', go: async (scene) => { await citizen(({fresh}) => `/track/${fresh}/proof`)(scene); await scene.page.locator('button[name=way][value=send]').click(); await scene.page.waitForSelector('#code'); }},
  {name: 'citizen-proven', go: proven('long', 'citizen_seven')},
  {name: 'citizen-rate', go: async (scene) => { await proven_by_code('closed')(scene); await scene.page.waitForSelector('button[name=fixed], .hang b'); }},
  {name: 'citizen-reopen', go: async (scene) => { await proven_by_code('closed')(scene); const no = scene.page.locator('button[name=fixed][value=no]'); if (await no.count()) await no.click(); await scene.page.waitForSelector('textarea[name=words]'); }},
  {name: 'citizen-miss', go: citizen(() => '/track/UPP-00000-00000-1')},
  {name: 'citizen-404', go: citizen(() => '/nothing/here')},
  {name: 'citizen-docs', go: citizen(() => '/docs')},
  {name: 'login', go: async ({page}) => page.visit('/login')},
  {name: 'login-refused', go: async ({page}) => { await page.visit('/login'); await page.fill('#login', 'lucknow'); await page.fill('#password', 'not this one'); await page.keyboard.press('Enter'); await page.waitForSelector('#refusal'); }},
  {name: 'desk', who: 'lucknow', has_dark: true, go: async ({page, device}) => { await page.visit('/desk'); await page.waitForSelector(kRow); await page.alive(); if (device === 'desktop') for (let step = 0; step < 3; ++step) await page.keyboard.press('j'); }},
  {name: 'desk-triage', who: 'triage', go: at('/desk', kRow)},
  {name: 'desk-filter', who: 'lucknow', go: async ({page}) => { await page.visit('/desk?open=true'); await page.waitForSelector(kRow); await page.locator('.bar .root > button').nth(1).click(); }},
  {name: 'desk-bulk', who: 'lucknow', go: async ({page}) => { await page.visit('/desk'); await page.locator('td.box input').first().check(); await page.locator('td.box input').nth(1).check(); await page.locator('.bar .button').first().click(); await page.waitForSelector('dialog'); }},
  {name: 'desk-search', who: 'lucknow', go: at(`/desk?q=${encodeURIComponent('lucknow')}`, kRow)},
  {name: 'desk-none', who: 'lucknow', go: at('/desk?q=%E0%A4%95%E0%A4%96%E0%A4%97%E0%A4%98&open=true')},
  {name: 'desk-empty', who: 'quiet', go: at('/desk')},
  {name: 'desk-menu', who: 'lucknow', go: async ({page}) => { await page.visit('/desk'); await page.waitForSelector(kRow); await page.click('.person'); }},
  {name: 'desk-keys', who: 'lucknow', go: async ({page}) => { await page.visit('/desk'); await page.waitForSelector(kRow); await page.keyboard.press('Shift+Slash'); await page.waitForSelector('dialog'); }},
  {name: 'desk-save', who: 'lucknow', go: async ({page}) => { await page.visit('/desk?open=true&q=lucknow'); await page.waitForSelector(kRow); await page.locator('nav button, .views button').filter({hasText: /सहेजें|Save/}).first().click().catch(() => undefined); }},
  {name: 'ticket', who: 'lucknow', has_dark: true, go: ticket('long', async ({page}) => { await page.alive(); })},
  {name: 'ticket-open', who: 'lucknow', go: ticket('fresh')},
  {name: 'ticket-asked', who: 'lucknow', go: ticket('incomplete')},
  {name: 'ticket-closed', who: 'lucknow', go: ticket('closed')},
  {name: 'ticket-merged', who: 'lucknow', go: ticket('merged')},
  {name: 'ticket-leading', who: 'lucknow', go: ticket('twin')},
  {name: 'ticket-leading', who: 'lucknow', go: ticket('twin')},
  {name: 'ticket-note', who: 'lucknow', go: ticket('long', async ({page}) => { await page.locator('[role=tab]').last().click(); await page.fill('#work textarea', '14:30'); })},
  {name: 'ticket-ask', who: 'lucknow', go: async ({page, town}) => page.visit(`/tickets/${town.dockets.fresh}?do=ask`)},
  {name: 'ticket-close', who: 'lucknow', go: async ({page, town}) => { await page.visit(`/tickets/${town.dockets.fresh}?do=close`); await page.locator('input[name=outcome]').first().check(); await page.locator('#work button.primary').click(); }},
  {name: 'ticket-forward', who: 'lucknow', go: async ({page, town}) => { await page.visit(`/tickets/${town.dockets.fresh}?do=forward`); await page.waitForSelector('#work form'); }},
  {name: 'ticket-merge', who: 'lucknow', go: ticket('fresh', async ({page}) => { await blur(page); await page.keyboard.press('m'); await page.waitForSelector('dialog'); })},
  {name: 'ticket-correct', who: 'lucknow', go: ticket('fresh', async ({page, device}) => { if (device === 'phone') await page.locator('.facts-button').click(); await page.locator('aside .plain').filter({hasText: /संशोधित|Edit/}).first().click(); await page.waitForSelector('dialog'); })},
  {name: 'ticket-ready', who: 'lucknow', go: ticket('fresh', async ({page}) => { await page.locator('#work textarea').press('/'); await page.waitForSelector('[role=option] b'); })},
  {name: 'ticket-undelivered', who: 'lucknow', go: ticket('long', async ({page}) => { await page.locator('.timeline .us .meta button.plain').last().click(); })},
  {name: 'ticket-missing', who: 'lucknow', go: at('/tickets/UPP-00000-00000-0')},
  {name: 'ticket-lock', who: 'triage', go: async ({page, town}) => page.visit(`/tickets/${town.dockets.sealed}`)},
  {name: 'ticket-sealed', who: 'helpline', go: ticket('sealed')},
  {name: 'ticket-reveal', who: 'helpline', go: ticket('sealed', async ({page, device}) => { if (device === 'phone') await page.locator('.facts-button').click(); await page.locator('aside dl button.plain').first().click(); await page.waitForSelector('dialog'); })},
  {name: 'print', who: 'lucknow', go: at(({long}) => `/tickets/${long}/print`)},
  {name: 'print-sealed', who: 'helpline', go: at(({sealed}) => `/tickets/${sealed}/print`, '.sheet .sealed')},
  {name: 'triage', who: 'triage', has_dark: true, go: at('/triage', 'blockquote')},
  {name: 'triage-other', who: 'triage', go: async ({page}) => { await page.visit('/triage'); await page.waitForSelector('.question'); await page.locator('.others .button').nth(2).click(); }},
  {name: 'triage-empty', who: 'quiet', go: at('/triage')},
  {name: 'register', who: 'calls', go: at('/register', '#register-text')},
  {name: 'calls', who: 'calls', go: at('/calls')},
  {name: 'calls-one', who: 'calls', go: async ({page}) => { await page.visit('/calls'); const other = page.locator('aside .which .button').nth(1); if (await page.locator('aside li a').count() === 0) await other.click(); await page.locator('aside li a').first().click(); await page.waitForSelector('main h1, main h2'); }},
  {name: 'calls-pop', who: 'calls', go: async ({page, town}) => { await page.visit('/desk'); await page.alive(); await town.peers.tell('await_login', {count: 1}); const {call} = await town.peers.tell('join', {queue: 'up112', number: '1000000201', name: ''}); town.calls.push(call); await town.peers.tell('ring', {call, agent: 'calls'}); await page.waitForSelector('.pop'); }},
  {name: 'calls-form', who: 'calls', go: async ({page, town}) => { await town.peers.tell('await_login', {count: 1}); const {call} = await town.peers.tell('join', {queue: 'up112', number: '1000000202', name: ''}); town.calls.push(call); await page.visit('/desk'); await page.alive(); await town.peers.tell('ring', {call, agent: 'calls'}); await page.waitForSelector('.pop'); await town.peers.tell('connect', {call, agent: 'calls'}); await page.keyboard.press('a'); await page.waitForSelector('#call-text'); }},
  {name: 'admin', who: 'admin', has_dark: true, reviewed: kExchange, go: async (scene) => { await plugin(0)(scene); await scene.page.locator('aside footer .button').first().click(); await scene.page.waitForSelector('section[role=status]'); }},
  {name: 'admin-list', who: 'admin', go: at('/admin/plugins', 'table')},
  ...[1, 2].map((place) => ({name: `admin-plugin-${place}`, who: 'admin', go: plugin(place)})),
  {name: 'admin-off', who: 'admin', go: async ({page}) => { await page.visit('/admin/plugins'); await page.getByRole('switch', {name: /पुलिस|Police/}).click(); await page.waitForSelector('dialog'); }},
  {name: 'admin-dead', who: 'admin', go: at('/admin/dead-letters', 'tbody .button')},
  {name: 'admin-dismiss', who: 'admin', go: async ({page}) => { await page.visit('/admin/dead-letters'); await page.locator('tbody .button').last().click(); await page.waitForSelector('dialog'); }},
  {name: 'admin-dead-settled', who: 'admin', go: async ({page}) => { await page.visit('/admin/dead-letters'); await page.locator('.filter .button').nth(1).click(); }},
  {name: 'password', who: 'lucknow', go: async ({page}) => { await page.visit('/password'); await page.fill('#current', 'not this one'); await page.fill('#wanted', 'a sentence to remember'); await page.fill('#again', 'a sentence to remember'); await page.keyboard.press('Enter'); await page.waitForSelector('#refusal'); }},
  {name: 'admin-no-desk', who: 'admin', go: at('/desk')},
  {name: 'desk-offline', who: 'lucknow', go: async ({page, town}) => { await page.visit('/desk'); await page.alive(); await town.stop(); await page.waitForSelector('.strip'); }, after: (town) => town.start()},
];
