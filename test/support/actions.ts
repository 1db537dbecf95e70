/**
 * Enough of GitHub Actions to run the jobs of a workflow here: expressions, conditions, composite actions, files of commands.
 * Whatever a step runs is run by bash; only GitHub's own actions, `npm` and `gh` are stand-ins, and GitHub is a JSON file.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

const root = join(import.meta.dirname, '../..');

type Values = { readonly [name: string]: unknown };

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: { readonly [name: string]: string };
  readonly env?: { readonly [name: string]: string };
  readonly shell?: string;
  readonly run?: string;
}

export interface Job {
  readonly if: string;
  readonly permissions: { readonly [name: string]: string };
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Values;
  readonly env: { readonly [name: string]: string };
  readonly permissions: Values;
  readonly jobs: { readonly [name: string]: Job };
}

interface Action {
  readonly inputs: { readonly [name: string]: { readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly steps: readonly Step[] };
}

export const readYaml = <T>(path: string): T => load(readFileSync(path, 'utf8')) as T;

export interface Artifact {
  readonly name: string;
  expired: boolean;
  readonly created_at: string;
  readonly workflow_run: {
    readonly id: number;
    readonly head_sha: string;
    readonly repository_id: number;
    readonly head_repository_id: number;
  };
}

/** What GitHub knows, as the stand-in of `gh` reads and writes it. */
export interface GitHub {
  pulls: { [sha: string]: object[] };
  artifacts: Artifact[];
  comments: { [pull: string]: { id: number; body: string; user: { type: string } }[] };
}

const gh = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const [command, ...words] = process.argv.slice(2);
const option = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
const path = words.find((word) => word.startsWith('repos/'));
const file = process.env.FAKE_GITHUB;
const state = JSON.parse(readFileSync(file, 'utf8'));
const [, , , kind, one = '', what = ''] = path.replace(/[?].*/, '').split('/');
const query = new URLSearchParams(path.split('?')[1]);
const answer = (value) => process.stdout.write(JSON.stringify(value));
if (command !== 'api' || !process.env.GH_TOKEN) throw new Error('gh: ' + process.argv.slice(2).join(' '));
if (kind === 'commits' && what === 'pulls') answer(state.pulls[one] ?? []);
else if (kind === 'actions' && one === 'artifacts') answer({ artifacts: state.artifacts.filter(({ name }) => name === query.get('name')) });
else if (kind === 'issues') {
  const comments = option('--method') === 'PATCH' ? Object.values(state.comments).flat() : (state.comments[one] ??= []);
  if (option('--method') === undefined) answer(comments);
  else {
    const { body } = JSON.parse(readFileSync(option('--input'), 'utf8'));
    if (body.length > 65536) throw new Error('HTTP 422: body is too long');
    if (option('--method') === 'PATCH') comments.find(({ id }) => String(id) === what).body = body;
    else comments.push({ id: comments.length + 1, body, user: { type: 'Bot' } });
    writeFileSync(file, JSON.stringify(state));
    answer({});
  }
} else throw new Error('HTTP 404: ' + path);
`;

/** What a job is about: the event, the commit, and what is set for it. */
export interface Run {
  readonly id: number;
  readonly event: string;
  readonly sha: string;
  /** The branch. */
  readonly ref: string;
  /** The commit to check out, where that is not `sha`. */
  readonly pull?: { readonly number: number; readonly head: string; readonly fork?: boolean };
}

export interface Ended {
  readonly type: 'success' | 'failure' | 'skipped';
  /** All that its steps printed. */
  readonly log: string;
  /** The step that failed. */
  readonly step?: string;
}

export interface Runner {
  readonly github: GitHub;
  job(workflow: Workflow, name: string, run: Run): Ended;
}

/** A machine that runs jobs of one repository. `env` is what configure-aws-credentials would set. */
export function makeRunner(folder: string, remote: string, env: { readonly [name: string]: string }): Runner {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const executable = (name: string, text: string): void => {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  };
  executable('gh', gh);
  // The checkout of connect-sync is this one, which is installed and built already.
  executable('npm', '#!/bin/sh\n[ "$*" = "ci --no-audit --no-fund" ] && [ -f action.yml ]\n');
  const file = join(folder, 'github.json');
  const github: GitHub = { pulls: {}, artifacts: [], comments: {} };

  function job(workflow: Workflow, name: string, run: Run): Ended {
    const { steps, permissions, if: condition } = workflow.jobs[name] as Job;
    const temp = mkdtempSync(join(folder, 'job-'));
    const workspace = join(temp, 'workspace');
    let log = '';
    const event = {
      pull_request: run.pull && {
        ...{ number: run.pull.number },
        head: { sha: run.pull.head, repo: { full_name: run.pull.fork ? 'else/where' : 'acme/centre' } },
      },
    };
    const base: Values = {
      github: { event_name: run.event, ref: run.ref, repository: 'acme/centre', token: 'token', event },
      env: workflow.env,
      vars: {
        ...{ CONNECT_SYNC_REPOSITORY: 'acme/connect-sync', CONNECT_SYNC_REF: 'v1' },
        ...{ CONNECT_SYNC_PLAN_ROLE: 'arn:plan', CONNECT_SYNC_APPLY_ROLE: 'arn:apply' },
      },
    };
    if (!truthy(evaluate(condition, base))) return { type: 'skipped', log };
    const shared: { [name: string]: string } = {
      ...{ PATH: `${bin}:${process.env['PATH']}`, HOME: temp, FAKE_GITHUB: file, RUNNER_TEMP: temp, CI: 'true' },
      ...{ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: 'acme/centre' },
      ...{ GITHUB_SHA: run.sha, GITHUB_REF_NAME: run.ref, GITHUB_STEP_SUMMARY: join(temp, 'summary') },
      ...{ XDG_STATE_HOME: temp, XDG_CACHE_HOME: temp, AWS_EC2_METADATA_DISABLED: 'true', ...workflow.env },
    };

    /** Gives the step that failed. */
    function perform(list: readonly Step[], context: Values): { readonly failed?: string; readonly outputs: Values } {
      const outputs: { [id: string]: unknown } = {};
      for (const step of list) {
        const here: Values = { ...context, steps: outputs };
        if (step.if !== undefined && !truthy(evaluate(step.if, here))) continue;
        const label = step.name ?? step.uses ?? '';
        const given = each(step.with ?? {}, here);
        if (step.uses?.startsWith('./')) {
          const path = join(workspace, step.uses);
          const action = readYaml<Action>(join(path, 'action.yml'));
          const inputs = {
            ...each(
              mapValues(action.inputs, (input) => input.default),
              here,
            ),
            ...given,
          };
          const inner = { ...context, inputs, github: { ...(context['github'] as object), action_path: path } };
          const done = perform(action.runs.steps, inner);
          if (step.id) {
            const results = each(
              mapValues(action.outputs, ({ value }) => value),
              { ...inner, steps: done.outputs },
            );
            outputs[step.id] = { outputs: results };
          }
          if (done.failed !== undefined) return { failed: done.failed, outputs };
        } else if (step.uses !== undefined) {
          try {
            standIn(step.uses, given);
          } catch (error) {
            log += `${String(error)}\n`;
            return { failed: label, outputs };
          }
        } else {
          const written = join(temp, `output-${label.replace(/\W/g, '-')}`);
          writeFileSync(written, '');
          writeFileSync(file, JSON.stringify(github));
          const script = join(temp, 'script.sh');
          writeFileSync(script, step.run ?? '');
          const flags = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
          const { status, stdout, stderr } = spawnSync('bash', [...flags, script], {
            cwd: workspace,
            env: { ...shared, ...each(step.env ?? {}, here), GITHUB_OUTPUT: written },
            encoding: 'utf8',
          });
          log += stdout + stderr;
          Object.assign(github, JSON.parse(readFileSync(file, 'utf8')));
          const lines = readFileSync(written, 'utf8')
            .split('\n')
            .filter((line) => line.includes('='));
          const pairs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
          if (step.id) outputs[step.id] = { outputs: Object.fromEntries(pairs) };
          if (status !== 0) return { failed: label, outputs };
        }
      }
      return { outputs };
    }

    function standIn(uses: string, given: { readonly [name: string]: string }): void {
      const [action = ''] = uses.split('@');
      switch (action) {
        case 'actions/checkout': {
          if (given['persist-credentials'] !== 'false') throw new Error('The token stays in the checkout.');
          if (given['path'] === undefined) {
            git(temp, 'clone', '--quiet', remote, workspace);
            git(workspace, 'checkout', '--quiet', run.sha);
            return;
          }
          if (given['repository'] !== 'acme/connect-sync' || given['ref'] !== 'v1')
            throw new Error('No such repository.');
          const path = join(workspace, given['path']);
          mkdirSync(path);
          for (const name of ['action.yml', 'dist']) symlinkSync(join(root, name), join(path, name));
          return;
        }
        case 'actions/setup-node':
          return;
        case 'aws-actions/configure-aws-credentials':
          if (permissions['id-token'] !== 'write') throw new Error('Credentials could not be loaded: no id-token.');
          if (!given['role-to-assume'] || !given['aws-region']) throw new Error('There is no role.');
          Object.assign(shared, env);
          return;
        case 'actions/upload-artifact': {
          const { name = '', path = '' } = given;
          const place = join(folder, `artifact-${run.id}-${name}`);
          if (!existsSync(join(workspace, path))) throw new Error(`No files were found with the path ${path}.`);
          copyFileSync(join(workspace, path), place);
          const id = github.artifacts.length;
          github.artifacts.push({
            ...{ name, expired: false, created_at: new Date(id * 1000).toISOString() },
            workflow_run: {
              ...{ id: run.id, head_sha: run.pull?.head ?? run.sha },
              ...{ repository_id: 1, head_repository_id: run.pull?.fork ? 2 : 1 },
            },
          });
          return;
        }
        case 'actions/download-artifact': {
          if (permissions['actions'] !== 'read') throw new Error('Resource not accessible by integration.');
          const { name = '', 'run-id': id = '' } = given;
          copyFileSync(join(folder, `artifact-${id}-${name}`), join(workspace, 'connect-sync-plan.json'));
          return;
        }
        default:
          throw new Error(`There is no stand-in for ${uses}.`);
      }
    }

    const { failed } = perform(steps, base);
    return failed === undefined ? { type: 'success', log } : { type: 'failure', log, step: failed };
  }

  return { github, job };
}

export function git(cwd: string, ...words: readonly string[]): string {
  const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_CONFIG_GLOBAL: '/dev/null' };
  const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  const env = { PATH: process.env['PATH'], ...identity, ...committer };
  const { status, stdout, stderr } = spawnSync('git', words, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}

const mapValues = <T, R>(map: { readonly [name: string]: T }, to: (value: T) => R): { [name: string]: R } =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, to(value)]));

const each = (map: { readonly [name: string]: string }, context: Values): { [name: string]: string } =>
  mapValues(map, (text) =>
    String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => String(evaluate(expression, context))),
  );

const truthy = (value: unknown): boolean => value !== '' && value !== false;

/** Paths, texts, == and !=, && and ||; what is not there is empty text. */
function evaluate(expression: string, context: Values): unknown {
  const any = expression.split('||');
  if (any.length > 1) return any.map((part) => evaluate(part, context)).find(truthy) ?? false;
  const all = expression.split('&&');
  if (all.length > 1) return all.every((part) => truthy(evaluate(part, context)));
  const [, left = '', operator, right = ''] = /^(.*?)([!=]=)(.*)$/s.exec(expression) ?? [];
  if (operator) return (evaluate(left, context) === evaluate(right, context)) === (operator === '==');
  const word = expression.trim();
  const [, text] = /^'([^']*)'$/.exec(word) ?? [];
  if (text !== undefined) return text;
  if (!/^[a-z_][\w.-]*$/i.test(word)) throw new Error(`What is ${word}?`);
  const found = word.split('.').reduce<unknown>((at, step) => (at as Values | undefined)?.[step], context);
  return found ?? '';
}
