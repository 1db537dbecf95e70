/** The page of a plan in a real browser, as its readers see and use it: from a file, without a network. */
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/plan/model/plan.ts';
import { failureHtml, type PlanPage, planHtml } from '../../src/report/html/plan-page.ts';
import { folder } from '../support/binary.ts';
import { browserIsMissing, contrasts, startBrowser, visit } from '../support/browser.ts';
import { create, plan, remove, update } from '../support/plans.ts';
import { reorganisation } from '../support/reorganisation.ts';

let browser: Browser;

const textOf = (page: Pick<PlanPage, 'plan' | 'tool'>): string =>
  planHtml({ ...page, perSecond: () => 2, alias: 'my-centre', digest: 'sha256:0', at: Date.UTC(2026, 10, 29) });
const fileOf = (markup: string): string => pathToFileURL(`${folder({ 'plan.html': markup })}/plan.html`).href;
/** Another page that the same tab was sent to, and nothing that such a page has asked for. */
const isOurs = (url: string): boolean => /^file:.*\/plan\.html$/.test(url);
const open = (markup: string, options: BrowserContextOptions = {}) => visit(browser, fileOf(markup), options);
const openPlan = (some: Partial<Plan>, options?: BrowserContextOptions) =>
  open(textOf({ plan: plan(some), tool: { name: 'connect-sync', version: '1.2.3' } }), options);

const at = (site: string, team: string) => ({ before: ['EMEA', site, team], after: ['EMEA', site, team] });
const moved = [['routingProfile', 'Billing', 'Sales']] as const;
const spans = { UpdateUserRoutingProfile: { from: 0, to: 120 }, CreateUser: { from: 0, to: 30 } };
const message = '37 of 200 users would be deleted; the limit is 5% (10).';

/** One of everything that a page can show. */
const everything: Partial<Plan> = {
  changes: [
    update('zoé.dubois', moved, { place: at('Dublin', 'Alpha') }),
    update('omar.haddad', moved, { place: at('Cork', 'Alpha') }),
    update('li.na', moved, { place: at('Cork', 'Bravo') }),
    update('boss', [['securityProfiles', ['Agent'], ['Admin']]], { risk: 'privilege' }),
    create('jane.doe', { firstName: 'Jane', routingProfile: 'Sales' }, { place: { after: ['APAC', 'Osaka'] } }),
    remove('gone', { firstName: 'A', lastName: 'B', email: 'c@example.com', routingProfile: 'Sales', mobile: '+1' }),
    remove('lost', { firstName: 'A', lastName: 'B', email: 'd@example.com', routingProfile: 'Sales', mobile: '+2' }),
    { ...create('Sales', { description: 'New' }), address: { kind: 'routingProfile', key: 'Sales' } },
  ],
  cost: {
    calls: { UpdateUserRoutingProfile: 240, CreateUser: 60 },
    seconds: 120,
    bottleneck: null,
    readCalls: {},
    spans,
  },
  tree: {
    tiers: ['Region', 'Site', 'Team'],
    branches: [
      { path: ['APAC'], before: 0, after: 0 },
      { path: ['APAC', 'Osaka'], after: 1 },
      { path: ['EMEA'], before: 0, after: 0 },
      { path: ['EMEA', 'Dublin'], before: 3 },
    ],
  },
  safety: [{ rule: 'limits.delete', limit: '5%', value: 37, result: 'fail', acceptable: 'delete=37', message }],
  coverage: [{ queue: 'Claims', channel: 'VOICE', before: 5, lowest: 0, after: 2 }],
  upcoming: [{ address: { kind: 'user', key: 'new' }, action: 'create', at: Date.UTC(2026, 11, 1) }],
  noLongerListed: [{ kind: 'user', key: 'kept' }],
  diagnostics: [
    { severity: 'warning', code: 'unknown-name', message: 'Beware.', source: { file: 'a.yaml', line: 3, column: 5 } },
  ],
};

/** Names of those who are shown, of groups and alone. */
const shownIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('.who > li, .change')]
    .filter((one) => one.checkVisibility() && !(one.matches('.change') && one.querySelector('.who')))
    .map((one) => (one.querySelector('b, h3') ?? one).textContent.replace(/^\\S |\\s*\\(.*$/g, '').trim())`);
const found = (page: Page): Promise<string | null> => page.locator('#found').textContent();

describe.skipIf(browserIsMissing())('the page of a plan', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const endless = 'x'.repeat(400);
  const pages: { readonly [name: string]: () => string } = {
    everything: () => textOf({ plan: plan(everything), tool: { name: 'connect-sync', version: '1.2.3' } }),
    'no changes': () => textOf({ plan: plan(), tool: { name: 'connect-sync', version: '1.2.3' } }),
    'a reorganisation': () => textOf(reorganisation(60, 'alike')),
    'a failure': () =>
      failureHtml(endless, [{ severity: 'error', code: 'unknown-name', message: endless, address: endless }]),
    'what is endless': () =>
      textOf({
        plan: plan({
          changes: [create(endless, { [endless]: endless }), create('a', {}, { place: at(endless, endless) })],
          tree: { tiers: [endless], branches: [{ path: [endless, endless], after: 1 }] },
          safety: [{ rule: endless, limit: endless, value: 1, result: 'fail', message: endless }],
          cost: {
            calls: { [endless]: 1 },
            seconds: 1,
            bottleneck: endless,
            readCalls: {},
            spans: { [endless]: { from: 0, to: 1 } },
          },
        }),
        tool: { name: 'connect-sync', version: '1.2.3' },
      }),
  };
  test('every page fits a phone, a tablet and a desk, in light and dark', async () => {
    const { page, strangers, complaints } = await open(pages['everything']!());
    for (const [name, markup] of Object.entries(pages)) {
      await page.goto(fileOf(markup()));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [320, 390, 768, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate('document.documentElement.scrollWidth'), `${name}, ${width} wide`).toBe(width);
        }
        expect(await page.evaluate(contrasts), `${name}, ${colorScheme}`).toEqual([]);
      }
      expect(strangers.filter((url) => !isOurs(url))).toEqual([]);
      expect(complaints, name).toEqual([]);
    }
  });

  test('one heading says what it is, others lead through the parts, and every control has a name', async () => {
    const { page } = await openPlan(everything);
    expect(await page.locator('h1').allTextContents()).toEqual(['Refused: nothing of this will be applied']);
    expect(await page.locator('h2').allTextContents()).toEqual([
      ...[
        'Look twice',
        'In numbers',
        'Changing in the same way',
        'One by one',
        'Who serves the queues',
        'Hierarchy, before and after',
        'Price',
      ],
      ...['Due soon', 'No longer listed', '1 warning', 'Safety rules'],
    ]);
    for (const label of ['Search', 'Action', 'Kind', 'Region', 'Site', 'Team']) {
      expect(await page.getByLabel(label, { exact: true }).count(), label).toBe(1);
    }
    expect(await page.getByRole('search').count()).toBe(1);
    expect(await page.getByRole('button').allTextContents()).toEqual(['Clear', 'Fold all']);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.title()).toBe('Refused: my-centre · connect-sync');
  });

  const searches: readonly (readonly [words: string, names: readonly string[]])[] = [
    ['zoe', ['zoé.dubois']],
    ['user/li', ['li.na']],
    ['HADDAD billing', ['omar.haddad']],
    ['cannot be undone', ['gone', 'lost']],
    ['c@example', ['gone']],
    ['routingprofile/', ['routingProfile/Sales']],
    ['nobody of this name', []],
  ];
  test('a search finds who has all of its words, whatever their case and accents', async () => {
    const { page, complaints } = await openPlan(everything);
    for (const [words, names] of searches) {
      await page.getByLabel('Search').fill(words);
      await expect.poll(() => found(page), { message: words }).toBe(`${names.length} of 8 changes`);
      expect(await shownIn(page), words).toEqual(names);
      expect(await page.locator('section.changes:visible').count()).toBe(names.length === 0 ? 0 : 1);
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => found(page)).toBe('');
      expect(await shownIn(page)).toHaveLength(8);
    }
    expect(complaints).toEqual([]);
  });

  const filters: readonly (readonly [choices: { readonly [label: string]: string }, names: readonly string[]])[] = [
    [{ Action: 'add' }, ['user/jane.doe', 'routingProfile/Sales']],
    [{ Action: 'destroy' }, ['gone', 'lost']],
    [{ Kind: 'routing profile' }, ['routingProfile/Sales']],
    [{ Region: 'EMEA' }, ['zoé.dubois', 'omar.haddad', 'li.na']],
    [{ Site: 'Cork' }, ['omar.haddad', 'li.na']],
    [{ Site: 'Cork', Team: 'Bravo' }, ['li.na']],
    [{ Region: 'APAC', Action: 'add' }, ['user/jane.doe']],
  ];
  test('filters by action, kind, region, site and team, alone and together', async () => {
    const { page } = await openPlan(everything);
    for (const [choices, names] of filters) {
      for (const [label, choice] of Object.entries(choices))
        await page.getByLabel(label, { exact: true }).selectOption(choice);
      await expect.poll(() => found(page), { message: JSON.stringify(choices) }).toBe(`${names.length} of 8 changes`);
      expect(await shownIn(page), JSON.stringify(choices)).toEqual(names);
      if (choices['Site'] === 'Cork' && !choices['Team'])
        await expect.poll(() => page.locator('#alike .count').textContent()).toBe('2 of 3 users');
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => found(page)).toBe('');
    }
  });

  test('of a level, only what is below what was chosen above can be chosen', async () => {
    const { page } = await openPlan(everything);
    const choices = (label: string): Promise<readonly string[]> =>
      page.getByLabel(label, { exact: true }).locator('option:not([hidden])').allTextContents();
    expect(await choices('Site')).toEqual(['all', 'Osaka', 'Cork', 'Dublin']);
    expect(await choices('Team')).toEqual(['all', 'Alpha (EMEA/Cork)', 'Bravo', 'Alpha (EMEA/Dublin)']);
    await page.getByLabel('Site').selectOption('Cork');
    await page.getByLabel('Region').selectOption('APAC');
    await expect.poll(() => choices('Site')).toEqual(['all', 'Osaka']);
    expect(await page.getByLabel('Site').inputValue()).toBe('');
  });

  test('without a script it is a long list of everybody, and has no controls', async () => {
    const { page } = await open(textOf(reorganisation(500, 'alike')), { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    for (let index = 0; index < 500; index++) expect(text).toContain(`firstname.lastname${index}@example.com`);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(text).toContain('Hierarchy, before and after');
  });

  test('with one, groups of many are folded, and unfold where few are left of them', async () => {
    const { page } = await open(textOf(reorganisation(3_000, 'alike')));
    const isOpen = (): Promise<boolean> => page.evaluate(`document.querySelector('#alike details').open`);
    expect(await isOpen()).toBe(false);
    await page.getByLabel('Search').fill('lastname5@');
    await expect.poll(() => shownIn(page)).toEqual(['firstname.lastname5@example.com']);
    await page.getByRole('button', { name: 'Fold all' }).click();
    expect(await page.locator('.change > details[open]').count()).toBe(0);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await page.locator('.change > details:not([open])').count()).toBe(0);
  });

  test.each([true, false])(
    'on paper everything is unfolded and nothing can be pressed; with a script: %s',
    async (javaScriptEnabled) => {
      const { page } = await open(textOf(reorganisation(500, 'alike')), { javaScriptEnabled });
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#filter').isVisible()).toBe(false);
      const heights = await page
        .locator('.who > li, #tree li')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(heights.length).toBeGreaterThan(500);
      expect(Math.min(...heights)).toBeGreaterThan(5);
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    },
  );

  test('by keyboard alone', async () => {
    const { page } = await openPlan(everything);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('dubois');
    await page.keyboard.press('Enter');
    await expect.poll(() => found(page)).toBe('1 of 8 changes');
    expect(page.url()).toMatch(/plan\.html$/);
    await page.locator('#alike summary').focus();
    await page.keyboard.press('Enter');
    expect(await shownIn(page)).toEqual([]);
  });

  const harm = {
    'a script that ends': '</script><script>document.title = "harmed"</script>',
    'an image': '<img src=x onerror="document.title = \'harmed\'">',
    quotes: `"'" onmouseover="document.title='harmed'" x='`,
    'a style': '</style><style>main { display: none }</style>',
    'a link': '<a href="javascript:alert(1)">here</a>',
    'two hundred characters': `${'Llanfairpwllgwyngyll'.repeat(10)}`,
  };
  test('what somebody writes who means harm is text', async () => {
    const { page, complaints, strangers } = await openPlan({}, { viewport: { width: 390, height: 800 } });
    for (const [name, evil] of Object.entries(harm)) {
      const hostile = plan({
        changes: [
          create(evil, { [evil]: evil }, { place: { after: [evil, evil] } }),
          create(`b${evil}`, { firstName: evil }, { place: { after: [evil, 'x'] } }),
          remove(evil, { firstName: evil }),
        ],
        tree: { tiers: [evil, evil], branches: [{ path: [evil], after: 2 }] },
        safety: [{ rule: evil, limit: evil, value: 1, result: 'fail', message: evil, acceptable: evil }],
        diagnostics: [{ severity: 'warning', code: 'unknown-name', message: evil, address: evil }],
        noLongerListed: [{ kind: 'user', key: evil }],
      });
      await page.goto(fileOf(textOf({ plan: hostile, tool: { name: 'connect-sync', version: '1.2.3' } })));
      await page.getByLabel('Search').fill(evil);
      await expect.poll(() => found(page), { message: name }).toBe('3 of 3 changes');
      expect(await page.evaluate('document.querySelectorAll("img, a[href^=javascript], script").length'), name).toBe(1);
      expect(await page.evaluate('document.querySelectorAll("style").length'), name).toBe(1);
      expect(await page.title(), name).toBe('Refused: my-centre · connect-sync');
      expect(await page.locator('#rest, #alike').first().innerText(), name).toContain(evil);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(390);
      expect(complaints, name).toEqual([]);
      expect(
        strangers.filter((url) => !isOurs(url)),
        name,
      ).toEqual([]);
    }
  });

  test('marks that turn the direction of text are shown as what they are', async () => {
    const { page } = await openPlan({ changes: [create('\u202Egro.elpmaxe', { firstName: 'עברית' })] });
    expect(await page.locator('#rest').innerText()).toContain('user/\\u{202e}gro.elpmaxe');
    expect(await page.locator('#rest').innerText()).toContain('firstName: "עברית"');
  });

  test('what got in nevertheless would not run', async () => {
    const { page, complaints } = await openPlan(everything);
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title = 1"><p style="color: red">')`,
    );
    await expect.poll(() => complaints.length).toBeGreaterThan(1);
    expect(complaints.join(' ')).toContain('Content Security Policy');
    expect(await page.title()).toContain('my-centre');
  });

  test('10,000 changes can be searched and filtered', async () => {
    const { page, complaints } = await open(textOf(reorganisation(10_000)));
    await page.getByLabel('Search').fill('lastname9999@');
    await expect.poll(() => found(page), { timeout: 30_000 }).toBe('1 of 10000 changes');
    expect(await shownIn(page)).toEqual(['user/firstname.lastname9999@example.com']);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Action').selectOption('destroy');
    await expect.poll(() => found(page), { timeout: 30_000 }).toBe('200 of 10000 changes');
    expect(complaints).toEqual([]);
  });
});
