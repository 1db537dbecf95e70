/**
 * What a plan's page weighs, and how long Debian's Chromium takes to show and to search it, from a file:
 *   npm run bench -- page
 *   npm run bench -- page 10000       that many changes only
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { planHtml } from '../../src/report/html/plan-page.ts';
import { reorganisation } from '../../test/support/reorganisation.ts';
import { heading, row } from './support/figures.ts';

const [only] = process.argv.slice(2).map(Number);

/** What 3,000 changes may weigh, and take until something is seen. */
const maxMegabytes = 5;
const maxPaint = 1;

const folder = await mkdtemp(join(tmpdir(), 'connect-sync-page-'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const changes of only === undefined ? [300, 3_000, 10_000] : [only]) {
    for (const manner of ['alike', 'apart'] as const) await measure(changes, manner);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

async function measure(changes: number, manner: 'alike' | 'apart'): Promise<void> {
  heading(
    `${changes.toLocaleString('en')} changes, ${manner === 'alike' ? 'many in the same way' : 'each in its own way'}`,
  );
  const page = reorganisation(changes, manner);
  const since = performance.now();
  const text = planHtml({ ...page, perSecond: () => 2, digest: '', at: 0 });
  const made = performance.now() - since;
  const megabytes = Buffer.byteLength(text) / 1e6;
  const file = join(folder, 'plan.html');
  await writeFile(file, text);
  const { paint, ready, searched } = await look(pathToFileURL(file).href, changes - 1);
  row('page', `${megabytes.toFixed(2)} MB`, `made in ${Math.round(made)} ms`);
  row('first paint', `${Math.round(paint)} ms`);
  row('can be searched', `${Math.round(ready)} ms`);
  row('a search', `${Math.round(searched)} ms`);
  if (changes <= 3_000 && (megabytes > maxMegabytes || paint > maxPaint * 1000)) {
    console.error(`More than ${maxMegabytes} MB or ${maxPaint} s until something is seen.`);
    process.exitCode = 1;
  }
}

/** Milliseconds: from asking for the page until something is painted, until it answers, and until a search is painted. */
async function look(url: string, last: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(url);
  const ready = await page.evaluate<number>(
    `new Promise((done) => requestIdleCallback(() => done(performance.now())))`,
  );
  const paint = await page.evaluate<number>(`new Promise((done) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry) done(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  })`);
  const searched = await page.evaluate<number>(`new Promise((done) => {
    const field = document.getElementById('words');
    const since = performance.now();
    field.value = 'lastname${last}@';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - since))));
  })`);
  await page.close();
  return { paint, ready, searched };
}
