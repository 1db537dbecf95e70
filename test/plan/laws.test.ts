/** What holds for planning whatever the states are. A seed that fails here becomes a row of a table next door. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, isMap, type Json } from '../../src/base/json.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { marked } from '../../src/plan/compare/ownership.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { format } from '../../src/plan/model/address.ts';
import { withoutNulls } from '../../src/plan/model/merge.ts';
import { digest } from '../../src/plan/model/plan-file.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { order } from '../../src/plan/timing/order.ts';
import { applied, deepFreeze, desiredState, liveState, managedPart, rules } from '../support/states.ts';

/** Among them all that has ever been harmful as the key of an object. */
const name = fc.constantFrom('a', 'b', 'tags', 'tricks', '__proto__', 'constructor', 'toString', 'a.b', '', '10', '9');
const scalar = fc.oneof(fc.boolean(), fc.integer({ min: -2, max: 2 }), fc.constantFrom('', 'x', 'y', '1'));
const list = fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 3 });

const mapOf = (value: fc.Arbitrary<Json>, depth: number): fc.Arbitrary<Attributes> =>
  fc
    .uniqueArray(fc.tuple(name, depth === 0 ? value : fc.oneof(value, mapOf(value, depth - 1))), {
      maxLength: 4,
      selector: ([key]) => key,
    })
    .map((pairs): Attributes => Object.fromEntries(pairs));

/** What may be asked for: `null` clears. What may be there: nothing is `null`. */
const askedAttributes = mapOf(fc.oneof(scalar, list, fc.constant(null)), 2);
const liveAttributes = mapOf(fc.oneof(scalar, list), 2);

const keys = ['Rex', 'Kiki', '__proto__', 'a/b', ''];
const addresses = ['pet', 'room'].flatMap((kind) => keys.map((key) => `${kind}/${key}`));
const table = (attributes: fc.Arbitrary<Attributes>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...addresses), attributes), {
      maxLength: 6,
      selector: ([address]) => address,
    })
    .map((pairs) => Object.fromEntries(pairs));
const desired = table(askedAttributes).map((one) => desiredState(one));
const live = table(liveAttributes).map((one) => liveState(one));
const states = fc.tuple(desired, live);

/** As text, so that even a key `__proto__` is seen. Sets are sorted, so that equal sets are equal text. */
const text = (attributes: Json): string => canonicalJson(sorted(attributes));
function sorted(attributes: Json): Json {
  if (!isMap(attributes)) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      key === 'tricks' ? asSet(value) : isMap(value) ? sorted(value) : value,
    ]),
  );
}
const asSet = (value: Json): Json =>
  Array.isArray(value)
    ? [...new Set(value.map((one) => JSON.stringify(one)))].sort()
    : isMap(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asSet(one)]))
      : value;

describe('diff', () => {
  test('what is made of the changes is what was asked for', () => {
    fc.assert(
      fc.property(states, ([asked, there]) => {
        const after = applied(diff(asked, there, rules), there);
        expect([...after.keys()].sort()).toEqual([...asked.keys()].sort());
        for (const [key, { address, attributes }] of asked) {
          const compare = address.kind === 'pet' ? text : canonicalJson;
          const now = managedPart(attributes, after.get(key)?.attributes);
          expect(compare(now)).toBe(compare(managedPart(attributes, withoutNulls(attributes))));
        }
      }),
    );
  });

  test('once they are made there is nothing left to do', () => {
    fc.assert(
      fc.property(states, ([asked, there]) => {
        expect(diff(asked, applied(diff(asked, there, rules), there), rules)).toEqual([]);
      }),
    );
  });

  test('nothing is to be done where everything is as it is asked for', () => {
    fc.assert(
      fc.property(table(liveAttributes), (one) => {
        expect(diff(desiredState(one), liveState(one), rules)).toEqual([]);
      }),
    );
  });

  test('every resource of either side is created, deleted, updated or as it should be, and once only', () => {
    fc.assert(
      fc.property(states, ([asked, there]) => {
        const actions = new Map(
          diff(asked, there, rules).map((change) => [keyOf(rules, change.address), change.action]),
        );
        expect(actions.size).toBe(diff(asked, there, rules).length);
        for (const key of new Set([...asked.keys(), ...there.keys()])) {
          const action = actions.get(key);
          if (!there.has(key)) expect(action).toBe('create');
          else if (!asked.has(key)) expect(action).toBe('delete');
          else expect([undefined, 'update']).toContain(action);
        }
      }),
    );
  });

  test('an update says of every leaf of it what was and what shall be', () => {
    fc.assert(
      fc.property(states, ([asked, there]) => {
        for (const change of diff(asked, there, rules)) {
          if (change.action !== 'update') continue;
          expect(change.attributes.length).toBe(leaves(change.after));
          for (const { before, after } of change.attributes) expect(before).not.toStrictEqual(after);
        }
      }),
    );
  });

  test('equal states give equal text, in whatever order they were read', () => {
    fc.assert(
      fc.property(states, ([asked, there]) => {
        const turned = <T>(state: ReadonlyMap<string, T>) => new Map([...state].reverse());
        const again = diff(turned(asked), turned(there), rules);
        expect(JSON.stringify(again)).toBe(JSON.stringify(diff(asked, there, rules)));
      }),
    );
  });
});

const leaves = (value: Json): number =>
  isMap(value) ? Object.values(value).reduce<number>((sum, one) => sum + leaves(one), 0) : 1;

test('nothing that is given is changed', () => {
  fc.assert(
    fc.property(states, ([asked, there]) => {
      deepFreeze(asked);
      deepFreeze(there);
      const policy = { ...defaultPolicy, protected: ['R*'], scope: { type: 'instance' as const } };
      scope(
        { desired: marked(asked, 'me', rules), live: there },
        { owner: 'me', managed: new Set(['pet']), policy },
        rules,
      );
      const changes = deepFreeze(diff(asked, there, rules));
      order(changes, there, rules);
      applied(changes, there);
      canonicalJson(changes as unknown as Json);
    }),
  );
});

describe('a digest and canonical JSON', () => {
  test('do not depend on the order of keys', () => {
    fc.assert(
      fc.property(askedAttributes, (attributes) => {
        const other = turnedAround(attributes);
        expect(canonicalJson(other)).toBe(canonicalJson(attributes));
        expect(digest(other)).toBe(digest(attributes));
      }),
    );
  });

  test('hold all there is', () => {
    fc.assert(
      fc.property(askedAttributes, (attributes) => {
        expect(turnedAround(JSON.parse(canonicalJson(attributes)))).toEqual(turnedAround(attributes));
      }),
    );
  });

  test('differ where two values differ', () => {
    fc.assert(
      fc.property(askedAttributes, askedAttributes, (a, b) => {
        expect(digest(a) === digest(b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });
});

function turnedAround(value: Json): Json {
  if (Array.isArray(value)) return value.map(turnedAround);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turnedAround(one)]),
  );
}

test('an address is shown as its kind and its name', () => {
  expect(format({ kind: 'pet', key: 'a/b' })).toBe('pet/a/b');
});
