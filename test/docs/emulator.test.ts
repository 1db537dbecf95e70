import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-connect';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const page = read('docs/emulator.md');
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

test('what the page does in vitest works as it stands', async () => {
  const text = blocks.find(({ language }) => language === 'ts')?.text ?? '';
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('import'));
  expect(lines).toHaveLength(4);
  const tests: (() => unknown)[] = [];
  const ends: (() => unknown)[] = [];
  const given = {
    startEmulator,
    ...{ ConnectClient: sdk.ConnectClient, ListUsersCommand: sdk.ListUsersCommand, expect },
    test: (_name: string, action: () => unknown) => tests.push(action),
    afterAll: (action: () => unknown) => ends.push(action),
  };
  const body = `return (async () => { ${lines.join('\n')} })()`;
  await new Function(...Object.keys(given), body)(...Object.values(given));
  for (const action of [...tests, ...ends]) await action();
  expect([tests.length, ends.length]).toEqual([1, 1]);
});

test.each(['vitest', 'pytest', 'JUnit'])('use from %s takes about five lines', (tool) => {
  const [, section = ''] = page.split(new RegExp(`with ${tool}\n`));
  const [, code = ''] = /```\w+\n([\s\S]*?)```/.exec(section) ?? [];
  expect(
    code
      .trim()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('import')).length,
  ).toBeLessThanOrEqual(6);
});

test('the options of the page are those of the command', () => {
  const known = optionsOfEmulator();
  const named = [...page.matchAll(/`(--[a-z-]+)/g)].map(([, flag = '']) => flag);
  expect(named.filter((flag) => !known.includes(flag) && flag !== '--endpoint-url')).toEqual([]);
});

test('the container does not run as root', () => {
  expect(read('examples/emulator/Dockerfile')).toMatch(/^USER 1000:1000$/m);
});

function optionsOfEmulator(): string[] {
  return [...read('src/cli/program/local-commands.ts').matchAll(/'(--[a-z-]+)/g)].map(([, flag = '']) => flag);
}
