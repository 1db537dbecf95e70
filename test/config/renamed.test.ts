import { expect, test } from 'vitest';
import { head, load, problems } from './memory.ts';

test('the main file says what is renamed', async () => {
  const text = `${head}renamed:\n  - { kind: user, from: jane, to: jane.doe }\n`;
  const { renamed, diagnostics } = await load({ 'connect-sync.yaml': text });
  expect(diagnostics).toEqual([]);
  expect(renamed).toEqual([
    { kind: 'user', from: 'jane', to: 'jane.doe', source: { file: 'connect-sync.yaml', line: 4, column: 5 } },
  ]);
});

test('nothing is renamed without it', async () => {
  expect((await load({ 'connect-sync.yaml': head })).renamed).toEqual([]);
});

test.each([
  ['renamed:\n  - { kind: usr, from: a, to: b }', '4:13 unknown-kind There is no kind "usr"; did you mean "user"?'],
  ['renamed:\n  - { kind: user, from: a }', '4:5 missing-key renamed[0] lacks to.'],
])('%s', async (text, sentence) => expect(await problems(text)).toEqual([sentence]));
