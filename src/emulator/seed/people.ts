// People for an instance, as many as asked for: a contact centre of three regions with sites and teams, whose agents
// differ in name, language, profile, telephone and tags as they would in life. The same instance id gives the same people.

import { createUser } from '../operations/users/users.ts';
import type { Input } from '../rules/call.ts';
import type { Account } from '../state/account.ts';
import { type Instance, usernameKey } from '../state/instance.ts';
import { pick, type Random, seededRandom } from '../state/random.ts';
import { readName } from './names.ts';
import { addPlaces, addProfiles, type Place, type Site } from './workplaces.ts';

const BASIC = 'Basic Routing Profile';

/** Routing profiles by how many of a hundred agents have them. */
const SPREAD = [
  BASIC,
  ...Array(4).fill(BASIC),
  'Billing',
  'Billing',
  'Sales',
  'Tier 2',
  'Chat Support',
  'Back Office',
] as string[];

/** Adds people, and first the groups, queues and profiles they need. Does nothing for a count of 0. */
export function addPeople(account: Account, instance: Instance, count: number): void {
  if (count <= 0) return;
  const random = seededRandom(`people of ${instance.id}`);
  addProfiles(account, instance);
  const places = addPlaces(account, instance);
  const usernames = newUsernames(instance);
  const ages = seededRandom(`ages of ${instance.id}`);
  for (let index = 0; index < count; index++) {
    const person = personAt(instance, { index, random, usernames, place: pick(random, places) });
    createUser(since(account, 1 + ages() * MAX_SERVICE), instance, person);
  }
}

/** Days. People have been there for a while: nobody was changed on the day on which the emulator starts. */
const MAX_SERVICE = 365;

function since(account: Account, days: number): Account {
  const then = account.now() - days * 24 * 60 * 60 * 1000;
  return { ...account, now: () => then };
}

interface Draw {
  readonly index: number;
  readonly random: Random;
  readonly usernames: (first: string, last: string) => string;
  readonly place: Place;
}

function personAt(
  instance: Instance,
  { index, random, usernames, place }: Draw,
): Omit<Input<'CreateUser'>, 'InstanceId'> {
  const pool = pick(random, place.site.names);
  const first = readName(pick(random, pool.first));
  const last = readName(pick(random, pool.last));
  const username = usernames(first.latin, last.latin);
  // One in twelve leads a team, the first of all is an administrator.
  const role =
    index === 0 ? 'Admin' : index % 12 === 1 ? 'CallCenterManager' : index % 60 === 2 ? 'QualityAnalyst' : 'Agent';
  const team = pick(random, [...place.teamIds, undefined]);
  const groupId = role === 'Agent' ? (team ?? place.siteId) : place.siteId;
  const securityProfiles = role === 'CallCenterManager' && random() < 0.3 ? [role, 'QualityAnalyst'] : [role];
  return {
    Username: username,
    ...identityOf(instance, { username, first: first.name, last: last.name, random }),
    RoutingProfileId: instance.routingProfiles.named(pick(random, SPREAD))?.id ?? '',
    SecurityProfileIds: securityProfiles.map((name) => instance.securityProfiles.named(name)?.id ?? ''),
    ...(groupId && random() > 0.02 ? { HierarchyGroupId: groupId } : {}),
    ...phoneOf(random, place.site),
    ...tagsOf(random, place),
  };
}

interface Person {
  readonly username: string;
  readonly first: string;
  readonly last: string;
  readonly random: Random;
}

function identityOf({ identityManagement }: Instance, { username, first, last, random }: Person) {
  const names = { FirstName: first, LastName: last };
  const Email = `${username}@example.com`;
  switch (identityManagement) {
    case 'SAML':
      return {
        IdentityInfo: random() < 0.1 ? { ...names, SecondaryEmail: Email } : names,
      };
    case 'CONNECT_MANAGED':
      return { IdentityInfo: { ...names, Email }, Password: 'Never-used-1' };
    case 'EXISTING_DIRECTORY':
      return { IdentityInfo: { ...names, Email } };
  }
}

function phoneOf(
  random: Random,
  { dial: [code, digits] }: Site,
): Pick<Input<'CreateUser'>, 'PhoneConfig' | 'AfterContactWorkConfigs' | 'AutoAcceptConfigs'> {
  const draw = random();
  const seconds = pick(random, [0, 15, 30, 30, 60, 120]);
  if (draw < 0.08) {
    const number = Array.from({ length: digits }, () => Math.floor(1 + random() * 9)).join('');
    return {
      PhoneConfig: {
        PhoneType: 'DESK_PHONE',
        DeskPhoneNumber: `${code}${number}`,
        AfterContactWorkTimeLimit: seconds,
        AutoAccept: false,
        PersistentConnection: random() < 0.5,
      },
    };
  }
  if (draw < 0.2) {
    return {
      PhoneConfig: { PhoneType: 'SOFT_PHONE' },
      AfterContactWorkConfigs: [
        { Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 60 } },
        { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: seconds } },
      ],
      AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }],
    };
  }
  return { PhoneConfig: { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: seconds, AutoAccept: draw < 0.6 } };
}

function tagsOf(random: Random, { region, site }: Place): { Tags?: Record<string, string> } {
  if (random() < 0.25) return {};
  const costCentre = String(4700 + Math.floor(random() * 20));
  return { Tags: random() < 0.4 ? { costCentre, site: site.name } : { costCentre, region } };
}

/** `first.last` as an identity provider would have it, with a number where it is taken. */
function newUsernames(instance: Instance): (first: string, last: string) => string {
  const longest = instance.identityManagement === 'SAML' ? 64 : 20;
  const counters = new Map<string, number>();
  return (first, last) => {
    const base = `${first}.${last}`;
    for (;;) {
      const count = (counters.get(base) ?? 0) + 1;
      counters.set(base, count);
      const suffix = count === 1 ? '' : String(count);
      const username = `${base.slice(0, longest - suffix.length)}${suffix}`;
      if (!instance.users.named(usernameKey(username))) return username;
    }
  };
}
