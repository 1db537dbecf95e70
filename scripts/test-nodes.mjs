// A smoke test of the built command on other versions of Node.js than the one at hand: validate, export, plan, apply and plan again
// on an emulator that runs on that version, too. The npm package `node` brings them, into a temporary folder; they are far
// too large for a dependency of development. Run npm run build first. Others: npm run test:nodes -- 20 22.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24'];
const instance = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

for (const version of versions) {
  const folder = await mkdtemp(join(tmpdir(), 'connect-sync-node-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    await run('npm', ['install', '--no-audit', '--no-fund', `node@${version}`], { cwd: folder });
    console.log(await story(join(folder, 'node_modules/node/bin/node'), folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What was seen, in one line; throws where something else was. */
async function story(node, cwd) {
  const { stdout: found } = await run(node, ['--version']);
  const emulator = spawn(node, [main, 'emulator', '--port', '0', '--users', '3', '--no-throttle'], { cwd });
  try {
    let printed = '';
    await new Promise((started, failed) => {
      emulator.once('exit', () => failed(new Error(`The emulator ended on Node.js ${found.trim()}: ${printed}`)));
      for (const stream of [emulator.stdout, emulator.stderr]) {
        stream.on('data', (chunk) => {
          printed += chunk;
          if (printed.includes('Ctrl-C')) started();
        });
      }
    });
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL_CONNECT: /http:\/\/[\d.:]+/.exec(printed)[0],
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      XDG_STATE_HOME: cwd,
      XDG_CACHE_HOME: cwd,
    };
    const command = async (...argv) => {
      const { stdout, stderr } = await run(node, [main, ...argv], { cwd, env });
      if (/warning/i.test(stderr)) throw new Error(`On Node.js ${found.trim()}, ${argv[0]} warns: ${stderr}`);
      return stdout;
    };
    const expect = (text, part) => {
      if (!text.includes(part))
        throw new Error(`On Node.js ${found.trim()}, ${JSON.stringify(part)} is not in: ${text}`);
    };
    await command('export', '--instance', instance, '--out', 'connect-sync.yaml');
    expect(await command('plan'), 'No changes.');
    const file = join(cwd, 'connect-sync.yaml');
    const jane =
      '{ username: jane.doe, firstName: Jane, lastName: Doe, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }';
    await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd()}\n  - ${jane}\n`);
    expect(await command('validate'), 'valid');
    expect(await command('plan'), 'Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(await command('apply', '--auto-approve'), '1 added');
    expect(await command('plan'), 'No changes.');
    return `Node.js ${found.trim()}: export, validate, plan and apply work.`;
  } finally {
    emulator.removeAllListeners('exit');
    emulator.kill();
  }
}
