import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { recentChanges as recentIn, type Whose } from '../../src/keep/recent-changes.ts';
import { runsFolder } from '../../src/keep/run-ids.ts';
import { rules } from '../../src/kinds/registry.ts';
import type { Action } from '../../src/plan/model/change.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { PlannedChange, SafetyCheck } from '../../src/plan/model/plan.ts';
import { folder } from '../support/binary.ts';
import { create, remove, update } from '../support/plans.ts';
import { instanceId, noon, recording } from '../support/recording.ts';
import { failure } from '../support/results.ts';

const recentUsers = (whose: Whose, since: number) => recentIn(whose, since, rules);

/** How many of each action. */
function recentChanges(
  stateFolder: string,
  place: string,
  since: number,
  whose: { owner?: string; file?: string } = { owner: 'emea' },
) {
  const recent = recentUsers({ stateFolder, place, region: 'us-west-2', ...whose }, since);
  return recent && { create: recent.create.size, update: recent.update.size, delete: recent.delete.size };
}

const hour = 3600_000;
const planned: { readonly [action in Action]: (key: string) => PlannedChange } = {
  create: (key) => create(key, { firstName: 'A' }),
  update: (key) => update(key, [['lastName', 'A', 'B']]),
  delete: (key) => remove(key, { firstName: 'A' }),
};

type Became = 'done' | 'failed' | 'uncertain' | 'skipped' | 'unanswered';

/** One run: each change has one call, which became what is said. */
async function run(
  state: string,
  at: number,
  changes: readonly (readonly [PlannedChange, Became])[],
  safety: readonly SafetyCheck[] = [],
): Promise<void> {
  const { recorder, begin } = recording(
    state,
    changes.map(([change]) => change),
    at,
    safety,
  );
  await begin();
  for (const [{ address, calls }, became] of changes) {
    const [call = ''] = calls;
    await recorder.attempt({ address, call, number: 1 });
    if (became === 'unanswered') continue;
    const outcome = became === 'uncertain' ? 'failed' : became;
    const why = outcome === 'failed' ? { failure: failure({ uncertain: became === 'uncertain' }) } : {};
    recorder.on({ type: 'callEnded', address, call, outcome, ...why });
  }
  recorder.end(0);
}

test('what was done counts, and what may have been', async () => {
  const state = folder({});
  await run(state, noon, [
    [planned.create('a'), 'done'],
    [planned.create('b'), 'unanswered'],
    [planned.create('c'), 'uncertain'],
    [planned.create('d'), 'failed'],
    [planned.update('e'), 'done'],
    [planned.update('f'), 'skipped'],
    [planned.delete('g'), 'done'],
    [planned.delete('h'), 'unanswered'],
  ]);
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 3, update: 1, delete: 2 });
});

test('a user counts once for each action, in whatever case and however many runs', async () => {
  const state = folder({});
  for (let nth = 0; nth < 3; nth++) {
    await run(state, noon + nth * 1000, [[planned.update(nth === 1 ? 'JANE' : 'jane'), 'done']]);
  }
  await run(state, noon + 5000, [[planned.delete('jane'), 'done']]);
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 0, update: 1, delete: 1 });
});

test('users are named as in a state', async () => {
  const state = folder({});
  await run(state, noon, [[planned.update('JANE'), 'done']]);
  expect(
    recentUsers({ stateFolder: state, place: instanceId, region: 'us-west-2', owner: 'emea' }, noon - hour)?.update,
  ).toEqual(new Set(['user/jane']));
});

test('what was acknowledged does not count, of that action and that run alone', async () => {
  const state = folder({});
  const changes = [planned.update('a'), planned.delete('b')] as const;
  await run(
    state,
    noon,
    changes.map((change) => [change, 'done']),
    [
      { rule: 'limits.delete', limit: '5%', value: 1, result: 'pass', accepted: true },
      { rule: 'limits.update', limit: '30%', value: 1, result: 'pass' },
    ],
  );
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 0, update: 1, delete: 0 });
  await run(state, noon + 1000, [[planned.delete('c'), 'done']]);
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 0, update: 1, delete: 1 });
});

test('what was done before does not count, also of a run that went on after', async () => {
  const state = folder({});
  await run(state, noon - 2 * hour, [[planned.delete('old'), 'done']]);
  const long = recording(state, [planned.delete('a'), planned.delete('b')], noon - hour - 1);
  await long.begin();
  for (const key of ['a', 'b']) {
    const address = { kind: 'user', key };
    await long.recorder.attempt({ address, call: 'DeleteUser', number: 1 });
    long.recorder.on({ type: 'callEnded', address, call: 'DeleteUser', outcome: 'done' });
    await long.clock.advance(hour);
  }
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 0, update: 0, delete: 1 });
});

test('adoption does not count, and other kinds do under their own names', async () => {
  const state = folder({});
  const adopt = update('jane', [['tags', {}, {}]], {
    attributes: [{ path: `tags.${ownerTag}`, before: null, after: 'emea' }],
  });
  const group: PlannedChange = { ...planned.create('EMEA'), address: { kind: 'hierarchyGroup', key: 'EMEA' } };
  await run(state, noon, [
    [adopt, 'done'],
    [group, 'done'],
  ]);
  expect(recentChanges(state, instanceId, noon - hour)).toEqual({ create: 1, update: 0, delete: 0 });
});

test('where no run was recorded, nothing is known', async () => {
  const state = folder({});
  expect(recentChanges(state, instanceId, noon)).toBeUndefined();
  expect(recentChanges('/nowhere', instanceId, noon)).toBeUndefined();
  await run(state, noon, [[planned.create('a'), 'done']]);
  expect(recentChanges(state, 'another', noon)).toBeUndefined();
  expect(recentChanges(state, instanceId, noon + hour)).toEqual({ create: 0, update: 0, delete: 0 });
});

test('where records cannot be read, nothing is known', async () => {
  const state = folder({});
  mkdirSync(dirname(runsFolder(state, instanceId)), { recursive: true });
  writeFileSync(runsFolder(state, instanceId), 'a file in the place of a folder');
  expect(recentChanges(state, instanceId, noon)).toBeUndefined();
});

test('A18: runs of another owner do not count, nor runs of another file where there is no owner', async () => {
  const state = folder({});
  for (const [index, whose] of [
    { owner: 'emea' },
    { owner: 'apac' },
    { file: '/a.yaml' },
    { file: '/b.yaml' },
    {},
  ].entries()) {
    const { recorder, begin } = recording(state, [planned.delete(`u${index}`)], noon + index * 1000, [], whose);
    await begin();
    await recorder.attempt({ address: { kind: 'user', key: `u${index}` }, call: 'DeleteUser', number: 1 });
    recorder.end(0);
  }
  const deleted = (whose: { owner?: string; file?: string }) =>
    [
      ...(recentUsers({ stateFolder: state, place: instanceId, region: 'us-west-2', ...whose }, noon - hour)?.delete ??
        []),
    ].sort();
  expect(deleted({ owner: 'emea', file: '/b.yaml' })).toEqual(['user/u0']);
  expect(deleted({ owner: 'apac' })).toEqual(['user/u1']);
  // A record without its file is of an earlier version.
  expect(deleted({ file: '/a.yaml' })).toEqual(['user/u2', 'user/u4']);
  expect(deleted({ file: '/new.yaml' })).toEqual(['user/u4']);
});
