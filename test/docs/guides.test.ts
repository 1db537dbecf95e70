/**
 * The guides: what they say to type is typed, in its order, on an emulator with two instances. A block of `sh` ends with 0,
 * one of `sh exits-7` with 7; one of `sh not-run` needs what a test has not got, and is checked with all other commands.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { folder } from '../support/binary.ts';
import { runHere } from '../support/here.ts';
import { bash } from '../support/shell.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('several teams in one instance', async () => {
  const [, planned, refused] = await typed('docs/teams.md');
  expect(planned).toContain('No changes.');
  expect(refused).toMatch(/sales.connect-sync\.yaml:\d+:\d+: error: .*support/);
});

test('from test to production', async () => {
  const [, , reviewed] = await typed('docs/promotion.md');
  expect(reviewed).toContain('+ routingProfile/Second Line');
  expect(reviewed).toContain('Apply complete! Resources: 1 added');
});

test('after a crash', async () => {
  const [killed, records, again] = await typed('docs/recovery.md', { atPace: true });
  expect(killed).toContain('killed');
  expect(records).toMatch(/killed/);
  expect(again).toMatch(/Apply complete! Resources: \d+ added/);
  expect(again).toContain('No changes.');
});

test.each(['examples/quickstart', 'examples/hr'])('what %s says to type', async (path) => {
  await typed(`${path}/README.md`, { prepare: (cwd) => cpSync(join(root, path), cwd, { recursive: true }) });
});

test('what examples/contact-centre says to type, which test/golden does', () => {
  const blocks = [...read('examples/contact-centre/README.md').matchAll(/^```sh[^\n]*\n(.*?)^```$/gms)];
  expect(blocks.map(([, block]) => block)).toEqual(['connect-sync demo contact-centre\n']);
  expect(read('test/golden/outputs.test.ts')).toContain("run(['demo', 'contact-centre'])");
});

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...readdirSync(join(root, 'examples'))
    .map((name) => `examples/${name}/README.md`)
    .filter((file) => existsSync(join(root, file))),
];

const helpOf = async (...command: readonly string[]): Promise<string> => (await runHere([...command, '--help'])).stdout;

/** Names of all commands, as --help lists them. */
const commandNames = async (): Promise<readonly string[]> =>
  [...(await helpOf()).matchAll(/^ {2}([a-z]+) .*/gm)].flatMap(([, name = '']) => (name === 'help' ? [] : [name]));

test('every command that a page shows is one, with options that it has', async () => {
  const texts = new Map(pages.map((page) => [page, commandsOf(read(page))]));
  for (const name of await commandNames())
    texts.set(`${name} --help`, commandsIn(((await helpOf(name)).match(/^ {2}connect-sync .*$/gm) ?? []).join('\n')));
  const shown = [...texts].flatMap(([page, found]) => found.map(({ name, flags }) => ({ page, name, flags })));
  expect(shown.length).toBeGreaterThan(100);
  const helps = new Map<string, string>();
  for (const name of new Set(shown.map((one) => one.name))) helps.set(name, await helpOf(name));
  const wrong = shown.filter(({ name, flags }) => {
    const help = helps.get(name) ?? '';
    return !help.includes(`connect-sync ${name}`) || flags.some((flag) => !new RegExp(`${flag}\\b`).test(help));
  });
  expect(wrong).toEqual([]);
});

test('every command has examples in its help, and none of them is wrong usage', { timeout: 120_000 }, async () => {
  const cwd = folder({});
  const wrong: string[] = [];
  for (const name of await commandNames()) {
    const examples = [
      ...(await helpOf(name)).matchAll(/^ {2}(?:source <\()?(connect-sync [^|)>\n]*?)(?: {2,}.*| *[|)>].*)?$/gm),
    ];
    const lines = examples.map(([, line = '']) => line.trim());
    expect(lines.length, name).toBeGreaterThan(0);
    for (const line of lines) {
      const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '').slice(1);
      // These serve, or tell a whole story.
      if (['emulator', 'demo', 'watch'].includes(words[0] ?? '')) continue;
      const { code, stderr } = await runHere(words, { cwd });
      // Here is nobody to ask, as there would be on a terminal.
      if (code === 64 && !stderr.includes('There is nobody to ask')) wrong.push(`${line}: ${stderr}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Commands in code, in blocks and in lines. */
function commandsOf(text: string): readonly { readonly name: string; readonly flags: readonly string[] }[] {
  const code = [...text.matchAll(/^```sh[^\n]*\n(.*?)^```$|`([^`\n]+)`/gms)].map(
    ([, block, span]) => block ?? span ?? '',
  );
  return code.flatMap(commandsIn);
}

const commandsIn = (code: string): readonly { readonly name: string; readonly flags: readonly string[] }[] =>
  [...code.matchAll(/(?:^|[\s(])connect-sync ([a-z]+)\b([^\n|>#&;]*)/g)].map(([, name = '', rest = '']) => ({
    name,
    flags: rest.match(/(?<= )--?[a-z][a-z-]*/g) ?? [],
  }));

/** Types the blocks of a page one after the other, and gives what each printed. */
async function typed(
  page: string,
  { prepare = () => {}, atPace = false }: { readonly prepare?: (cwd: string) => void; readonly atPace?: boolean } = {},
): Promise<readonly string[]> {
  const blocks = [...read(page).matchAll(/^```sh(?: exits-(\d+))?\n(.*?)^```$/gms)];
  const cwd = join(folder({}), 'work');
  mkdirSync(cwd);
  prepare(cwd);
  const seed = JSON.parse(read('examples/quickstart/instance.json'));
  const [instance] = seed.instances;
  const emulator = await startEmulator({
    throttle: atPace,
    seed: {
      ...seed,
      instances: [
        { ...instance, alias: 'harbour-support' },
        { alias: 'harbour-test', identityManagement: 'SAML' },
      ],
    },
  });
  onTestFinished(() => emulator.close());
  const command = join(cwd, '../connect-sync');
  // Nobody wants to wait here for the pace that AWS allows, but where a crash has to come in between.
  const hurry = atPace ? '' : `case "$1" in plan | apply | export) set -- "$@" --rate '*=1000/1000' ;; esac\n`;
  const script = `#!/bin/sh\n${hurry}exec "${process.execPath}" "${join(root, 'dist/main.js')}" "$@"\n`;
  writeFileSync(command, script, { mode: 0o755 });
  const outputs: string[] = [];
  for (const [, code = '0', block = ''] of blocks) {
    const { code: ended, stdout, stderr } = await bash(block, cwd, emulator.environment);
    expect({ block, ended, stdout, stderr }).toEqual({ block, ended: Number(code), stdout, stderr });
    outputs.push(`${stdout}${stderr}`);
  }
  expect(outputs.length).toBeGreaterThan(0);
  return outputs;
}
