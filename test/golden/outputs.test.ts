/** Whole outputs of the built command, as files to be read: a change of wording shows up in a review. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/config/read-plan.ts';
import { emulated, folder, run } from '../support/binary.ts';

const quickstart = join(import.meta.dirname, '../../examples/quickstart');
const golden = (name: string): string => join(import.meta.dirname, 'outputs', name);

test('the quickstart, as text, JSON and Markdown, before and after its apply', async () => {
  const seed: unknown = JSON.parse(readFileSync(join(quickstart, 'instance.json'), 'utf8'));
  const { env } = await emulated({ seed });
  const cwd = folder({});
  cpSync(quickstart, cwd, { recursive: true });
  const planText = await run(['plan'], { cwd, env });
  await expect(planText.stdout).toMatchFileSnapshot(golden('quickstart-plan.txt'));
  const planJson = await run(['plan', '--format', 'json'], { cwd, env });
  await expect(planJson.stdout).toMatchFileSnapshot(golden('quickstart-plan.json'));
  const planMarkdown = await run(['plan', '--format', 'markdown', '--mask'], { cwd, env });
  await expect(planMarkdown.stdout).toMatchFileSnapshot(golden('quickstart-plan.md'));
  const applied = await run(['apply', '--auto-approve'], { cwd, env });
  // Changes are independent of each other, so the order in which they end is not fixed.
  await expect(sortResults(applied.stdout)).toMatchFileSnapshot(golden('quickstart-apply.txt'));
  const exported = await run(['export'], { cwd, env });
  await expect(exported.stdout).toMatchFileSnapshot(golden('quickstart-export.yaml'));
  const planned = await run(['plan', '--detailed-exitcode'], {
    cwd: folder({ 'connect-sync.yaml': exported.stdout }),
    env,
  });
  expect(planned).toMatchObject({ code: 0 });
});

test('every plan document here is what its schema says, and can be read back', () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/plan.schema.json'), 'utf8'));
  const valid = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  const folder = join(import.meta.dirname, 'outputs');
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(documents.length).toBeGreaterThan(0);
  for (const text of documents) {
    valid(JSON.parse(text));
    expect(valid.errors ?? []).toEqual([]);
    expect(readPlan(text).type).toBe('plan');
  }
});

test('the demo tells its story and ends with nothing to do', async () => {
  const { code, stdout, stderr } = await run(['demo']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // How many reads meet their rate limit, and are sent twice, depends on how fast the machine is.
  const told = sortResults(stdout)
    .replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT')
    .replace(/^Read: .*$/gm, 'Read: N API calls.');
  await expect(told).toMatchFileSnapshot(golden('demo.txt'));
}, 60_000);

test('the demo of the contact centre makes it, reorganises it, and ends with nothing to do', async () => {
  const { code, stdout, stderr } = await run(['demo', 'contact-centre']);
  expect({ code, stderr: stderr.split('\n').filter((line) => !/^(warning|error|2 errors)/.test(line)) }).toEqual({
    code: 0,
    stderr: [''],
  });
  const told = stdout.split('\n').filter((line) => /^(#|Plan:|No changes|Apply|\(exit|6 resources)/.test(line));
  expect(told.map((line) => line.slice(0, 60))).toMatchSnapshot();
}, 60_000);

/** Sorts each run of lines such as `user/jane.doe: created (CreateUser)`. */
function sortResults(text: string): string {
  const isResult = (line: string): boolean => /^user\/\S+: /.test(line);
  const sorted: string[] = [];
  let results: string[] = [];
  for (const line of text.split('\n')) {
    if (isResult(line)) results.push(line);
    else {
      sorted.push(...results.sort(), line);
      results = [];
    }
  }
  return [...sorted, ...results.sort()].join('\n');
}
