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
      `\n*** The status page is NOT tested: ${executablePath} is missing (apt-get install chromium). ***\n\n`,
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
