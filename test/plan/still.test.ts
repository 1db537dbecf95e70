/** Whether a change may still be made of a resource that was looked at again. */
import { describe, expect, test } from 'vitest';
import type { ScopeRules } from '../../src/plan/compare/ownership.ts';
import { makeObjection } from '../../src/plan/compare/still.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { addressOf, found, rules as made } from '../support/states.ts';

/** Rooms can be renamed here, pets cannot. */
const rules: Rules = new Map([...made, ['room', { ...(made.get('room') as KindRules), rename: () => undefined }]]);

const markedBy = (owner: string, more: Attributes = {}): Attributes => ({ tags: { [ownerTag]: owner }, ...more });
const ours = markedBy('us');
const theirs = markedBy('them');

const update = (address: string): Change => ({
  ...{ action: 'update', address: addressOf(address), before: {}, after: { room: 'den' } },
  attributes: [{ path: 'room', before: null, after: 'den' }],
});
const parking: Change = {
  ...update('pet/Rex'),
  leaving: { parkedOn: '2026-11-01', deleteOn: '2026-12-01' },
} as Change;
const remove = (address: string): Change => ({ action: 'delete', address: addressOf(address), before: {} });

type Some = Partial<Policy> & Pick<ScopeRules, 'owner'>;
const us: Some = { owner: 'us', removed: 'delete' };
const part: Some = { ...us, scope: { type: 'part', part: { room: 'den' } } };

/** What is said of a change where this is what Connect has now; nothing of it in place of a name and attributes. */
function objection(change: Change, now: readonly [address: string, attributes: Attributes] | undefined, some: Some) {
  const { owner, ...policy } = some;
  const objects = makeObjection(
    {
      ...(owner !== undefined && { owner }),
      ...{ managed: new Set(['pet', 'room']), policy: { ...defaultPolicy, ...policy } },
    },
    rules,
  );
  return objects(change, now && found(addressOf(now[0]), now[1]));
}

type Row = readonly [change: Change, now: readonly [string, Attributes] | undefined, policy: Some];

describe('a change is still to be made', () => {
  const rows: { readonly [sentence: string]: Row } = {
    'where nothing has happened': [update('pet/Rex'), ['pet/Rex', ours], us],
    'of something that has no mark yet': [update('pet/Rex'), ['pet/Rex', {}], us],
    'where only the case of the name is another': [update('pet/Rex'), ['pet/REX', ours], us],
    'of something that was renamed since, if its kind can be': [update('room/den'), ['room/study', ours], us],
    'of something marked by anybody, where this configuration has no mark': [
      update('pet/Rex'),
      ['pet/Rex', theirs],
      {},
    ],
    'of somebody outside the part that is managed': [update('pet/Rex'), ['pet/Rex', { room: 'attic' }], part],
    'of something that is no person, whatever is protected': [
      update('room/den'),
      ['room/den', ours],
      { ...us, protected: ['den'] },
    ],
    'that parks somebody who has our mark': [parking, ['pet/Rex', ours], us],
    'that deletes what has our mark': [remove('pet/Rex'), ['pet/Rex', ours], us],
    'that deletes what has no mark, where the whole instance is managed': [
      remove('pet/Rex'),
      ['pet/Rex', {}],
      { removed: 'delete', scope: { type: 'instance' } },
    ],
    'that deletes what is gone already': [remove('pet/Rex'), undefined, us],
  };
  test.each(Object.entries(rows))('%s', (_, [change, now, policy]) => {
    expect(objection(change, now, policy)).toBeUndefined();
  });
});

describe('a change is not made', () => {
  const rows: { readonly [sentence: string]: readonly [...Row, objection: string] } = {
    'of something that is gone': [update('pet/Rex'), undefined, us, 'it has been deleted since the plan was made'],
    'that parks somebody who is gone': [parking, undefined, us, 'it has been deleted since the plan was made'],
    'of what has the id of another by now': [
      update('pet/Rex'),
      ['pet/Kiki', ours],
      us,
      'its id belongs to "Kiki" by now',
    ],
    'that deletes something under another name, even if its kind can be renamed': [
      remove('room/den'),
      ['room/study', ours],
      us,
      'its id belongs to "study" by now',
    ],
    'of what somebody else manages by now': [
      update('pet/Rex'),
      ['pet/Rex', theirs],
      us,
      'it is managed by "them" by now',
    ],
    'of a person who is protected by now': [
      update('pet/Rex'),
      ['pet/Rex', ours],
      { ...us, protected: ['rex'] },
      'it is protected by now',
    ],
    'that deletes a person who is protected by now': [
      remove('pet/Rex'),
      ['pet/Rex', ours],
      { ...us, protected: ['r*'] },
      'it is protected by now',
    ],
    'that deletes what has lost our mark': [
      remove('pet/Rex'),
      ['pet/Rex', {}],
      us,
      'it does not have the mark of this configuration any more',
    ],
    'that parks somebody who has lost our mark': [
      parking,
      ['pet/Rex', {}],
      us,
      'it does not have the mark of this configuration any more',
    ],
    'that deletes what somebody has marked, where this configuration has no mark': [
      remove('pet/Rex'),
      ['pet/Rex', theirs],
      { removed: 'delete', scope: { type: 'instance' } },
      'it is managed by "them" by now',
    ],
    'that deletes somebody who has left the part that is managed': [
      remove('pet/Rex'),
      ['pet/Rex', markedBy('us', { room: 'attic' })],
      part,
      'it is not in the scope of the policy any more',
    ],
    'that deletes somebody without a mark who has left the part that is managed': [
      remove('pet/Rex'),
      ['pet/Rex', { room: 'attic' }],
      part,
      'it is not in the scope of the policy any more',
    ],
    'that deletes what has no mark, where only marks are managed and this configuration has none': [
      remove('pet/Rex'),
      ['pet/Rex', {}],
      { removed: 'delete' },
      'it is not in the scope of the policy any more',
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [change, now, policy, expected]) => {
    expect(objection(change, now, policy)).toBe(expected);
  });
});
