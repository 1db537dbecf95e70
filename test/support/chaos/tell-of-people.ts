/** One run of users alone: random states with random faults, half of them killed on the way. */
import type { User } from '@aws-sdk/client-connect';
import { expect } from 'vitest';
import { endingOf } from '../../../src/app/ending.ts';
import { CallError, PartialRead } from '../../../src/base/errors.ts';
import type { ChangeResult } from '../../../src/reconciler/events.ts';
import type { Outcome } from '../../../src/reconciler/reconcile.ts';
import { exit } from '../../../src/report/exit-codes.ts';
import { startInstance, type TestInstance } from '../instance.ts';
import { owner, type Person, type Story, seedOf, storyOf } from './people.ts';
import { makeLeapingClock, type Process, startProcess } from './process.ts';

/**
 * Ends, after at most two further applies, in exactly the state that was asked for, and whatever was reported on the way
 * was true.
 */
export async function tellOfPeople(number: number): Promise<void> {
  const story = storyOf(number);
  const clock = makeLeapingClock();
  const instance = await startInstance({ seed: seedOf(story.there), throttle: true, now: clock.now, clock });
  const configuration = JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, users: story.asked },
    ...(story.owned && { owner }),
    // What is to come of it is chosen at random, and more than half of them may have to change.
    policy: { removed: story.removed, limits: { update: '100%', delete: '100%' }, keepAtLeast: { Admin: 0 } },
  });
  instance.emulator.settings.patch({ throttle: false });
  const names = await namesOf(instance);
  const first = await observe(instance);
  let [done, before] = [false, first];
  for (const attempt of [1, 2, 3]) {
    instance.emulator.clearRequests();
    if (attempt === 1 || (attempt === 2 && story.stubborn)) {
      for (const fault of story.faults) instance.emulator.faults.add(fault);
    }
    const process = startProcess(clock, { ...story, killAt: attempt === 1 ? story.killAt : undefined });
    instance.emulator.settings.patch({ throttle: true });
    const ended = await Promise.race([applied(instance, configuration, process), process.killed]);
    process.end();
    instance.emulator.settings.patch({ throttle: false });
    instance.emulator.faults.clear();
    const after = await observe(instance);
    if (ended === 'unread') expect(after).toEqual(before);
    else if (ended !== 'killed') expectTruth(ended, { before, after, story, names });
    done = ended !== 'killed' && ended !== 'unread' && ended.every(({ outcome }) => outcome === 'complete');
    before = after;
    if (done) break;
  }
  expect(done).toBe(true);
  expectState(before, { first, story, names });
  const again = await instance.plan(configuration);
  expect(again).toMatchObject({ type: 'declined', plan: { changes: [] } });
}

/** What an apply says; `unread` where it could not even be planned. */
async function applied(
  instance: TestInstance,
  configuration: string,
  { below }: Process,
): Promise<readonly ChangeResult[] | 'unread'> {
  let outcome: Outcome;
  try {
    outcome = await instance.apply(configuration, { below });
  } catch (error) {
    if (error instanceof CallError || error instanceof PartialRead) return 'unread';
    throw error;
  }
  if (outcome.type !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome.results;
}

type People = Readonly<Record<string, User>>;
type Names = Readonly<Record<string, string>>;

/** Everybody, as DescribeUser has them. */
async function observe({ send }: TestInstance): Promise<People> {
  const { UserSummaryList = [] } = await send('ListUsers', { MaxResults: 1000 });
  const people: [string, User][] = [];
  for (const { Id } of UserSummaryList) {
    const { User } = await send('DescribeUser', { UserId: Id });
    const { LastModifiedTime: _, LastModifiedRegion: __, ...rest } = User ?? {};
    people.push([rest.Username ?? '', rest]);
  }
  expect(new Set(people.map(([name]) => name)).size).toBe(people.length);
  return Object.fromEntries(people);
}

/** Names by id, of what users point at. */
async function namesOf({ send }: TestInstance): Promise<Names> {
  const routing = await send('ListRoutingProfiles', {});
  const security = await send('ListSecurityProfiles', {});
  const { UserHierarchyGroups = [] } = await send('SearchUserHierarchyGroups', {});
  const pathOf = ({ HierarchyPath = {} }: (typeof UserHierarchyGroups)[number]): string =>
    [HierarchyPath.LevelOne, HierarchyPath.LevelTwo].flatMap((level) => level?.Name ?? []).join('/');
  return Object.fromEntries([
    ...(routing.RoutingProfileSummaryList ?? []).map(({ Id, Name }) => [Id, Name]),
    ...(security.SecurityProfileSummaryList ?? []).map(({ Id, Name }) => [Id, Name]),
    ...UserHierarchyGroups.map((group) => [group.Id, pathOf(group)]),
  ]);
}

interface Told {
  readonly before: People;
  readonly after: People;
  readonly story: Story;
  readonly names: Names;
}

/** What is reported of each change is what became of it. */
function expectTruth(results: readonly ChangeResult[], { before, after, story, names }: Told): void {
  for (const { address, action, outcome, done, failures } of results) {
    const person = story.asked.find(({ username }) => username === address.key);
    const certain = failures.every(({ uncertain }) => !uncertain);
    if (outcome === 'complete' && action === 'delete') expect(after[address.key]).toBeUndefined();
    else if (outcome === 'complete') expectPerson(after[address.key], person, { story, names });
    else if (done.length === 0 && certain) expect(after[address.key]).toEqual(before[address.key]);
  }
  const certain = results.every(({ failures }) => failures.every(({ uncertain }) => !uncertain));
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  const code = exit[endingOf(results)];
  if (code === 0) expect(results.every(({ outcome }) => outcome === 'complete')).toBe(true);
  else if (certain) expect(code === 4).toBe(changed);
  else expect([1, 4, 8]).toContain(code);
}

function expectPerson(
  user: User | undefined,
  person: Person | undefined,
  { story, names }: Pick<Told, 'story' | 'names'>,
): void {
  expect({
    ...{ firstName: user?.IdentityInfo?.FirstName, lastName: user?.IdentityInfo?.LastName },
    routingProfile: names[user?.RoutingProfileId ?? ''],
    securityProfiles: user?.SecurityProfileIds?.map((id) => names[id]).sort(),
  }).toEqual({
    ...{ firstName: person?.firstName, lastName: person?.lastName },
    ...{ routingProfile: person?.routingProfile, securityProfiles: [...(person?.securityProfiles ?? [])].sort() },
  });
  expect(user?.Tags).toMatchObject({ ...person?.tags, ...(story.owned && { 'connect-sync:owner': owner }) });
  if (person?.hierarchyGroup !== undefined) {
    expect(names[user?.HierarchyGroupId ?? ''] ?? null).toBe(person.hierarchyGroup);
  }
  if (person?.phoneConfig) expect(user?.PhoneConfig?.AutoAccept).toBe(person.phoneConfig.autoAccept);
}

/** Everybody who was asked for is so; who was there is the same one still; nobody else is touched. */
function expectState(
  last: People,
  { first, story, names }: { readonly first: People; readonly story: Story; readonly names: Names },
): void {
  const asked = new Set(story.asked.map(({ username }) => username));
  for (const person of story.asked) expectPerson(last[person.username], person, { story, names });
  for (const [name, user] of Object.entries(first)) {
    const goes = story.owned && story.removed === 'delete' && user.Tags?.['connect-sync:owner'] === owner;
    if (asked.has(name)) expect(last[name]?.Id).toBe(user.Id);
    else expect(last[name]).toEqual(goes ? undefined : user);
  }
  expect(Object.keys(last).filter((name) => !asked.has(name) && !first[name])).toEqual([]);
}
