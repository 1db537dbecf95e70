// What the emulator itself costs, measured on the built one in a process of its own:
//   npm run bench:emulator               20,000 users
//   npm run bench:emulator -- 5000       another number
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const sdk = await import('@aws-sdk/client-connect');

const main = new URL('../dist/main.js', import.meta.url).pathname;
const InstanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const users = Number(process.argv[2] ?? 20_000);
const runs = 5;

const folder = await mkdtemp(join(tmpdir(), 'connect-sync-bench-'));
try {
  await starting();
  await reading();
  await keeping();
} finally {
  await rm(folder, { recursive: true });
}

async function starting() {
  const seconds = [];
  for (let run = 0; run < runs; run++) {
    const emulator = await start([]);
    seconds.push(emulator.seconds);
    await emulator.stop();
  }
  row('start, empty: seconds to the first answer', spread(seconds), 'goal: under 1');
}

async function reading() {
  const emulator = await start(['--users', String(users), '--no-throttle']);
  const { client } = emulator;
  const read = (paginator, list, MaxResults) => async () => {
    let count = 0;
    for await (const page of paginator({ client }, { InstanceId, MaxResults })) count += page[list].length;
    if (count !== users) throw new Error(`${count} users, not ${users}`);
  };
  console.log(`\n${users.toLocaleString('en')} users, unthrottled, whole reads through the SDK, ${runs} times each`);
  row('start, seconds to the first answer', emulator.seconds.toFixed(2), '');
  const goal = 'seconds; goal: under 3';
  row('ListUsers, 1000 a page', spread(await repeat(read(sdk.paginateListUsers, 'UserSummaryList', 1000))), goal);
  row('ListUsers, 100 a page', spread(await repeat(read(sdk.paginateListUsers, 'UserSummaryList', 100))), goal);
  row('SearchUsers, 500 a page', spread(await repeat(read(sdk.paginateSearchUsers, 'Users', 500))), goal);
  row('SearchUsers, 100 a page', spread(await repeat(read(sdk.paginateSearchUsers, 'Users', 100))), goal);
  const { now, most } = await memoryOf(emulator.pid);
  row('memory of the process after it, MB', now, `at most ${most}; goal: under 400`);
  await emulator.stop();
}

async function keeping() {
  const file = join(folder, 'data.json');
  const argv = ['--users', String(users), '--no-throttle', '--data', file];
  const first = await start(argv);
  console.log(`\n${users.toLocaleString('en')} users, kept in a file`);
  row('start with a new file, seconds', first.seconds.toFixed(2), '');
  row('size of the file, MB', megabytes((await stat(file)).size), '');
  const tag = new sdk.TagResourceCommand({
    resourceArn: `arn:aws:connect:us-west-2:123456789012:instance/${InstanceId}`,
    tags: { bench: 'yes' },
  });
  await first.client.send(tag);
  row('stop after a change, seconds', (await first.stop()).toFixed(2), '');
  const again = await start(argv);
  row('start again, seconds', again.seconds.toFixed(2), '');
  const { now, most } = await memoryOf(again.pid);
  row('memory of the process after it, MB', now, `at most ${most}`);
  await again.stop();
}

/** A running emulator, once it has answered a call. */
async function start(argv) {
  const since = performance.now();
  const child = spawn(process.execPath, [main, 'emulator', '--port', '0', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const endpoint = await new Promise((resolve, reject) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      const url = /http:\/\/\S+/.exec(stdout)?.[0];
      if (url) resolve(url);
    });
    ended.then((code) => reject(new Error(`The emulator ended with ${code}: ${stdout}`)));
  });
  const client = new sdk.ConnectClient({
    endpoint,
    region: 'us-west-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    maxAttempts: 1,
  });
  await client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
  return {
    client,
    pid: child.pid,
    seconds: (performance.now() - since) / 1000,
    async stop() {
      const asked = performance.now();
      client.destroy();
      child.kill('SIGTERM');
      await ended;
      return (performance.now() - asked) / 1000;
    },
  };
}

async function repeat(action) {
  const seconds = [];
  for (let run = 0; run < runs; run++) {
    const since = performance.now();
    await action();
    seconds.push((performance.now() - since) / 1000);
  }
  return seconds;
}

/** In MB, from the system where it tells. */
async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const of = (name) => {
    const kilobytes = new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1];
    return kilobytes ? Math.round(kilobytes / 1024) : 'unknown';
  };
  return { now: of('VmRSS'), most: of('VmHWM') };
}

function spread(seconds) {
  const sorted = [...seconds].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return `${middle.toFixed(2)} (${sorted[0].toFixed(2)}-${sorted.at(-1).toFixed(2)})`;
}

function megabytes(bytes) {
  return (bytes / 1024 / 1024).toFixed(1);
}

function row(what, figure, note) {
  console.log(`  ${what.padEnd(42)}${String(figure).padStart(18)}  ${note}`);
}
