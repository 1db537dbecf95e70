/** Plans and changes of users, small enough to read. */

import { isMap, type Json } from '../../src/base/json.ts';
import type { Plan, PlannedChange } from '../../src/plan/model/plan.ts';
import type { Attributes } from '../../src/plan/model/state.ts';

type PlannedCreate = Extract<PlannedChange, { action: 'create' }>;
type PlannedUpdate = Extract<PlannedChange, { action: 'update' }>;
type PlannedDelete = Extract<PlannedChange, { action: 'delete' }>;

export const create = (
  key: string,
  after: PlannedCreate['after'],
  more: Partial<PlannedCreate> = {},
): PlannedCreate => ({
  ...{ action: 'create', address: { kind: 'user', key }, after, calls: ['CreateUser'], risk: 'normal' },
  ...more,
});

/** `differences` are path, before and after of each leaf; paths have no dots within their names. */
export function update(
  key: string,
  differences: readonly (readonly [path: string, before: Json, after: Json])[],
  more: Partial<PlannedUpdate> = {},
): PlannedUpdate {
  const attributes = differences.map(([path, before, after]) => ({ path, before, after }));
  const side = (value: 'before' | 'after') =>
    attributes.reduce<Attributes>((sum, one) => deepMerge(sum, one.path.split('.'), one[value]), {});
  return {
    ...{ action: 'update', address: { kind: 'user', key }, before: side('before'), after: side('after'), attributes },
    ...{ calls: ['UpdateUserIdentityInfo'], risk: 'normal' },
    ...more,
  };
}

function deepMerge(map: Attributes, [name = '', ...rest]: readonly string[], value: Json): Attributes {
  const inner = map[name];
  return { ...map, [name]: rest.length === 0 ? value : deepMerge(isMap(inner) ? inner : {}, rest, value) };
}

export const remove = (key: string, before: PlannedDelete['before']): PlannedDelete => ({
  ...{ action: 'delete', address: { kind: 'user', key }, before, calls: ['DeleteUser'], risk: 'irreversible' },
});

/** One of each. */
export const changes = {
  create: create('omar', { firstName: 'Omar', lastName: 'Haddad', securityProfiles: ['Agent'] }),
  update: update('jane', [['lastName', 'Doe', 'Dorn']]),
  remove: remove('zoe', { firstName: 'Zoe' }),
};

export const plan = (some: Partial<Plan> = {}): Plan => {
  const { changes = [], noLongerListed = [] } = some;
  const tally = (action: string): number => changes.filter((change) => change.action === action).length;
  const calls = Object.fromEntries(
    changes.flatMap((change) => change.calls).map((call, _, all) => [call, all.filter((one) => one === call).length]),
  );
  const most = Math.max(0, ...Object.values(calls));
  return {
    target: { region: 'us-west-2', instanceId: '10a4c4eb', identityManagement: 'SAML' },
    summary: {
      ...{ create: tally('create'), update: tally('update'), delete: tally('delete'), adopt: 0 },
      ...{ unchanged: 0, unmanaged: 0, noLongerListed: noLongerListed.length },
    },
    cost: {
      ...{ calls, seconds: most / 2, readCalls: { ListUsers: 1 } },
      bottleneck: Object.keys(calls).find((call) => calls[call] === most) ?? null,
    },
    ...{ safety: [], changes, noLongerListed, diagnostics: [] },
    ...{ coverage: [], parked: [], samePerson: [], upcoming: [] },
    ...some,
  };
};
