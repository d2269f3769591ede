// Every page and state that is looked at, checked for access, and measured. `go` leads there.
const kTicket = 'UPP-7K3M9-Q2XVA-4';
const open = (path) => (page, server) => page.goto(`${server.address}${path}`);
const name = (language, en, hi) => (language === 'hi' ? hi : en);

async function presence(server, language) {
  await server.tell('presence', {docket: 'UPP-2C8RT-M4W0E-J', login: 'verma', name: name(language, 'R. Verma', 'र. वर्मा')});
  await server.tell('presence', {docket: 'UPP-5VN0X-C3G8P-2', login: 'yadav', doing: 'writing', name: name(language, 'S. Yadav', 'स. यादव')});
}

export const kScenes = [
  {name: 'login', viewport: {width: 800, height: 560}, go: open('/login')},
  {
    name: 'desk', login: 'meera', has_dark: true,
    go: async (page, server, {language, device}) => {
      await presence(server, language);
      await page.goto(`${server.address}/desk`);
      await page.waitForSelector('tr[data-docket]');
      if (device === 'desktop') for (let step = 0; step < 4; ++step) await page.keyboard.press('j');
      await server.tell('presence', {docket: kTicket, login: 'meera', name: ''});
    },
  },
  {name: 'desk-filter', login: 'meera', go: async (page, server) => { await open('/desk?open=true&category=CYBER_FRAUD')(page, server); await page.locator('.bar .root > button').nth(1).click(); }},
  {name: 'desk-bulk', login: 'meera', go: async (page, server) => { await open('/desk')(page, server); await page.locator('td.box input').first().check(); await page.locator('td.box input').nth(1).check(); await page.locator('.bar .button').nth(2).click(); await page.locator('dialog .primary').click(); await page.waitForSelector('dialog h3, dialog p svg'); }},
  {name: 'desk-empty', login: 'meera', go: async (page, server) => { await server.tell('empty'); await open('/desk')(page, server); }},
  {name: 'desk-none', login: 'meera', go: open('/desk?q=nothing&category=THEFT&open=true')},
  {name: 'desk-draft', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}`)(page, server); await page.fill('#work textarea', 'x'); await page.waitForSelector('.kept', {state: 'attached'}); await open('/desk')(page, server); await page.waitForSelector('.draft'); }},
  {name: 'desk-menu', login: 'meera', go: async (page, server) => { await open('/desk')(page, server); await page.waitForSelector('tr[data-docket]'); await page.click('.person'); }},
  {name: 'desk-offline', login: 'meera', go: async (page, server) => { await open('/desk')(page, server); await page.waitForSelector('.state.live'); await server.tell('cut'); await page.waitForSelector('.strip'); }},
  {
    name: 'ticket', login: 'meera', has_dark: true,
    go: async (page, server, {language, device}) => {
      await page.goto(`${server.address}/desk?due=today&within=UPP-LKO&view=today`);
      await page.waitForSelector('tr[data-docket]');
      await page.locator(`tr[data-docket="${kTicket}"] a`).click();
      await page.waitForSelector('textarea');
      await server.tell('presence', {docket: kTicket, login: 'yadav', name: name(language, 'S. Yadav', 'स. यादव')});
      await page.fill('textarea', name(language, `Anita ji, FIR 0412/2026 has been registered at Hazratganj police station. A copy comes to you by private message. Follow your docket here: https://seva.example/${kTicket}`, `अनीता जी, हज़रतगंज थाने में एफ़आईआर 0412/2026 दर्ज कर ली गई है। प्रति आपको निजी संदेश से भेजी जाएगी। शिकायत यहाँ देखें: https://seva.example/${kTicket}`));
      if (device === 'desktop') await page.locator('select.then').selectOption({index: 0});
    },
  },
  {name: 'ticket-close', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}?do=close`)(page, server); await page.locator('input[name=outcome]').first().check(); await page.fill('#outcome-station', 'x'); await page.locator('#work button.primary').click(); }},
  {name: 'ticket-ready', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}`)(page, server); await page.waitForSelector('textarea'); await page.locator('textarea').press('/'); await page.waitForSelector('[role=option] b'); }},
  {name: 'ticket-sealed', login: 'meera', go: open('/tickets/UPP-8ZT2A-K0V7N-H')},
  {name: 'ticket-reveal', login: 'meera', go: async (page, server, {device}) => { await open('/tickets/UPP-8ZT2A-K0V7N-H')(page, server); if (device === 'phone') await page.locator('.facts-button').click(); await page.locator('aside dl button.plain').first().click(); await page.waitForSelector('dialog'); }},
  {name: 'ticket-missing', login: 'meera', go: open('/tickets/UPP-00000-00000-0')},
  {name: 'ticket-news', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}`)(page, server); await page.waitForSelector('textarea'); await page.waitForSelector('.state.live'); await page.fill('textarea', 'x'); await server.tell('note', {docket: kTicket, text: 'IMEI'}); await page.waitForSelector('#work .strip'); }},
  {name: 'ticket-merge', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}`)(page, server); await page.waitForSelector('textarea'); await page.evaluate(() => document.activeElement?.blur()); await page.keyboard.press('m'); await page.waitForSelector('dialog'); }},
  {name: 'ticket-undelivered', login: 'meera', go: async (page, server) => { await open(`/tickets/${kTicket}`)(page, server); await page.locator('.timeline .meta button.plain').first().click(); await page.waitForSelector('.composer .strip'); }},
  {name: 'triage', login: 'neelam', has_dark: true, go: async (page, server, {device}) => { await open('/triage')(page, server); await page.waitForSelector('.question'); if (device === 'desktop') { await page.keyboard.press('4'); await page.waitForSelector('footer .good'); await page.keyboard.press('u'); await page.waitForFunction(() => document.querySelector('footer .good') === null); } }},
  {name: 'triage-other', login: 'neelam', go: async (page, server) => { await open('/triage')(page, server); await page.waitForSelector('.question'); await page.locator('.others .button').nth(2).click(); }},
  {name: 'triage-empty', login: 'neelam', go: async (page, server) => { await server.tell('empty'); await open('/triage')(page, server); }},
  {name: 'admin', login: 'arun', has_dark: true, go: async (page, server) => { await open('/admin/plugins')(page, server); await page.waitForSelector('table'); await page.locator('button.name').nth(2).click(); await page.waitForSelector('.sjsf-layout input'); await page.locator('aside footer .button').first().click(); await page.waitForSelector('section[role=status]'); }},
  {name: 'admin-list', login: 'arun', go: open('/admin/plugins')},
  {name: 'admin-off', login: 'arun', go: async (page, server) => { await open('/admin/plugins')(page, server); await page.waitForSelector('table'); await page.locator('[role=switch]').nth(5).click(); await page.waitForSelector('dialog'); }},
  {name: 'admin-dead', login: 'arun', go: open('/admin/dead-letters')},
  {name: 'admin-dead-empty', login: 'arun', go: async (page, server) => { await server.tell('empty'); await open('/admin/dead-letters')(page, server); }},
  {name: 'calls', login: 'meera', go: open('/calls/101')},
  {name: 'calls-pop', login: 'meera', go: async (page, server) => { await open('/desk')(page, server); await page.waitForSelector('.state.live'); await page.waitForSelector('.place', {state: 'attached'}); await server.tell('ring'); await page.waitForSelector('.pop'); }},
  {name: 'register', login: 'meera', go: async (page, server) => { await open('/register')(page, server); await page.waitForSelector('#register-text'); }},
  {name: 'print', login: 'meera', go: open(`/tickets/${kTicket}/print`)},
  {name: 'keys', login: 'meera', go: async (page, server) => { await open('/desk')(page, server); await page.waitForSelector('tr[data-docket]'); await page.keyboard.press('Shift+Slash'); await page.waitForSelector('dialog'); }},
];
