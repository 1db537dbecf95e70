import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { marked } from '../../src/plan/compare/ownership.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { isWanted, nextTurn, wantedAt } from '../../src/plan/days/period.ts';
import { onTheWay, upcoming } from '../../src/plan/days/upcoming.ts';
import { format } from '../../src/plan/model/address.ts';
import { ownerTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import { isParking, type Parking } from '../../src/plan/model/parking.ts';
import type { Period } from '../../src/plan/model/person.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes, DesiredState } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };

const day = 86_400_000;
const at = (text: string): number => Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`);
const ours = (tags: Attributes = {}): Attributes => ({ tags: { [ownerTag]: 'us', ...tags } });
const parkedSince = (since: string): Attributes => ({ room: 'kennel', ...ours({ [parkedTag]: since }) });

const parking: Parking = {
  attributes: { room: 'kennel' },
  origins: { type: 'entry', path: ['parked'], source: { at: () => ({ file: 'a.yaml', line: 1, column: 1 }) } },
  parkFor: 30 * day,
  zone: 'Europe/Dublin',
};

function planned(asked: DesiredState, there: Table, { now, ...policy }: Partial<Policy> & { readonly now: number }) {
  const rulesOfScope = {
    at: now,
    owner: 'us',
    managed: new Set(['pet']),
    policy: { ...defaultPolicy, removed: 'park', parking, ...policy },
  } as const;
  const live = liveState(there);
  const desired = marked(wantedAt(asked, now), 'us', rules);
  const scoped = scope({ desired, live }, rulesOfScope, rules);
  const changes = diff(scoped.desired, scoped.live, rules).map((change) =>
    onTheWay(change, { listed: asked, live, parked: scoped.parked, rules }),
  );
  const coming = upcoming({ listed: asked, live, parked: scoped.parked }, rulesOfScope, rules);
  return {
    ...scoped,
    changes,
    coming: coming.map(({ action, address, at }) => `${action} ${format(address)} ${new Date(at).toISOString()}`),
  };
}

const withPeriods = (table: Table, periods: { readonly [address: string]: Period }): DesiredState =>
  new Map(
    [...desiredState(table)].map(([key, wanted]) => {
      const period = periods[format(wanted.address)];
      return [key, period ? { ...wanted, period } : wanted];
    }),
  );

describe('a period', () => {
  test.each<[Period, now: number, wanted: boolean]>([
    [{}, 5, true],
    [{ from: 5 }, 4, false],
    [{ from: 5 }, 5, true],
    [{ until: 5 }, 4, true],
    [{ until: 5 }, 5, false],
    [{ from: 2, until: 5 }, 3, true],
  ])('%j at %d: %s', (period, now, wanted) => {
    expect(isWanted(period, now)).toBe(wanted);
  });

  test('the next moment at which something else is wanted', () => {
    const desired = withPeriods(
      { 'pet/A': {}, 'pet/B': {}, 'pet/C': {} },
      { 'pet/A': { from: 10, until: 30 }, 'pet/B': { until: 20 } },
    );
    expect([0, 10, 20, 30].map((after) => nextTurn(desired, after))).toEqual([10, 20, 30, undefined]);
  });
});

describe('somebody who is no longer wanted', () => {
  const now = at('2026-11-28T12:00:00Z');

  test('first loses access, and keeps the account', () => {
    const { changes, parked, noLongerListed } = planned(new Map(), { 'pet/Rex': { room: 'den', ...ours() } }, { now });
    expect(changes).toEqual([
      {
        action: 'update',
        address: { kind: 'pet', key: 'Rex' },
        before: { room: 'den', tags: {} },
        after: { room: 'kennel', tags: { [parkedTag]: '2026-11-28' } },
        attributes: [
          { path: 'room', before: 'den', after: 'kennel' },
          { path: `tags.${parkedTag}`, before: null, after: '2026-11-28' },
        ],
        leaving: { parkedOn: '2026-11-28', deleteOn: '2026-12-28' },
      },
    ]);
    expect(changes.map(isParking)).toEqual([true]);
    expect(noLongerListed).toEqual([]);
    expect([...parked.keys()]).toEqual(['pet/rex']);
  });

  test('is parked on the day that the time zone shows', () => {
    const late = at('2026-07-31T23:30:00Z');
    const { changes } = planned(new Map(), { 'pet/Rex': ours() }, { now: late });
    expect(changes).toMatchObject([{ leaving: { parkedOn: '2026-08-01', deleteOn: '2026-08-31' } }]);
  });

  test('stays parked, and is put back where somebody changes that', () => {
    expect(planned(new Map(), { 'pet/Rex': parkedSince('2026-11-01') }, { now }).changes).toEqual([]);
    const { changes } = planned(new Map(), { 'pet/Rex': { ...parkedSince('2026-11-01'), room: 'den' } }, { now });
    expect(changes).toMatchObject([
      { action: 'update', after: { room: 'kennel' }, leaving: { deleteOn: '2026-12-01' } },
    ]);
    expect(changes.map(isParking)).toEqual([false]);
  });

  test('is deleted from the first second of the last day on', () => {
    const there = { 'pet/Rex': parkedSince('2026-10-29') };
    const before = planned(new Map(), there, { now: at('2026-11-27T23:59:59Z') });
    expect(before.changes).toEqual([]);
    expect(before.coming).toEqual(['delete pet/Rex 2026-11-28T00:00:00.000Z']);
    expect(planned(new Map(), there, { now: at('2026-11-28') }).changes).toMatchObject([
      { action: 'delete', due: true },
    ]);
  });

  test('is nobody else’s business, and not where the policy keeps or protects', () => {
    const theirs = { 'pet/Rex': { tags: { [ownerTag]: 'them', [parkedTag]: '2026-01-01' } } };
    expect(planned(new Map(), theirs, { now }).changes).toEqual([]);
    expect(planned(new Map(), { 'pet/Rex': ours() }, { now, removed: 'keep' }).noLongerListed).toHaveLength(1);
    const guarded = planned(new Map(), { 'pet/Rex': ours() }, { now, protected: ['rex'] });
    expect([guarded.changes, guarded.diagnostics.map(({ code }) => code)]).toEqual([[], ['protected']]);
  });

  test('stays in reach where parking moves them out of the part that is managed', () => {
    const policy = { now, scope: { type: 'part', part: { room: 'den' } } } as const;
    expect(planned(new Map(), { 'pet/Rex': { room: 'den', ...ours() } }, policy).changes).toHaveLength(1);
    expect(planned(new Map(), { 'pet/Rex': parkedSince('2026-10-01') }, policy).changes).toMatchObject([
      { action: 'delete' },
    ]);
  });
});

describe('somebody who comes back', () => {
  const now = at('2026-11-28');
  const there = { 'pet/Rex': parkedSince('2026-11-20') };

  test('is restored and loses the tag', () => {
    const { changes, diagnostics, parked } = planned(desiredState({ 'pet/Rex': { room: 'den' } }), there, { now });
    expect(diagnostics).toEqual([]);
    expect(changes).toMatchObject([
      {
        action: 'update',
        attributes: [
          { path: 'room', after: 'den' },
          { path: `tags.${parkedTag}`, before: '2026-11-20', after: null },
        ],
      },
    ]);
    expect(changes[0]).not.toHaveProperty('leaving');
    expect(parked.size).toBe(0);
  });

  test('loses the tag, too, where nobody is parked any more', () => {
    const scopeRules = { at: now, owner: 'us', managed: new Set(['pet']), policy: defaultPolicy };
    const [desired, live] = [marked(desiredState({ 'pet/Rex': {} }), 'us', rules), liveState(there)];
    const scoped = scope({ desired, live }, scopeRules, rules);
    expect(scoped.diagnostics).toEqual([]);
    expect(diff(scoped.desired, scoped.live, rules)).toMatchObject([
      { attributes: [{ path: `tags.${parkedTag}`, before: '2026-11-20', after: null }] },
    ]);
  });

  test('must be given all that parking took', () => {
    const both = { ...parking, attributes: { room: 'kennel', tags: { site: 'none' } } };
    const asked = desiredState({ 'pet/Rex': {} });
    expect(planned(asked, there, { now, parking: both }).diagnostics.map(({ message }) => message)).toEqual([
      'pet/Rex was parked on 2026-11-20 and comes back, and what room and tags.site was before is not known; say it for this user.',
    ]);
  });

  test('must be given what parking took, since what it was is not known', () => {
    expect(planned(desiredState({ 'pet/Rex': {} }), there, { now }).diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'restore-incomplete',
        message:
          'pet/Rex was parked on 2026-11-20 and comes back, and what room was before is not known; say it for this user.',
      },
    ]);
  });
});

describe('what the next seven days bring', () => {
  const now = at('2026-11-28');
  const asked = withPeriods(
    {
      'pet/Ann': { room: 'den' },
      'pet/Bob': { room: 'den' },
      'pet/Cid': { room: 'den' },
      'pet/Dan': { room: 'den' },
      'pet/Eve': { room: 'den' },
    },
    {
      'pet/Ann': { from: at('2026-12-01') },
      'pet/Bob': { until: at('2026-12-02') },
      'pet/Cid': { from: at('2026-12-03') },
      'pet/Dan': { until: at('2026-12-20') },
      'pet/Eve': { until: at('2026-12-01') },
    },
  );
  const there = { 'pet/Bob': ours(), 'pet/Cid': parkedSince('2026-11-20'), 'pet/Dan': ours() };

  test('in order of time; who is not there yet is not taken away', () => {
    expect(planned(asked, there, { now }).coming).toEqual([
      'create pet/Ann 2026-12-01T00:00:00.000Z',
      'park pet/Bob 2026-12-02T00:00:00.000Z',
      'restore pet/Cid 2026-12-03T00:00:00.000Z',
    ]);
    expect(planned(asked, there, { now, removed: 'delete' }).coming).toContain(
      'delete pet/Bob 2026-12-02T00:00:00.000Z',
    );
    expect(planned(asked, there, { now, removed: 'keep' }).coming).not.toContain(
      'delete pet/Bob 2026-12-02T00:00:00.000Z',
    );
  });

  test('what a date brings is marked so, and what a file leaves out is not', () => {
    const dueOf = (listed: DesiredState) =>
      planned(listed, { 'pet/Bob': ours() }, { now: at('2026-12-02'), removed: 'delete' }).changes;
    expect(dueOf(asked).find(({ action }) => action === 'delete')).toMatchObject({ due: true });
    expect(dueOf(new Map()).map((change) => 'due' in change)).toEqual([false]);
  });
});
