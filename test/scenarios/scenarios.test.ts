import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { calls } from '../../src/connect/calls.ts';
import type { IdentityManagement } from '../../src/emulator/index.ts';
import { managedKinds } from '../../src/kinds/registry.ts';
import type { Acceptances } from '../../src/plan/safety/finding.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

/** A list of states, each asked for after the one before it. */
interface Scenario {
  readonly identityManagement: IdentityManagement;
  readonly env?: { readonly [name: string]: string };
  readonly seed?: object;
  readonly steps: readonly Step[];
}

interface Step {
  readonly name: string;
  readonly owner?: string;
  readonly policy?: object;
  readonly accepted?: Acceptances;
  /** Sections of the configuration: users, hierarchy, … */
  readonly [section: string]: unknown;
  /** Calls that change something. */
  readonly writes: { readonly [call: string]: number };
  readonly summary?: object;
  /** What DescribeUser must say afterwards, in part. */
  readonly live?: { readonly [username: string]: object };
  /** What ListUserProficiencies must say afterwards, level by attribute and value. */
  readonly proficient?: { readonly [username: string]: { readonly [attribute: string]: object } };
}

const folder = new URL('.//', import.meta.url);
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, scenario: load(readFileSync(new URL(file, folder), 'utf8')) as Scenario }));

const sections = ['owner', 'policy', 'renamed', ...managedKinds.map(({ section: { key, path } }) => path?.[0] ?? key)];

const configurationOf = (step: Step): string => {
  const said = sections.filter((key) => step[key] !== undefined).map((key) => [key, step[key]]);
  return JSON.stringify({ version: 1, instance: { alias: 'any' }, ...Object.fromEntries(said) });
};

const start = ({ identityManagement, env = {}, seed }: Scenario): Promise<TestInstance> =>
  startInstance({ identityManagement, env, seed: { version: 1, instances: [{ identityManagement, ...seed }] } });

describe.each(scenarios)('$file', ({ scenario }) => {
  test('every step takes the calls it should and leaves nothing to do', async () => {
    const instance = await start(scenario);
    for (const step of scenario.steps) {
      const files = configurationOf(step);
      instance.writes();
      const outcome = await instance.apply(files, step);
      expect(outcome, step.name).toMatchObject({ type: 'applied' });
      expect(instance.writes(), step.name).toEqual(step.writes);
      if (outcome.type === 'applied') expect(outcome.plan.summary, step.name).toMatchObject(step.summary ?? {});
      await expectNothingToDo(instance, step);
      for (const [username, expected] of Object.entries(step.live ?? {})) {
        expect(await describeUser(instance, username), step.name).toMatchObject(expected);
      }
      for (const [username, expected] of Object.entries(step.proficient ?? {})) {
        expect(await proficienciesOf(instance, username), step.name).toEqual(expected);
      }
    }
  });

  // The n-th call of a kind fails, or is made and its answer lost: in the end the state is the same.
  test.each([
    ['fails with an InternalServiceException', { error: 'InternalServiceException' }],
    ['is throttled', { error: 'ThrottlingException' }],
    ['is made and its answer lost', { loseAnswer: true }],
  ])('every other call of each API %s, and all the same', async (_, fault) => {
    const instance = await start(scenario);
    for (const step of scenario.steps) {
      for (const operation of Object.keys(calls)) {
        for (let nth = 1; nth < 100; nth += 2) instance.emulator.faults.add({ operation, nth, ...fault });
      }
      const outcome = await instance.apply(configurationOf(step), step);
      instance.emulator.faults.clear();
      expect(outcome, step.name).toMatchObject({ type: 'applied' });
      if (outcome.type === 'applied') {
        expect(
          outcome.results.filter((result) => result.outcome !== 'complete'),
          step.name,
        ).toEqual([]);
      }
      await expectNothingToDo(instance, step);
    }
  });
});

async function expectNothingToDo(instance: TestInstance, step: Step): Promise<void> {
  const again = await instance.plan(configurationOf(step));
  expect(again.type === 'declined' && again.plan.changes, `${step.name}: the next plan is empty`).toEqual([]);
}

async function describeUser({ send }: TestInstance, username: string): Promise<object | undefined> {
  return (await send('DescribeUser', { UserId: await idOf(send, username) })).User;
}

async function proficienciesOf({ send }: TestInstance, username: string): Promise<object> {
  const { UserProficiencyList = [] } = await send('ListUserProficiencies', { UserId: await idOf(send, username) });
  const found: { [attribute: string]: { [value: string]: number | undefined } } = {};
  for (const { AttributeName = '', AttributeValue = '', Level } of UserProficiencyList) {
    found[AttributeName] = { ...found[AttributeName], [AttributeValue]: Level };
  }
  return found;
}

async function idOf(send: TestInstance['send'], username: string): Promise<string | undefined> {
  const { UserSummaryList = [] } = await send('ListUsers', {});
  return UserSummaryList.find((user) => user.Username === username)?.Id;
}
