// Makes the pictures of README.md and docs/ with Debian's Chromium: a plan as a terminal shows it, the status page of a watch that
// has just repaired drift, and the page of a plan, which is the reorganisation of examples/contact-centre. All are of the built
// command, on an emulator. Run npm run build first.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { startEmulator } from '../dist/emulator.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const cwd = await mkdtemp(join(tmpdir(), 'connect-sync-pictures-'));
const emulator = await startEmulator({ users: 12 });
const env = { ...process.env, ...emulator.environment, XDG_STATE_HOME: cwd, XDG_CACHE_HOME: cwd };
const command = async (...argv) => {
  const { stdout } = await promisify(execFile)(process.execPath, [at('dist/main.js'), ...argv], { cwd, env });
  return stdout;
};
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

try {
  const file = join(cwd, 'connect-sync.yaml');
  await command('export', '--instance', emulator.instances[0].id, '--only', 'users', '--out', file);
  const text = await readFile(file, 'utf8');
  const cut = text.indexOf('username: zoe.dubois');
  const moved = text.slice(cut).replace('Basic Routing Profile', 'Tier 2');
  const jane = `
  - username: jane.doe
    firstName: Jane
    lastName: Doe
    routingProfile: Basic Routing Profile
    securityProfiles: [Agent]
    hierarchyGroup: EMEA/Dublin/Alpha
`;
  await writeFile(file, `${text.slice(0, cut)}${moved}${jane}`);

  const plan = await command('plan', '--color', 'always');
  await picture('plan', (page) => page.setContent(terminal(`$ connect-sync plan\n\n${plan.trimEnd()}`)), {
    viewport: { width: 760, height: 200 },
    selector: 'pre',
  });

  await command('apply', '--auto-approve');
  const watch = spawn(process.execPath, [at('dist/main.js'), 'watch', '--listen', '127.0.0.1:0'], { cwd, env });
  const url = await new Promise((found) => {
    watch.stderr.on('data', (chunk) => /http:[^"\s]+/.test(chunk) && found(/http:[^"\s]+/.exec(chunk)[0]));
  });
  const status = async () => (await fetch(`${url}status`)).json();
  const until = async (isSo) => {
    while (!isSo(await status())) await new Promise((later) => setTimeout(later, 200));
  };
  await until(({ state }) => state === 'in-sync');
  const byHand = [at('examples/emulator/by-hand.mjs'), 'zoe.dubois', 'Basic Routing Profile'];
  await promisify(execFile)(process.execPath, byHand, { cwd, env });
  await fetch(`${url}reconcile`, { method: 'POST' });
  await until(({ state, passes }) => state === 'in-sync' && passes?.[0]?.outcome === 'applied');
  const opened = async (page) => {
    await page.goto(url);
    await page.getByText('Applied').first().click();
  };
  await picture('watch', opened, { viewport: { width: 1000, height: 680 } });
  watch.kill();
  await pageOfPlan();
} finally {
  await browser.close();
  await emulator.close();
  await rm(cwd, { recursive: true });
}

async function pageOfPlan() {
  const example = at('examples/contact-centre');
  const centre = join(cwd, 'contact-centre');
  const seeded = await startEmulator({
    seed: JSON.parse(await readFile(join(example, 'instance.json'), 'utf8')),
    throttle: false,
  });
  const own = { cwd: centre, env: { ...env, ...seeded.environment } };
  const run = (...argv) => promisify(execFile)(process.execPath, [at('dist/main.js'), ...argv], own);
  try {
    await cp(example, centre, { recursive: true });
    await run('apply', '--auto-approve', '--rate', '*=500/500');
    await cp(join(example, 'reorganisation'), centre, { recursive: true });
    // A safety rule refuses it, which is part of the picture.
    await run('plan', '--out-html', 'plan.html').catch(({ code }) => code);
    const url = pathToFileURL(join(centre, 'plan.html')).href;
    await picture('page', (page) => page.goto(url), { viewport: { width: 1000, height: 1000 } });
  } finally {
    await seeded.close();
  }
}

async function picture(name, show, { viewport, selector }) {
  const page = await browser.newPage({ viewport, timezoneId: 'Europe/Dublin', locale: 'en-GB' });
  await show(page);
  const path = at(`docs/pictures/${name}.png`);
  await (selector === undefined ? page.screenshot({ path }) : page.locator(selector).screenshot({ path }));
  await page.close();
}

/** Text with the colours of a terminal as a page. */
function terminal(text) {
  const colours = {
    1: 'font-weight:bold',
    2: 'opacity:.6',
    31: 'color:#f47067',
    32: 'color:#57ab5a',
    33: 'color:#daaa3f',
  };
  const escaped = text.replace(/[&<>]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one]);
  let open = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours begin with.
  const html = escaped.replace(/\x1b\[([\d;]*)m/g, (_, codes) => {
    const style = codes.split(';').flatMap((code) => colours[code] ?? []);
    if (style.length > 0) {
      open += 1;
      return `<span style="${style.join(';')}">`;
    }
    const closed = '</span>'.repeat(open);
    open = 0;
    return closed;
  });
  const css = 'margin:0;padding:20px 24px;background:#1c2128;color:#cdd9e5;font:15px/1.45 "DejaVu Sans Mono",monospace';
  return `<body style="margin:0"><pre style="${css};display:inline-block;min-width:700px">${html}</pre></body>`;
}
