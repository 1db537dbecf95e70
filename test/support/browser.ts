/** Debian's Chromium, without a window. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const executablePath = '/usr/bin/chromium';

/** Where a change is judged, a browser that is missing is a failure; on somebody's own machine it is said and skipped. */
export function browserIsMissing(): boolean {
  const missing = !existsSync(executablePath) && process.env['CI'] !== 'true';
  if (missing) {
    process.stderr.write(
      `\n*** Pages are NOT tested in a browser: ${executablePath} is missing (apt-get install chromium). ***\n\n`,
    );
  }
  return missing;
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });

export interface Visit {
  readonly page: Page;
  /** Hosts other than the page's own that it asked for something. */
  readonly strangers: readonly string[];
  /** What the console was told: errors, refused loads. */
  readonly complaints: readonly string[];
}

/** A page of its own, without memory of other visits. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ timezoneId: 'Europe/Dublin', locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`A dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, strangers, complaints };
}

/** Texts whose colour stands out too little from what is behind them: under 4.5 to 1, WCAG 2.2 AA. */
export const contrasts = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const back = getComputedStyle(one).backgroundColor;
      if (numbers(back)[3] !== 0) return back;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratio = (one) => {
    const [dark, bright] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const withText = [...document.querySelectorAll('body *')].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return withText.filter((one) => ratio(one) < 4.5).map((one) => one.className + ' ' + one.textContent.slice(0, 30) + ratio(one));
})()`;
