/** Which kinds a pass reads, which may lose resources, what the instance keeps itself, and what a kind is asked to check. */
import { describe, expect, test } from 'vitest';
import type { Transition } from '../../src/kinds/kind.ts';
import { format } from '../../src/plan/model/address.ts';
import { defaultPolicy, type Policy, type Removal } from '../../src/plan/model/policy.ts';
import { kindsThatMayGo, kindsToRead, rulesIn } from '../../src/reconciler/compare.ts';
import { compared } from '../support/comparing.ts';
import { instance, type More, makeHousehold, ours, rulesOf, type Table } from '../support/household.ts';
import { addressOf, desiredState } from '../support/states.ts';

const removing = (removed: Policy['removed']): Policy => ({ ...defaultPolicy, removed });
const eachKind = (words: { readonly [kind: string]: Removal }) => new Map(Object.entries(words));

describe('a pass reads', () => {
  interface Given {
    readonly managed: readonly string[];
    readonly removed?: Policy['removed'];
    readonly asked?: Table;
    readonly more?: More;
  }
  test.each<[what: string, Given, read: readonly string[]]>([
    ['what is managed', { managed: ['weather'] }, ['weather']],
    ['nothing but that where all of it stays', { managed: ['room'] }, ['room']],
    ['what may still point at what is deleted', { managed: ['room'], removed: 'delete' }, ['pet', 'room']],
    [
      'that also where it looks there only when somebody asks for it',
      {
        ...{ managed: ['pet'], removed: 'delete' },
        more: { weather: { readAfter: ['room'], readsToo: ['room', 'pet'] }, pet: { readAfter: [] } },
      },
      ['pet', 'weather'],
    ],
    [
      'what is pointed at by what is listed',
      { managed: ['pet'], asked: { 'pet/Rex': { room: 'den' } } },
      ['pet', 'room'],
    ],
    [
      'what the policy points at in words of a managed kind',
      { managed: ['pet'], more: { pet: { policyReferences: () => [{ path: [], address: addressOf('weather/') }] } } },
      ['pet', 'weather'],
    ],
    [
      'but not in words of another',
      { managed: ['room'], more: { pet: { policyReferences: () => [{ path: [], address: addressOf('weather/') }] } } },
      ['room'],
    ],
  ])('%s', (_, { managed, removed = 'keep', asked = {}, more }, read) => {
    const kinds = makeHousehold(undefined, more);
    const wanted = {
      ...{ desired: desiredState(asked), managed: new Set(managed), diagnostics: [] },
      policy: removing(removed),
    };
    expect([...kindsToRead(wanted, kinds, rulesOf(kinds))].sort()).toEqual(read);
  });
});

describe('resources that are not listed are deleted', () => {
  test.each<[which: string, managed: readonly string[], removed: Policy['removed'], may: readonly string[]]>([
    ['of no kind where they are kept', ['room', 'pet'], 'keep', []],
    ['of each managed kind that can be marked', ['pet', 'weather'], 'delete', ['pet']],
    [
      'of a kind that cannot be marked where its own section says so',
      ['weather'],
      eachKind({ weather: 'delete' }),
      ['weather'],
    ],
    ['of the kinds whose word it is', ['room', 'pet'], eachKind({ room: 'delete', pet: 'park' }), ['room']],
  ])('%s', (_, managed, removed, may) => {
    const kinds = makeHousehold();
    expect([...kindsThatMayGo({ managed: new Set(managed), policy: removing(removed) }, kinds)]).toEqual(may);
  });
});

describe('what an instance keeps itself', () => {
  const kinds = makeHousehold(undefined, {
    pet: { keptByInstance: (mode) => (mode === 'SAML' ? ['tricks', 'name'] : []) },
  });
  const rules = rulesOf(kinds);

  test('is compared with nothing, and all else as before', () => {
    const adjusted = rulesIn(rules, kinds, instance);
    expect([...adjusted.keys()]).toEqual(['room', 'weather', 'pet']);
    expect([adjusted.get('room'), adjusted.get('weather')]).toEqual([rules.get('room'), rules.get('weather')]);
    expect(adjusted.get('pet')).toEqual({
      ...rules.get('pet'),
      attributes: {
        chip: { createOnly: true },
        tricks: { compareAs: 'set', createOnly: true },
        name: { createOnly: true },
      },
    });
  });
  test('is nothing in another sort of instance, whose rules stay what they are', () => {
    expect(rulesIn(rules, kinds, { ...instance, identityManagement: 'CONNECT_MANAGED' })).toBe(rules);
  });
  test('is nothing of a kind that is only pointed at', () => {
    const [room, ...others] = kinds;
    const { section: _, ...pointedAt } = { ...room, keptByInstance: () => ['furniture'] } as NonNullable<typeof room>;
    expect(rulesIn(rules, [pointedAt, ...others.slice(0, 1)] as typeof kinds, instance)).toBe(rules);
  });
});

describe('a kind is asked to check', () => {
  /** Addresses of what was asked for, is live and changes; what one of them will be is asked for as well. */
  function checks(asked: Table, there: Table, planned: readonly string[] = []) {
    const seen: { readonly [side: string]: unknown }[] = [];
    const answers: unknown[] = [];
    const check = ({ desired, live, change, ...transition }: Transition) => {
      seen.push({
        ...(desired && { desired: format(desired.address) }),
        ...(live && { live: format(live.address) }),
        ...(change && { change: change.action }),
      });
      if (answers.length === 0) answers.push(...planned.map((text) => transition.planned(addressOf(text))));
      return [];
    };
    compared(asked, there, { more: { pet: { check } } });
    return { seen, answers };
  }

  test('each resource that is listed, and each that would be deleted', () => {
    const { seen } = checks(
      { 'pet/rex': { room: 'den' }, 'pet/Same': {}, 'pet/New': {}, 'room/den': {} },
      { 'pet/Rex': ours(), 'pet/Same': ours(), 'pet/Tom': ours(), 'pet/Stray': {}, 'room/den': {} },
    );
    expect(seen).toEqual([
      { desired: 'pet/rex', live: 'pet/Rex', change: 'update' },
      { desired: 'pet/Same', live: 'pet/Same' },
      { desired: 'pet/New', change: 'create' },
      { live: 'pet/Tom', change: 'delete' },
    ]);
  });
  test('knowing what others will be', () => {
    const { answers } = checks(
      { 'pet/Rex': { chip: 1 }, 'room/attic': { inside: 'den' }, 'room/den': { shelf: null } },
      { 'room/den': { shelf: 'books', lamp: 'on' }, 'room/hall': { lamp: 'off' } },
      ['room/den', 'room/attic', 'room/hall', 'room/nowhere'],
    );
    expect(answers).toEqual([ours({ lamp: 'on' }), ours({ inside: 'den' }), { lamp: 'off' }, undefined]);
  });
});
