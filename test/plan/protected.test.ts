/** People who are protected: never changed or deleted, and said to be where they would have been. */
import { expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { marked } from '../../src/plan/compare/ownership.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { format } from '../../src/plan/model/address.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
const ours: Attributes = { tags: { [ownerTag]: 'us' } };
const source = { file: 'x.yaml', line: 3, column: 5 };

function scoped(asked: Table, there: Table, policy: Partial<Policy>) {
  const found = scope(
    { desired: marked(desiredState(asked), 'us', rules), live: liveState(there) },
    { owner: 'us', managed: new Set(['pet', 'room']), policy: { ...defaultPolicy, ...policy } },
    rules,
  );
  const changes = diff(found.desired, found.live, rules);
  return { ...found, changes: changes.map(({ action, address }) => `${action} ${format(address)}`) };
}

test('somebody protected who is different is not unchanged, and what would change is named at its line', () => {
  const { heldBack, diagnostics, changes } = scoped(
    { 'pet/Rex': { room: 'den', tags: { a: '1' } } },
    { 'pet/Rex': ours },
    { protected: ['svc-*', 'R*'] },
  );
  expect(changes).toEqual([]);
  expect(heldBack).toEqual([{ kind: 'pet', key: 'Rex' }]);
  expect(diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'protected',
      message:
        'pet/Rex is protected ("R*" in policy.protected), so it stays as it is, although room, tags.a would change.',
      source: { file: 'x.yaml', line: 1, column: 1 },
      address: 'pet/Rex',
    },
  ]);
});

test('somebody protected who is as asked, but for our mark, is left alone without a word', () => {
  const { heldBack, diagnostics, changes } = scoped(
    { 'pet/Rex': { room: 'den' } },
    { 'pet/Rex': { room: 'den' } },
    { protected: ['*'] },
  );
  expect([heldBack, diagnostics, changes]).toEqual([[], [], []]);
});

test('what is no person is not protected', () => {
  const { diagnostics, changes } = scoped(
    { 'room/den': { size: 2 } },
    { 'room/den': ours, 'room/attic': ours },
    { protected: ['*'], removed: 'delete' },
  );
  expect(diagnostics).toEqual([]);
  expect(changes).toEqual(['delete room/attic', 'update room/den']);
});

const locate = (path: readonly string[]) => (path.join('.') === 'protected' ? source : undefined);

test('somebody protected who is no longer listed is kept, and one warning says so where the policy does', () => {
  const policy: Partial<Policy> = { protected: ['admin*'], removed: 'delete', locate };
  const { diagnostics, changes, noLongerListed } = scoped({}, { 'pet/Admin.Rex': ours, 'pet/Kiki': ours }, policy);
  expect(changes).toEqual(['delete pet/Kiki']);
  expect(noLongerListed).toEqual([{ kind: 'pet', key: 'Admin.Rex' }]);
  expect(diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'protected',
      message: 'pet/Admin.Rex is no longer listed and would be deleted, but policy.protected keeps it.',
      source,
    },
  ]);
});

test('several are counted', () => {
  const policy: Partial<Policy> = { protected: ['admin*'], removed: 'delete' };
  expect(scoped({}, { 'pet/admin.1': ours, 'pet/admin.2': ours }, policy).diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'protected',
      message: '2 protected users are no longer listed and would be deleted, but policy.protected keeps them.',
    },
  ]);
});
