/** The workflow that `init` writes and action.yml, step by step: pull requests, merges, re-runs, conflicts, expired plans, forks. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { calls } from '../../src/connect/calls.ts';
import { git, makeRunner, readYaml, type Step, type Workflow } from '../support/actions.ts';
import { run as command, folder, start } from '../support/binary.ts';

const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples/ci');
const workflow = readYaml<Workflow>(join(examples, 'github/connect-sync.yml'));
const action = readYaml<{ inputs: object; runs: { using: string; steps: Step[] } }>(join(root, 'action.yml'));

/** A repository of the quickstart on `main`, applied, and a runner for it. */
async function story() {
  const quickstart = join(root, 'examples/quickstart');
  const env = await emulatorApart(join(quickstart, 'instance.json'));
  const place = folder({});
  const remote = join(place, 'remote');
  cpSync(quickstart, remote, { recursive: true });
  const limits = Object.keys(calls).map((call) => `  ${call}: { rate: 1000 }\n`);
  appendFileSync(join(remote, 'connect-sync.yaml'), `\nthrottle:\n${limits.join('')}`);
  git(remote, 'init', '--quiet', '--initial-branch', 'main');
  const commit = (message: string): string => {
    git(remote, 'add', '.');
    git(remote, 'commit', '--quiet', '--allow-empty', '--message', message);
    return git(remote, 'rev-parse', 'HEAD');
  };
  const edit = (from: string, to: string): void => {
    const file = join(remote, 'people/seattle.yaml');
    const before = readFileSync(file, 'utf8');
    expect(before).toContain(from);
    writeFileSync(file, before.replace(from, to));
  };
  const first = commit('The instance as it is');
  const applied = await command(['apply', '--auto-approve'], { cwd: remote, env });
  expect(applied.code).toBe(0);
  const runner = makeRunner(place, remote, env);
  let [id, number] = [0, 0];
  const runJob = (
    name: string,
    event: string,
    sha: string,
    pull?: { number: number; head: string; fork?: boolean },
  ) => {
    id += 1;
    return runner.job(workflow, name, { id, event, sha, ref: 'main', ...(pull && { pull }) });
  };
  const open = (change: () => void) => {
    number += 1;
    const pull = { number, head: '' };
    git(remote, 'switch', '--quiet', '--create', `branch-${number}`);
    const push = (more: () => void) => {
      more();
      pull.head = commit(`Change ${number}`);
      return runJob('plan', 'pull_request', pull.head, { ...pull });
    };
    const planned = push(change);
    return { pull, planned, push };
  };
  const merge = ({ pull }: { pull: { number: number; head: string } }): string => {
    git(remote, 'switch', '--quiet', 'main');
    git(remote, 'merge', '--quiet', '--no-ff', '--no-edit', pull.head);
    const sha = git(remote, 'rev-parse', 'HEAD');
    const merged = {
      number: pull.number,
      merged_at: '2026-12-01T09:00:00Z',
      base: { ref: 'main' },
      head: { sha: pull.head },
    };
    runner.github.pulls[sha] = [merged];
    return sha;
  };
  const settled = async (): Promise<boolean> =>
    (await command(['plan', '--detailed-exitcode'], { cwd: remote, env })).code === 0;
  return { env, remote, first, edit, commit, open, merge, settled, runJob, github: runner.github };
}

/** In a process of its own, since a step of a job keeps this one waiting. */
async function emulatorApart(seed: string): Promise<{ [name: string]: string }> {
  const running = start(['emulator', '--seed', seed, '--port', '0', '--no-throttle']);
  onTestFinished(async () => {
    running.stop('SIGTERM');
    await running.finished;
  });
  const [, url = ''] = /AWS_ENDPOINT_URL_CONNECT=(\S+)\n/.exec(await running.printed('Ctrl-C')) ?? [];
  return {
    ...{ AWS_ENDPOINT_URL_CONNECT: url, AWS_REGION: 'us-west-2' },
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
}

test('a pull request with a mistake, then without: planned, merged, applied, applied again; and what nobody has reviewed', async () => {
  const { first, remote, edit, commit, open, merge, settled, runJob, github } = await story();
  expect(runJob('apply', 'push', first)).toMatchObject({ type: 'success' });
  expect(runJob('drift', 'schedule', first)).toMatchObject({ type: 'success' });
  const fork = { number: 9, head: first, fork: true };
  expect(runJob('plan', 'pull_request', first, fork)).toMatchObject({ type: 'skipped' });

  // The mistake is the comment, and stands at its line.
  const opened = open(() => edit('lastName: Doe', 'lastNaem: Doe'));
  expect(opened.planned).toMatchObject({ type: 'failure', step: 'Run connect-sync' });
  expect(opened.planned.log).toMatch(/^::error file=people\/seattle\.yaml,line=\d+,col=\d+::/m);
  expect(github.comments['1']?.[0]?.body).toContain('### There is no plan');
  expect(github.artifacts).toEqual([]);

  // The next plans take the place of that comment.
  expect(opened.push(() => edit('lastNaem: Doe', 'lastName: Dorn'))).toMatchObject({ type: 'success' });
  expect(github.comments['1']?.[0]?.body).toMatch(/^<!-- connect-sync: connect-sync.yaml -->\n### Plan for .*"Dorn"/s);
  expect(opened.push(() => edit('lastName: Dorn', 'lastName: Doran'))).toMatchObject({ type: 'success' });
  expect(github.comments['1']).toHaveLength(1);
  expect(github.comments['1']?.[0]?.body).toContain('"Doran"');

  const merged = merge(opened);
  const applied = runJob('apply', 'push', merged);
  expect(applied).toMatchObject({ type: 'success', log: expect.stringContaining('0 added, 1 changed, 0 destroyed') });
  expect(await settled()).toBe(true);
  const again = runJob('apply', 'push', merged);
  expect(again).toMatchObject({ type: 'success' });
  expect(again.log).not.toMatch(/: updated/);

  // A commit without a pull request, and every night: looked at, never written.
  edit('lastName: Doran', 'lastName: Doe');
  const direct = commit('Straight to main');
  for (const [name, event] of [
    ['apply', 'push'],
    ['drift', 'schedule'],
  ] as const) {
    expect(runJob(name, event, direct)).toMatchObject({
      type: 'failure',
      log: expect.stringContaining('::error::Amazon Connect is not as the files say'),
    });
  }
  expect(await settled()).toBe(false);
  expect(git(remote, 'status', '--porcelain')).toBe('');
}, 240_000);

test('a plan that has expired, is gone, is from a fork or has become another one is none: nothing is written, and it says what to do', async () => {
  const { env, remote, edit, open, merge, settled, runJob, github } = await story();
  const opened = open(() => edit('lastName: Doe', 'lastName: Dorn'));
  const merged = merge(opened);
  const [artifact] = github.artifacts;
  if (!artifact) throw new Error('Nothing was uploaded.');
  artifact.expired = true;
  expect(runJob('apply', 'push', merged)).toMatchObject({
    ...{ type: 'failure', step: 'Find the reviewed plan' },
    log: expect.stringContaining('::error::The plan of pull request #1 has expired'),
  });
  github.artifacts = [
    { ...artifact, expired: false, workflow_run: { ...artifact.workflow_run, head_repository_id: 2 } },
  ];
  expect(runJob('apply', 'push', merged)).toMatchObject({
    type: 'failure',
    log: expect.stringMatching(
      /::error::Pull request #1 has no plan of commit [0-9a-f]{40}: .*git commit --allow-empty/,
    ),
  });

  const other = join(folder({}), 'other');
  cpSync(remote, other, { recursive: true });
  const people = join(other, 'people/seattle.yaml');
  writeFileSync(people, readFileSync(people, 'utf8').replace('lastName: Dorn', 'lastName: Someone'));
  expect((await command(['apply', '--auto-approve'], { cwd: other, env })).code).toBe(0);
  github.artifacts = [{ ...artifact, expired: false }];
  const { type, log, step } = runJob('apply', 'push', merged);
  expect({ type, step }).toEqual({ type: 'failure', step: 'Run connect-sync' });
  expect(log).toContain('::error::The plan is not the one that was reviewed, so nothing was written.');
  expect(await settled()).toBe(false);

  const afresh = open(() => {});
  expect(github.comments['2']?.[0]?.body).toContain('"Someone" -> "Dorn"');
  expect(runJob('apply', 'push', merge(afresh))).toMatchObject({ type: 'success' });
  expect(await settled()).toBe(true);
}, 240_000);

test('no event brings the files of a fork to where credentials are', () => {
  expect(Object.keys(workflow.on).sort()).toEqual(['pull_request', 'push', 'schedule', 'workflow_dispatch']);
  expect(workflow.permissions).toEqual({ contents: 'read' });
});

const scriptsIn = (steps: readonly Step[]): readonly string[] => steps.flatMap(({ run }) => run ?? []);
const gitlab = readYaml<{ [job: string]: { script?: string[]; before_script?: string[] } }>(
  join(examples, 'gitlab/connect-sync.gitlab-ci.yml'),
);
const scripts = [
  ...Object.values(workflow.jobs).flatMap(({ steps }) => scriptsIn(steps)),
  ...scriptsIn(action.runs.steps),
  ...Object.values(gitlab).flatMap(({ script = [], before_script = [] }) => [...before_script, ...script]),
];

test('every script is bash, and nothing from outside is put into one', () => {
  expect(scripts.length).toBeGreaterThan(8);
  for (const script of scripts) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(script).not.toContain('${{');
  }
});

test("actions of others are GitHub's and AWS's own, by their major version", () => {
  const steps = [...Object.values(workflow.jobs).flatMap((job) => job.steps), ...action.runs.steps];
  const used = new Set(steps.flatMap(({ uses }) => (uses === undefined || uses.startsWith('./') ? [] : [uses])));
  for (const one of used) expect(one).toMatch(/^(?:actions|aws-actions)\/[a-z-]+@v\d+$/);
  expect(Object.keys(action.inputs)).toEqual(
    expect.arrayContaining(['command', 'file', 'comment', 'accept', 'state-dir']),
  );
  expect(readdirSync(examples).sort()).toEqual(['README.md', 'github', 'gitlab']);
});
