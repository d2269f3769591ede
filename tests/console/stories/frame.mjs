// Logging in, language, colours, the one stream, the keyboard, zoom.
const kPlaces = [['meera', '/desk'], ['meera', '/tickets/UPP-7K3M9-Q2XVA-4'], ['meera', '/calls/101'], ['neelam', '/triage'], ['arun', '/admin/plugins'], ['arun', '/admin/dead-letters'], ['meera', '/tickets/UPP-7K3M9-Q2XVA-4/print']];

export const kFrameStories = [
  ['an officer logs in, and a wrong password says so without saying which part was wrong', async ({person, server, assert}) => {
    const page = await person(null);
    await page.goto(`${server.address}/desk`);
    await page.fill('#login', 'meera');
    await page.fill('#password', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#refusal');
    assert.equal(await page.inputValue('#password'), '');
    await page.fill('#password', 'mock');
    await page.keyboard.press('Enter');
    await page.waitForSelector('tr[data-docket]');
    assert.match(page.url(), /\/desk$/);
  }],
  ['a session that has ended leads to the login, and back to the same place', async ({person, tell}) => {
    const page = await person('meera');
    await page.visit('/tickets/UPP-7K3M9-Q2XVA-4');
    await page.alive();
    await tell('sign_out_all');
    await page.waitForSelector('#login');
    await page.fill('#login', 'meera');
    await page.fill('#password', 'mock');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.timeline article');
  }],
  ['Hindi and English change at once, colours too, and both are remembered', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.click('.language');
    await page.waitForFunction(() => document.documentElement.lang === 'en' && document.querySelector('h1').textContent.includes('queue'));
    const left = await page.evaluate(() => [...document.querySelectorAll('th, footer span, aside h2, .tag, .clock')].map((one) => one.textContent.trim()).filter((text) => /[\u0900-\u097f]/.test(text)));
    assert.deepEqual(left, [], 'a Hindi word was left on the English page');
    await page.click('.person');
    const kept = page.waitForResponse((response) => response.url().endsWith('/preferences') && response.request().postData()?.includes('dark') === true);
    await page.check('input[name=theme][value=dark]');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await kept;
    await page.reload();
    await page.waitForSelector('tr[data-docket]');
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ['en', 'dark']);
  }],
  ['a new language is one folder: the pseudo-language covers every word of the desk', async ({person, assert}) => {
    const page = await person('meera', {preferences: {language: 'en-XA'}});
    await page.visit('/desk?lang=en-XA');
    const bare = await page.evaluate(() => [...document.querySelectorAll('main th, main h1, aside h2, footer span, .bar .button, .bar .chip')].map((one) => one.innerText.replace(/[\n·0-9,A-Z]/g, '').trim()).filter((text) => text !== '' && !/^\[|^(nter|sc|trl)/.test(text)));
    assert.deepEqual(bare, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
  }],
  ['three tabs share one stream', async ({person, tell, assert}) => {
    const first = await person('meera');
    await first.visit('/desk');
    await first.alive();
    const others = await Promise.all(['/triage', '/calls'].map(async (path) => {
      const page = await first.context().newPage();
      await page.goto(first.url().replace('/desk', path));
      await page.waitForSelector('.state.live');
      return page;
    }));
    assert.equal((await tell('streams')).count, 1);
    await first.close();
    await tell('post', {text: 'एक और'});
    await others[0].waitForSelector('.state.live');
    assert.equal((await tell('streams')).count, 1);
  }],
  ['a browser without shared workers is live as well', async ({person, tell}) => {
    const page = await person('meera');
    await page.addInitScript(() => delete globalThis.SharedWorker);
    await page.visit('/desk');
    await page.alive();
    await page.mouse.move(5, 5);
    const {docket} = await tell('post', {text: 'बिना साझा वर्कर के'});
    await page.waitForSelector(`tr[data-docket="${docket}"]`);
  }],
  ['every page can be walked with the keyboard alone, and the focus is always seen', async ({person, assert}) => {
    for (const [login, path] of kPlaces) {
      const page = await person(login);
      await page.visit(path);
      const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button:not(:disabled), input:not([type=hidden]):not([tabindex="-1"]):not(:disabled), select:not(:disabled), textarea')].filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.getBoundingClientRect().width > 2).length);
      const seen = new Set();
      const unseen = [];
      for (let step = 0; step < wanted + 15; ++step) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const one = document.activeElement;
          if (one === null || one === document.body) return null;
          one.dataset.walk ??= String(document.querySelectorAll('[data-walk]').length);
          const style = getComputedStyle(one);
          return {key: one.dataset.walk, name: `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)}`, is_seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
        });
        if (at === null) continue;
        seen.add(at.key);
        if (!at.is_seen) unseen.push(at.name);
      }
      assert.deepEqual(unseen, [], path);
      const radios = await page.evaluate(() => document.querySelectorAll('input[type=radio]').length);
      assert.ok(seen.size >= wanted - radios, `${path}: ${seen.size} of ${wanted} were reached`);
    }
  }],
  ['at 200 % zoom nothing is cut off or wider than the screen', async ({person, assert}) => {
    for (const [login, path] of kPlaces) {
      const page = await person(login, {viewport: {width: 683, height: 384}});
      await page.visit(path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, path);
    }
  }],
  ['single keys can be switched off', async ({person, assert}) => {
    const page = await person('meera');
    await page.visit('/desk');
    await page.click('.person');
    await page.uncheck('.person ~ .panel input[type=checkbox]');
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('j');
    assert.equal(await page.locator('tr.cursor').count(), 0);
  }],
];
