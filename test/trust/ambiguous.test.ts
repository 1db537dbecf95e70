/** Names that Connect has twice: only what refers to them cannot be planned. */
import { describe, expect, test } from 'vitest';
import type { Call, Send } from '../../src/connect/port.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

const person = (username: string, more: object = {}) => ({ username, firstName: 'First', lastName: 'Last', ...more });
const asking = (more: object): string => JSON.stringify({ version: 1, instance: { alias: 'any' }, ...more });
const levels = ['Region', 'Site'];
const removing = { removed: { hierarchyGroups: 'delete' }, configurationLimits: { delete: '100%' } };

/** Connect that gives one name for another in its answers to these calls. */
const calling =
  (calls: readonly Call[], name: string, instead: string) =>
  (send: Send): Send =>
  async (call, input, options) => {
    const output = await send(call, input, options);
    return calls.includes(call) ? (replaced(output, [name, instead]) as typeof output) : output;
  };

function replaced(value: unknown, [name, instead]: readonly [string, string]): unknown {
  if (value === name) return instead;
  if (Array.isArray(value)) return value.map((one) => replaced(one, [name, instead]));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, [name, instead])]));
}

/** Connect says that the groups Cork and Dublin, which are two, are both called EMEA/Dublin; jane is in one of them. */
function start(): Promise<TestInstance> {
  const hierarchy = { levels, groups: { EMEA: { Dublin: {}, Cork: {} }, APAC: {} } };
  const users = [person('jane', { hierarchyGroup: ['EMEA', 'Cork'] }), person('omar')];
  return startInstance({
    seed: { version: 1, instances: [{ hierarchy, users }] },
    below: calling(['SearchUserHierarchyGroups'], 'Cork', 'Dublin'),
  });
}

const errorsOf = (outcome: Outcome): readonly string[] =>
  outcome.type === 'invalid'
    ? outcome.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)
    : [];
const twice = expect.stringMatching(
  /^Amazon Connect has the hierarchy group "?EMEA\/Dublin"? 2 times \(ids .*, .*\), so /,
);

describe('T19: two groups of one path', () => {
  test('keep nothing from being made that does not refer to them', async () => {
    const instance = await start();
    const files = asking({ users: [person('omar', { lastName: 'Dorn', hierarchyGroup: 'APAC' }), person('jane')] });
    expect(await instance.apply(files)).toMatchObject({ type: 'applied', results: [{ outcome: 'complete' }] });
    expect(await instance.plan(files)).toMatchObject({ type: 'declined', plan: { changes: [] } });
  });

  test('are an error where a user refers to them, once and with its places', async () => {
    const instance = await start();
    const users = ['jane', 'omar'].map((username) => person(username, { hierarchyGroup: 'EMEA/Dublin' }));
    const errors = errorsOf(await instance.apply(asking({ users })));
    expect(errors).toEqual([twice]);
    expect(errors[0]).toContain('Used 2 times, also at connect-sync.yaml:');
    expect(instance.writes()).toEqual({});
  });

  test('neighbour: are an error where they are listed, and left alone where they are not and others are removed', async () => {
    const instance = await start();
    const listed = { levels, groups: { EMEA: { Dublin: {} }, APAC: {} } };
    expect(errorsOf(await instance.apply(asking({ hierarchy: listed })))).toEqual([twice]);
    const others = { levels, groups: { EMEA: {} } };
    const outcome = await instance.apply(asking({ hierarchy: others, policy: { ...removing, scope: 'instance' } }));
    expect(outcome).toMatchObject({
      type: 'applied',
      plan: { diagnostics: [{ code: 'ambiguous-name', severity: 'warning' }] },
      results: [{ address: { key: 'APAC' }, action: 'delete', outcome: 'complete' }],
    });
    expect(instance.writes()).toEqual({ DeleteUserHierarchyGroup: 1 });
  });

  test('neighbour: two security profiles of one name, where only who has another is changed', async () => {
    const instance = await startInstance({
      seed: { version: 1, instances: [{ users: [person('omar', { securityProfiles: ['Agent'] })] }] },
      below: calling(['ListSecurityProfiles'], 'CallCenterManager', 'QualityAnalyst'),
    });
    const files = (securityProfiles: readonly string[]) => asking({ users: [person('omar', { securityProfiles })] });
    expect(errorsOf(await instance.plan(files(['QualityAnalyst'])))).toHaveLength(1);
    expect(await instance.apply(files(['Admin']))).toMatchObject({ type: 'applied' });
  });

  test('neighbour: two users of one name are no list of users: nothing is planned', async () => {
    const instance = await startInstance({
      seed: { version: 1, instances: [{ users: [person('jane'), person('omar')] }] },
      below: calling(['ListUsers', 'SearchUsers', 'DescribeUser'], 'omar', 'jane'),
    });
    await expect(instance.apply(asking({ users: [person('zoe')] }))).rejects.toThrow('the same to it');
    expect(instance.writes()).toEqual({});
  });
});
