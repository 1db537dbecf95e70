/** What must hold at every call of a pass, and what must be in the end. */
import { expect } from 'vitest';
import type { Covered } from '../../../src/plan/model/plan.ts';
import { type Centre, theirs } from './centre.ts';
import { type Entry, type Ledger, type Named, pairOf, pathOf, servedIn, skillOf } from './ledger.ts';
import { owner } from './people.ts';

const isOurs = (tags: Readonly<Record<string, string>> | undefined): boolean => tags?.['connect-sync:owner'] === owner;

/**
 * Of a call of ours, before it is written down: nobody loses on the way what they have before and after, and nothing is
 * deleted that is asked for or is not ours.
 */
export function expectLawful(ledger: Ledger, { call, input }: Entry, asked: Centre): void {
  const say = (what: string): string => `${call} ${what}: ${JSON.stringify(input)}`;
  const line = ledger.lines.get(input.RoutingProfileId);
  const askedLine = asked.routingProfiles.find(({ name }) => name === line?.name);
  const user = ledger.users.get(String(input['UserId']));
  const askedUser = asked.users.find(({ username }) => username === user?.name);
  switch (call) {
    case 'DisassociateRoutingProfileQueues': {
      const gone = (input.QueueReferences ?? []).map((pair) => pairOf(ledger, pair));
      const wanted = (askedLine?.queues ?? []).map(({ queue, channel }) => `${queue} ${channel}`);
      expect(
        gone.filter((pair) => wanted.includes(pair)),
        say('takes a queue that stays'),
      ).toEqual([]);
      const left = Object.keys(line?.queues ?? {}).filter((pair) => !gone.includes(pair));
      if (wanted.length > 0 && gone.length > 0) expect(left, say('takes the last queue')).not.toEqual([]);
      return;
    }
    case 'UpdateRoutingProfileConcurrency':
      for (const { channel, concurrency } of askedLine?.mediaConcurrencies ?? []) {
        const now = input.MediaConcurrencies.find(({ Channel }) => Channel === channel)?.Concurrency ?? 0;
        const had = line?.channels[channel] ?? 0;
        expect(now, say('gives a channel less than before and after')).toBeGreaterThanOrEqual(
          Math.min(had, concurrency),
        );
      }
      return;
    case 'UpdateUserHierarchy':
      if (input['HierarchyGroupId'] === undefined) expect(askedUser?.hierarchyGroup, say('takes a group')).toBeNull();
      return;
    case 'DisassociateUserProficiencies': {
      const wanted = Object.entries(askedUser?.proficiencies ?? {}).flatMap(([attribute, levels]) =>
        Object.keys(levels).map((value) => `${attribute} ${value}`),
      );
      const gone = input.UserProficiencies.map(skillOf);
      expect(
        gone.filter((one) => wanted.includes(one)),
        say('takes a proficiency that stays'),
      ).toEqual([]);
      return;
    }
    case 'DeleteUser':
      expect([isOurs(user?.tags), askedUser], say('takes somebody')).toEqual([true, undefined]);
      return;
    case 'DeleteRoutingProfile':
      expect([isOurs(line?.tags), askedLine], say('takes a profile')).toEqual([true, undefined]);
      return;
    case 'DeleteUserHierarchyGroup': {
      const id = String(input['HierarchyGroupId']);
      const path = pathOf(ledger, id) ?? '';
      expect([isOurs(ledger.groups.get(id)?.tags), asked.groups.includes(path)], say('takes a group')).toEqual([
        true,
        false,
      ]);
      return;
    }
    case 'DeleteSecurityProfile': {
      const profile = ledger.profiles.get(String(input['SecurityProfileId']));
      const isAsked = asked.securityProfiles.some(({ name }) => name === profile?.name);
      expect([isOurs(profile?.tags), isAsked], say('takes a profile')).toEqual([true, false]);
    }
  }
}

/** After every call: everybody has a routing profile, at least one security profile, and stands in a group that there is. */
export function expectSound({ users, lines, profiles, groups }: Ledger): void {
  const without = [...users.values()].filter(
    ({ routingProfile, securityProfiles, group }) =>
      !lines.has(routingProfile) ||
      securityProfiles.length === 0 ||
      securityProfiles.some((id) => !profiles.has(id)) ||
      (group !== undefined && !groups.has(group)),
  );
  if (without.length > 0) expect(without, 'users who have lost what they need').toEqual([]);
}

/** Fewer users than a plan has said have never served a queue. `lowest` was seen call by call. */
export function expectCovered(
  coverage: readonly Covered[],
  { first, lowest }: { readonly first: ReadonlyMap<string, number>; readonly lowest: ReadonlyMap<string, number> },
): void {
  const said = new Map(coverage.map((one) => [`${one.queue} ${one.channel}`, one]));
  const bounds = [...first].map(([pair, before]) => [pair, said.get(pair) ?? { before, lowest: before }] as const);
  expect(
    Object.fromEntries(bounds.map(([pair, { before }]) => [pair, before])),
    'what the plan knows of who serves which queue',
  ).toEqual(Object.fromEntries(first));
  const below = bounds.filter(([pair, bound]) => (lowest.get(pair) ?? 0) < bound.lowest);
  expect(below, 'queues that were served by fewer than the plan has said').toEqual([]);
}

/** Keeps the fewest users of each channel of a queue. */
export function noteLowest(lowest: Map<string, number>, ledger: Ledger): void {
  const now = servedIn(ledger);
  for (const pair of new Set([...lowest.keys(), ...now.keys()]))
    lowest.set(pair, Math.min(lowest.get(pair) ?? 0, now.get(pair) ?? 0));
}

type Removed = 'all' | 'tagged' | 'none';

/** Everything that is asked for is so; with `removed` nothing else is ours any more. */
export function expectAsAsked(ledger: Ledger, asked: Centre, removed: Removed): void {
  const { groups, lines, profiles, attributes, users } = ledger;
  const nameOf = (of: ReadonlyMap<string, { readonly name: string }>, id: string): string => of.get(id)?.name ?? '';
  const ours = <T extends Named>(of: ReadonlyMap<string, T>) => [...of].filter(([, { tags }]) => isOurs(tags));
  const byName = <T extends Named>(of: ReadonlyMap<string, T>) => new Map(ours(of).map(([, one]) => [one.name, one]));
  expect(ledger.levels).toEqual(asked.levels);
  const ourGroups = ours(groups).map(([id]) => pathOf(ledger, id) ?? '');
  const [paths, lineNames, profileNames, userNames] = [
    ourGroups,
    [...byName(lines).keys()],
    [...byName(profiles).keys()],
    [...byName(users).keys()],
  ];
  const compare = (have: readonly string[], want: readonly string[]): void => {
    if (removed === 'none') expect(have).toEqual(expect.arrayContaining([...want]));
    else expect([...have].sort()).toEqual([...want].sort());
  };
  compare(
    paths,
    asked.groups.filter((path) => path !== theirs),
  );
  compare(
    lineNames,
    asked.routingProfiles.map(({ name }) => name),
  );
  compare(
    profileNames,
    asked.securityProfiles.map(({ name }) => name),
  );
  compare(
    userNames,
    asked.users.map(({ username }) => username),
  );
  for (const one of asked.routingProfiles) {
    expect(byName(lines).get(one.name)).toMatchObject({
      ...{ description: one.description, defaultOutboundQueue: one.defaultOutboundQueue },
    });
    const { channels, queues, manual } = byName(lines).get(one.name) ?? {};
    const routed = one.queues.map(({ queue, channel, priority, delay }) => [
      `${queue} ${channel}`,
      `${priority}/${delay}`,
    ]);
    expect({ channels, queues, manual: [...(manual ?? [])].sort() }).toEqual({
      channels: Object.fromEntries(one.mediaConcurrencies.map(({ channel, concurrency }) => [channel, concurrency])),
      queues: Object.fromEntries(routed),
      manual: one.manualAssignmentQueues.map(({ queue, channel }) => `${queue} ${channel}`).sort(),
    });
  }
  for (const one of asked.securityProfiles) {
    const { permissions = [], group } = byName(profiles).get(one.name) ?? {};
    expect([[...permissions].sort(), pathOf(ledger, group)]).toEqual([
      [...one.permissions].sort(),
      one.allowedAccessControlHierarchyGroup,
    ]);
  }
  for (const { name, values } of asked.predefinedAttributes) {
    const found = [...(attributes.get(name) ?? [])].sort();
    if (removed === 'all') expect(found).toEqual([...values].sort());
    else expect(found).toEqual(expect.arrayContaining(values));
  }
  for (const one of asked.users) {
    const found = byName(users).get(one.username);
    expect({
      ...{ routingProfile: nameOf(lines, found?.routingProfile ?? ''), group: pathOf(ledger, found?.group) },
      securityProfiles: found?.securityProfiles.map((id) => nameOf(profiles, id)).sort(),
      proficiencies: found?.proficiencies,
    }).toEqual({
      ...{ routingProfile: one.routingProfile, group: one.hierarchyGroup },
      securityProfiles: [...one.securityProfiles].sort(),
      proficiencies: Object.fromEntries(
        Object.entries(one.proficiencies).flatMap(([attribute, levels]) =>
          Object.entries(levels).map(([value, level]) => [`${attribute} ${value}`, level]),
        ),
      ),
    });
  }
}

/** What is theirs, to be compared with what it was. */
export function theirsIn({ groups, lines, profiles, attributes, users }: Ledger): object {
  const named = <T extends { readonly name: string }>(of: ReadonlyMap<string, T>): T | undefined =>
    [...of.values()].find(({ name }) => name === theirs);
  const parts = { groups, lines, profiles, users };
  return structuredClone({
    ...Object.fromEntries(Object.entries(parts).map(([part, of]) => [part, named(of as typeof users)])),
    attribute: attributes.get(theirs),
  });
}
