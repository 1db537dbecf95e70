/** The status page in a real browser, as its readers see and use it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type StatusServer, serve } from '../../src/status/http/serve.ts';
import { makeMetrics } from '../../src/status/metrics/metrics.ts';
import type { WatchStatus } from '../../src/watch/status.ts';
import { browserIsMissing, contrasts, startBrowser, visit } from '../support/browser.ts';
import { changes, create, plan, update } from '../support/plans.ts';
import { type NotedControls, noon, noteControls, report, shown, status, statuses } from '../support/statuses.ts';

let browser: Browser;

/** A long line without a blank, as nobody writes it and everybody could. */
const endless = 'x'.repeat(400);
const all: { readonly [name: string]: WatchStatus } = {
  ...statuses,
  endless: status({
    ...{
      instance: { ...statuses.inSync.instance, alias: endless },
      files: { names: [endless], digest: endless, readAt: noon },
    },
    pending: plan({ changes: [create(endless, { firstName: endless, tags: { [endless]: endless } })] }),
    passes: [report({ outcome: 'failed', reason: endless })],
    backingOff: [{ address: endless, failures: 1, until: noon }],
  }),
};

async function started(of: WatchStatus): Promise<StatusServer & { readonly controls: NotedControls }> {
  const controls = noteControls(of);
  const clock = { now: () => noon, sleep: async () => {} };
  const { totals, rates, tool } = shown(of);
  const metrics = { ...makeMetrics(clock), totals: () => totals };
  const listen = { host: '127.0.0.1', port: 0 };
  const served = await serve({ listen, controls, metrics, clock, rates, tool, log: () => {} });
  onTestFinished(() => served.close());
  return { ...served, controls };
}

describe.skipIf(browserIsMissing())('the status page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  test.each(Object.keys(all))('%s fits a phone, a tablet and a desk, in light and dark', async (name) => {
    const { url } = await started(all[name]!);
    const { page, strangers, complaints } = await visit(browser, url);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth'), `${width} wide`).toBe(width);
      }
      expect(await page.evaluate(contrasts), colorScheme).toEqual([]);
    }
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });

  test('one heading says how it stands, others lead through the parts, and every control has a name', async () => {
    const { url } = await started(statuses.refused);
    const { page } = await visit(browser, url);
    expect(await page.locator('h1').allTextContents()).toEqual(['Refused: check the changes']);
    expect(await page.locator('h2').allTextContents()).toEqual([
      'Pending',
      'Last runs',
      'For engineers: calls of Amazon Connect',
      'Files',
    ]);
    expect(await page.getByRole('region').count()).toBe(5);
    expect(await page.getByRole('button').allTextContents()).toEqual(['Look now', 'Suspend', 'Resume']);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    const small = 'button, summary, a';
    expect(
      await page.evaluate(`[...document.querySelectorAll('${small}')].filter((one) => !one.textContent.trim()).length`),
    ).toBe(0);
  });

  test("moments are the reader's own", async () => {
    const { url } = await started({ ...statuses.inSync, lastSuccessAt: Date.UTC(2026, 6, 1, 12) });
    const { page } = await visit(browser, url, { timezoneId: 'Asia/Tokyo' });
    const [first] = await page.locator('dd', { hasText: 'ago' }).locator('time').allTextContents();
    expect(first).toMatch(/23:01|1[0-2] Nov|25 Nov/);
    expect(await page.locator('dd', { hasText: '147 days ago' }).textContent()).toMatch(/1 Jul.*21:00/);
  });

  describe.each([true, false])('with a script: %s', (javaScriptEnabled) => {
    test('the buttons work', async () => {
      const { url, controls } = await started(statuses.pending);
      const { page, complaints } = await visit(browser, url, { javaScriptEnabled });
      await page.getByRole('button', { name: 'Look now' }).click();
      await page.waitForURL(`${url}/`);
      await page.getByRole('button', { name: 'Suspend' }).click();
      await page.getByRole('heading', { level: 1, name: 'Suspended' }).waitFor();
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.getByRole('heading', { level: 1, name: 'Changes found' }).waitFor();
      expect(controls.asked).toEqual(['reconcile request', 'suspend', 'resume']);
      expect(complaints).toEqual([]);
    });

    test('everything is there to read', async () => {
      const { url } = await started(statuses.refused);
      const { page } = await visit(browser, url, { javaScriptEnabled });
      expect(await page.title()).toBe('Refused: check the changes · my-centre · connect-sync');
      expect(await page.locator('#pending').innerText()).toContain('lastName: "Doe" -> "Dorn"');
    });
  });

  test('by keyboard alone', async () => {
    const { url, controls } = await started(statuses.pending);
    const { page } = await visit(browser, url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => controls.asked).toEqual(['reconcile request']);
    await page.locator('#reconcile').waitFor();
    await page.locator('.changes summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(unfolded)).toEqual([false, true, true]);
  });

  test('it follows what happens, and keeps place, focus and what is folded', async () => {
    const { url, controls } = await started(statuses.pending);
    const { page, complaints } = await visit(browser, url, { viewport: { width: 320, height: 400 } });
    await page.clock.install();
    await page.reload();
    await page.locator('.changes summary').nth(1).click();
    await page.evaluate('scrollTo(0, 300)');
    expect(await page.evaluate(unfolded)).toEqual([true, false, true]);
    const more = plan({
      changes: [changes.update, changes.create, changes.remove, update('zoltan', [['lastName', 'A', 'B']])],
    });
    controls.set({ ...statuses.refused, pending: more });
    await page.clock.runFor(6_000);
    await page.locator('h1', { hasText: 'Refused' }).waitFor();
    expect(await page.title()).toContain('Refused');
    expect(await page.locator('#spoken').textContent()).toContain('Refused');
    expect(await page.evaluate(unfolded)).toEqual([true, false, true, true]);
    expect(await page.evaluate('scrollY')).toBe(300);
    expect(await page.evaluate('document.activeElement.closest("details")?.dataset.key')).toBe('user/omar');
    controls.set(statuses.partial);
    await page.clock.runFor(6_000);
    await page.locator('#backing-off').waitFor();
    controls.set(statuses.inSync);
    await page.clock.runFor(6_000);
    await page.locator('h1', { hasText: 'In sync' }).waitFor();
    expect(await page.locator('#backing-off').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('A16: it says when connect-sync does not answer any more', async () => {
    const { url, close } = await started(statuses.inSync);
    const { page } = await visit(browser, url);
    await page.clock.install();
    await page.reload();
    expect(await page.locator('#lost').isVisible()).toBe(false);
    await close();
    await page.clock.runFor(6_000);
    await page.locator('#lost').waitFor({ state: 'visible' });
    expect(await page.locator('#lost').innerText()).toMatch(/has not answered since .*\d\d:\d\d/);
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).filter')).toBe('grayscale(1)');
    expect(await page.getByRole('button', { name: 'Look now' }).isDisabled()).toBe(true);
  });

  test('A16: the reason stands in the card, within the first screen of a phone', async () => {
    for (const [of, reason] of [
      [statuses.refused, '37 of 200 users would be deleted; the limit is 5% (10).'],
      [statuses.invalid, 'people/dublin.yaml, line 12: There is no routing profile "Tier 3"'],
      [statuses.failing, 'ECONNREFUSED'],
      [statuses.partial, 'user/jane could not be updated'],
    ] as const) {
      const { url } = await started(of);
      const { page } = await visit(browser, url, { viewport: { width: 390, height: 800 } });
      const line = page.locator('.status').getByText(reason);
      const { y = 0, height = 0 } = (await line.boundingBox()) ?? {};
      expect(y + height, reason).toBeLessThan(800);
      expect(y, reason).toBeGreaterThan(0);
    }
  });

  test('A16: while changes are made, it says who is changed now and how long it takes', async () => {
    const { url } = await started(statuses.applying);
    const { page } = await visit(browser, url);
    expect(await page.locator('.status').innerText()).toMatch(
      /17 of 60 changes made, about \d+ s left[\s\S]*jane\.doe is being changed[\s\S]*omar\.haddad is being created/,
    );
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('17');
  });

  test('names of APIs are folded away', async () => {
    const { url } = await started(statuses.pending);
    const { page } = await visit(browser, url);
    expect(await page.locator('main').innerText()).not.toMatch(/UpdateUser|ListUsers|CreateUser|Update User/);
  });

  test('what others wrote is text', async () => {
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>';
    const of = status({
      instance: { ...statuses.inSync.instance, alias: evil },
      files: { names: [evil], digest: evil, readAt: noon },
      pending: plan({ changes: [create(evil, { firstName: evil, [evil]: evil })] }),
      passes: [
        report({
          outcome: 'failed',
          reason: evil,
          diagnostics: [{ severity: 'error', code: 'unknown-name', message: evil }],
        }),
      ],
    });
    const { url } = await started(of);
    const { page, complaints, strangers } = await visit(browser, url);
    await page.clock.install();
    await page.reload();
    await page.clock.runFor(6_000);
    expect(await page.evaluate('document.querySelectorAll("img, svg:not(.mark), script:not([src])").length')).toBe(0);
    expect(await page.locator('#files').innerText()).toContain(evil);
    expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
  });

  test('another site cannot press its buttons, read it or frame it', async () => {
    const { url, controls } = await started(statuses.pending);
    const other = createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        request.url === '/form'
          ? `<form method="post" action="${url}/suspend"><button>Win a prize</button></form>`
          : `<iframe src="${url}/"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const elsewhere = `http://localhost:${(other.address() as AddressInfo).port}`;
    const { page } = await visit(browser, `${elsewhere}/form`);
    await page.getByRole('button').click();
    await page.getByText('This was asked for by another site.').waitFor();
    expect(controls.asked).toEqual([]);
    await page.goto(`${elsewhere}/`);
    expect(await page.frameLocator('iframe').locator('.status').count()).toBe(0);
    const read = `fetch('${url}/status').then(() => 'read', () => 'refused')`;
    expect(await page.evaluate(read)).toBe('refused');
    await page.evaluate(`fetch('${url}/suspend', { method: 'POST', mode: 'no-cors' }).catch(() => {})`);
    expect(controls.asked).toEqual([]);
  });
});

/** Of each block, whether it is. */
const unfolded = `[...document.querySelectorAll('.changes details')].map((one) => one.open)`;
