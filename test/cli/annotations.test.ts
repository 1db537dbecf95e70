/** In a job of GitHub Actions, mistakes are shown at their lines; elsewhere, and in JSON, nothing is added. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, run } from '../support/binary.ts';

const main = 'version: 1\ninstance: { alias: x, region: us-west-2 }\nusers:\n  - username: jane\n    rolle: agent\n';

test.each([
  ['validate', ['validate'], true],
  ['plan', ['plan'], true],
  ['plan as Markdown', ['plan', '--format', 'markdown'], true],
  ['apply', ['apply', '--auto-approve'], true],
  ['JSON', ['validate', '--format', 'json'], false],
])('%s', async (_, argv, annotated) => {
  const workspace = folder({});
  const cwd = join(workspace, 'emea');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'connect-sync.yaml'), main);
  const actions = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace };
  const { code, stderr } = await run(argv, { cwd, env: actions });
  expect(code).toBe(7);
  expect(stderr.includes('::error file=emea/connect-sync.yaml,line=5,col=5::')).toBe(annotated);
  expect((await run(argv, { cwd })).stderr).not.toContain('::');
});

test('a failure that no file is to blame for', async () => {
  const env = { GITHUB_ACTIONS: 'true', AWS_REGION: 'us-west-2' };
  const { stderr } = await run(['apply', '--partial'], { cwd: folder({}), env });
  expect(stderr).toContain('::error::--partial goes with a saved plan; name its file.\n');
});
