// A call, from the ringing to the docket; and a complaint at the counter.

/** In the page: does this browser hold the draft of a registration? The page makes the database itself; opening it earlier would make an empty one. */
const is_kept = async () => {
  if (!(await indexedDB.databases()).some((one) => one.name === 'seva')) return false;
  return new Promise((told) => {
    const opening = indexedDB.open('seva');
    opening.onsuccess = () => {
      const asked = opening.result.transaction('drafts').objectStore('drafts').getAll();
      asked.onsuccess = () => told(asked.result.some((draft) => draft.key === 'register'));
    };
  });
};

export const kCallStories = [
  ['a call rings, pops up over the desk, and becomes a docket once', async ({office, person, assert, as}) => {
    const taker = await as('calls');
    await office.peers.tell('await_login', {count: 1});
    const page = await person('calls');
    await page.visit('/desk');
    await page.alive();
    const {call} = await office.peers.tell('join', {queue: 'up112', number: '1000000201', name: 'Anita S.'});
    await office.peers.tell('ring', {call, agent: 'calls'});
    await page.waitForSelector('.pop');
    await office.peers.tell('connect', {call, agent: 'calls'});
    await page.keyboard.press('a');
    await page.waitForSelector('#call-text');
    await page.fill('#call-text', 'हज़रतगंज चौराहे पर दो लोग मोबाइल छीनकर भागे।');
    await page.locator('form .primary').dblclick();
    await page.waitForFunction(() => document.querySelector('.timeline')?.textContent.includes('छीनकर'));
    assert.equal((await taker.tickets()).length, 1);
    await office.peers.tell('complete', {call, agent: 'calls'});
    await office.peers.tell('hang_up', {call});
  }],
  ['a complaint at the counter is written down, survives a reload, and becomes one docket', async ({office, person, assert, as}) => {
    const page = await person('calls');
    await page.visit('/desk');
    await page.locator('nav a[href="/register"]').click();
    await page.fill('#register-text', 'हज़रतगंज में मेरे घर के सामने की दुकान में रात को चोरी हुई।');
    await page.fill('#register-phone', '1000000203');
    await office.eventually(() => page.evaluate(is_kept), 'the draft is kept');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#register-text')?.value.includes('चोरी'));
    await page.locator('form .primary').dblclick();
    await page.waitForFunction(() => document.querySelector('.timeline')?.textContent.includes('चोरी'));
    assert.equal((await (await as('calls')).tickets()).length, 1);
    await page.goto(new URL('/register', page.url()).href);
    await page.waitForSelector('#register-text');
    assert.equal(await page.inputValue('#register-text'), '', 'the draft is gone with the docket');
  }],
  ['who gave up is called back', async ({office, person}) => {
    await office.peers.tell('await_login', {count: 1});
    const {call} = await office.peers.tell('join', {queue: 'up112', number: '1000000202', name: ''});
    await office.peers.tell('abandon', {call});
    const page = await person('calls');
    await page.visit('/calls');
    await page.locator('aside .which .button').nth(1).click();
    await page.locator('aside li a', {hasText: '1000000202'}).click();
    await page.locator('main .button', {hasText: 'वापस कॉल'}).click();
    await office.eventually(async () => (await office.peers.tell('originations')).count === 1, 'the exchange was asked to call');
  }],
];
