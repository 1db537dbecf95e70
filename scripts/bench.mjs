// What things cost, in calls and in ratios, measured on the built command against the throttled emulator:
//   npm run bench                the lot, about two minutes
//   npm run bench -- 20000       with another number of users to read
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = new URL('../dist/main.js', import.meta.url).pathname;
const instance = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const users = Number(process.argv[2] ?? 10_000);
const changes = 40;
const environment = {
  ...process.env,
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};

const folder = await mkdtemp(join(tmpdir(), 'connect-sync-bench-'));
const emulator = await startEmulator();
try {
  await reading();
  await applying();
} finally {
  emulator.kill();
  await rm(folder, { recursive: true });
}

async function reading() {
  const file = join(folder, 'everyone.yaml');
  const exported = await command(['export', '--instance', instance, '--out', file]);
  const planned = await command(['plan', '-f', file, '--format', 'json']);
  const { cost, summary } = JSON.parse(planned.stdout);
  const calls = sum(cost.readCalls);
  console.log(`Reading ${users.toLocaleString('en')} users`);
  row('calls of a plan', calls, JSON.stringify(cost.readCalls));
  row('calls with one DescribeUser a user', calls - cost.readCalls.SearchUsers + users, 'for comparison');
  row('users found as the export wrote them', summary.unchanged, `of ${users}`);
  row('export, seconds', exported.seconds.toFixed(1), `least possible ${leastOf(cost.readCalls).toFixed(1)}`);
  row('plan, seconds', planned.seconds.toFixed(1), `least possible ${leastOf(cost.readCalls).toFixed(1)}`);
}

async function applying() {
  const everyone = (user) => Array.from({ length: changes }, (_, index) => user(index)).join('');
  const newcomer = (index) =>
    `  - { username: bench${index}, firstName: Bench, lastName: "${index}", routingProfile: Basic Routing Profile, securityProfiles: [Agent] }\n`;
  await apply(`Creating ${changes} users`, everyone(newcomer));
  // Two calls each, of two APIs: side by side they take no longer than one.
  const mover = (index) =>
    `  - { username: bench${index}, securityProfiles: [QualityAnalyst], tags: { bench: moved } }\n`;
  await apply(`Changing two aspects of each of ${changes} users`, everyone(mover));
}

async function apply(title, list) {
  const file = join(folder, 'changes.yaml');
  await writeFile(file, `version: 1\ninstance: { id: ${instance} }\nusers:\n${list}`);
  const { stdout } = await command(['apply', '-f', file, '--auto-approve', '--format', 'json']);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { cost } = events.find(({ type }) => type === 'plan');
  const { seconds } = events.at(-1);
  const least = leastOf(cost.calls);
  console.log(`\n${title}`);
  row('write calls', sum(cost.calls), JSON.stringify(cost.calls));
  row('throttled attempts', events.filter(({ type }) => type === 'applyRetry').length, '');
  row('time over the least possible', (seconds / least).toFixed(2), `${seconds.toFixed(1)} s of ${least.toFixed(1)} s`);
}

/** The least time that Connect's documented limits allow for these calls, in seconds: the slowest API decides. */
function leastOf(counts) {
  const raised = /^(ListUsers|DescribeUser|ListRoutingProfiles)$/;
  const least = ([call, times]) => (raised.test(call) ? Math.max(0, times - 10) / 10 : Math.max(0, times - 5) / 2);
  return Math.max(0, ...Object.entries(counts).map(least));
}

function sum(counts) {
  return Object.values(counts).reduce((total, times) => total + times, 0);
}

function row(what, figure, note) {
  console.log(`  ${what.padEnd(38)}${String(figure).padStart(9)}  ${note}`);
}

function command(argv, onOutput = () => {}) {
  const since = performance.now();
  const child = spawn(process.execPath, [main, ...argv], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    onOutput(stdout, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ stdout, seconds: (performance.now() - since) / 1000 });
      else reject(new Error(`${argv.join(' ')} exited with ${code}: ${stdout.slice(0, 500)}`));
    });
  });
}

/** The emulator's process, once it listens; from then on the other commands find it. */
function startEmulator() {
  return new Promise((resolve, reject) => {
    const heard = (stdout, child) => {
      const url = /http:\/\/\S+/.exec(stdout)?.[0];
      if (url) environment.AWS_ENDPOINT_URL_CONNECT = url;
      if (url) resolve(child);
    };
    command(['emulator', '--port', '0', '--users', String(users)], heard).catch(reject);
  });
}
