/** Made-up kinds and states, so that what is said about planning is said about no kind in particular. */

import { isMap, type Json } from '../../src/base/json.ts';
import { type Address, format } from '../../src/plan/model/address.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { merge } from '../../src/plan/model/merge.ts';
import type { Origins } from '../../src/plan/model/origin.ts';
import { type KindRules, keyOf, type Reference, type Rules } from '../../src/plan/model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../../src/plan/model/state.ts';

const kind = (name: string, more: Partial<KindRules> = {}): KindRules => ({
  name,
  noun: name,
  ownership: 'tag',
  counts: 'configuration',
  attributes: {},
  fold: (key) => key,
  references: () => [],
  ...more,
});

const pointer = (kind: string, path: string, key: Json | undefined): readonly Reference[] =>
  typeof key === 'string' ? [{ path: [path], address: { kind, key } }] : [];

/** A pet lives in a room and may follow another pet; a room may be inside another, and furniture that is not listed leaves. Pets answer to any case. */
export const rules: Rules = new Map(
  [
    kind('room', {
      attributes: { furniture: { compareAs: 'exactMap' } },
      references: ({ inside }) => pointer('room', 'inside', inside),
      builtIn: (key) => key === 'hall',
      takesAway: ({ after }) => after['furniture'] === null,
      complete: (asked, live) => ({ ...asked, ...(live['shelf'] !== undefined && { shelf: live['shelf'] }) }),
    }),
    // Nobody can put a tag on the weather.
    kind('weather', { ownership: 'declared' }),
    kind('pet', {
      noun: 'house pet',
      attributes: { tricks: { compareAs: 'set' }, chip: { createOnly: true } },
      fold: (key) => key.toLowerCase(),
      // Pets count as people here.
      counts: 'people',
      holds: ({ badges }) => (Array.isArray(badges) ? badges.map(String) : []),
      within: ({ room }, { room: part }) => room === part,
      references: ({ room, follows }) => [...pointer('room', 'room', room), ...pointer('pet', 'follows', follows)],
    }),
  ].map((one) => [one.name, one]),
);

export const addressOf = (text: string): Address => {
  const slash = text.indexOf('/');
  return { kind: text.slice(0, slash), key: text.slice(slash + 1) };
};

type Table = { readonly [address: string]: Attributes };

/** Keeps in mind which attribute was asked for: the column is the length of its path. */
const origins: Origins = {
  type: 'entry',
  path: [],
  source: { at: (path) => ({ file: 'x.yaml', line: 1, column: 1 + path.length }) },
};

export const wanted = (address: Address, attributes: Attributes): DesiredResource => ({ address, attributes, origins });

export const found = (address: Address, attributes: Attributes): LiveResource => ({
  address,
  attributes,
  id: `id of ${format(address)}`,
  arn: `arn of ${format(address)}`,
  carried: {},
});

/** `{ 'pet/Rex': { … } }` as what is asked for. */
export const desiredState = (table: Table, by: Rules = rules): DesiredState => stateOf(table, by, wanted);

/** `{ 'pet/Rex': { … } }` as what there is. */
export const liveState = (table: Table, by: Rules = rules): LiveState => stateOf(table, by, found);

function stateOf<R>(table: Table, by: Rules, make: (address: Address, attributes: Attributes) => R): Map<string, R> {
  return new Map(
    Object.entries(table).map(([text, attributes]) => [keyOf(by, addressOf(text)), make(addressOf(text), attributes)]),
  );
}

/** What Connect would be once the changes are made: the little that an apply does to attributes. */
export function applied(changes: readonly Change[], live: LiveState, by: Rules = rules): LiveState {
  const after = new Map(live);
  for (const change of changes) {
    const key = keyOf(by, change.address);
    const before = live.get(key)?.attributes ?? {};
    if (change.action === 'delete') after.delete(key);
    else after.set(key, found(live.get(key)?.address ?? change.address, merge(before, change.after)));
  }
  return after;
}

/** The part of what there is that `desired` speaks of; `null` where it is not set. */
export function managedPart(desired: Attributes, live: Json | undefined): Attributes {
  const have = isMap(live) ? live : {};
  return Object.fromEntries(
    Object.entries(desired).map(([name, value]) => {
      const inner = Object.hasOwn(have, name) ? (have[name] ?? null) : null;
      return [name, isMap(value) ? managedPart(value, inner) : inner];
    }),
  );
}

/** Whatever writes to it from now on throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  // A frozen map could still be set.
  if (value instanceof Map) Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
  Object.freeze(value);
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(inner);
  return value;
}

function refuse(): never {
  throw new TypeError('This was given to be read.');
}
