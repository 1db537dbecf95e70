// Brings the content of a seed file into an account. Everything goes through the rules of the Create operations, so a
// seed cannot make what Amazon Connect would refuse; all that is wrong is collected and thrown together.

import schema from '../../../schemas/emulator-seed.schema.json' with { type: 'json' };
import { createHours } from '../operations/hours/hours.ts';
import { createQueue } from '../operations/routing/queue-settings.ts';
import { createRoutingProfile } from '../operations/routing/routing-profiles.ts';
import { createSecurityProfile } from '../operations/security-profiles/security-profiles.ts';
import { createAgentStatus } from '../operations/users/agent-statuses.ts';
import { createHierarchyGroup } from '../operations/users/hierarchy.ts';
import { AwsError, duplicate } from '../protocol/errors.ts';
import { definedOnly } from '../rules/users/identity.ts';
import { type Account, inRegion } from '../state/account.ts';
import { createInstance, type NewInstance } from '../state/given/new-instance.ts';
import type { Instance } from '../state/instance.ts';
import type { Channel } from '../state/records/resources.ts';
import { named } from './names-to-ids.ts';
import { plantQuickConnect } from './plant-quick-connect.ts';
import { plantUser } from './plant-user.ts';
import { readSeed } from './read-seed.ts';
import { problemsOf } from './schema.ts';
import type { Seed, SeedGroups, SeedInstance } from './seed.ts';
import { SeedError } from './seed-error.ts';

/** Gives the first instance, to which `first` applies where the seed is silent. Throws SeedError. */
export function plantSeed(account: Account, seed: unknown, first: NewInstance): Instance {
  const { content, find } = readSeed(seed);
  const misfits = problemsOf(schema, content);
  if (misfits.length > 0) throw new SeedError(misfits.map((message) => find(message)));
  const { instances } = content as Seed;
  const problems: Problem[] = [];
  const planted = instances.map((wanted, index) => {
    const fallback: NewInstance = index === 0 ? first : { identityManagement: first.identityManagement };
    const here = inRegion(account, wanted.region ?? account.region);
    if (here.instances.has(wanted.id ?? fallback.id ?? ''))
      problems.push({ message: `/instances/${index} has the id of another instance`, at: `/instances/${index}/id` });
    const instance = createInstance(here, { ...fallback, ...wanted });
    plantInstance(here, instance, { wanted, try: trier(`/instances/${index}`, problems) });
    return instance;
  });
  if (problems.length > 0) throw new SeedError(problems.map(({ message, at }) => find(message, at)));
  return planted[0] as Instance;
}

interface Problem {
  readonly message: string;
  /** A JSON pointer. */
  readonly at: string;
}

/** An entry of the seed: the section of its instance, its place there as a JSON pointer, and its name. */
interface Entry {
  readonly section: string;
  readonly place: string | number;
  readonly name: string;
}

/** Does something for an entry of the seed; what it refuses becomes a sentence about that entry. */
type Try = (entry: Entry, action: () => void) => void;

function trier(at: string, problems: Problem[]): Try {
  return ({ section, place, name }, action) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      problems.push({ message: `${at}/${section} ${name}: ${error.message}`, at: `${at}/${section}/${place}` });
    }
  };
}

interface Plan {
  readonly wanted: SeedInstance;
  readonly try: Try;
}

function plantInstance(account: Account, instance: Instance, plan: Plan): void {
  const { wanted } = plan;
  for (const [place, { name, timeZone = 'UTC', tags }] of (wanted.hoursOfOperation ?? []).entries()) {
    plan.try({ section: 'hoursOfOperation', place, name }, () => {
      refuseTwice(instance.hoursOfOperation.named(name));
      createHours(account, instance, { Name: name, TimeZone: timeZone, Config: [], Tags: tags ?? {} });
    });
  }
  for (const [place, queue] of (wanted.queues ?? []).entries()) {
    const { name, description, hoursOfOperation = 'Basic Hours', tags } = queue;
    plan.try({ section: 'queues', place, name }, () => {
      refuseTwice(instance.queues.named(name));
      createQueue(account, instance, {
        Name: name,
        HoursOfOperationId: named(instance.hoursOfOperation, hoursOfOperation, 'hours of operation'),
        Tags: tags ?? {},
        ...definedOnly({ Description: description }),
      });
    });
  }
  plantProfiles(account, instance, plan);
  plantHierarchy(account, instance, plan);
  for (const [place, user] of (wanted.users ?? []).entries())
    plan.try({ section: 'users', place, name: user.username }, () => plantUser(account, instance, user));
  for (const [place, entry] of (wanted.quickConnects ?? []).entries())
    plan.try({ section: 'quickConnects', place, name: entry.name }, () => plantQuickConnect(account, instance, entry));
  for (const [place, status] of (wanted.agentStatuses ?? []).entries()) {
    const { name, description, state = 'ENABLED', displayOrder, tags } = status;
    const rest = definedOnly({ Description: description, DisplayOrder: displayOrder, Tags: tags });
    plan.try({ section: 'agentStatuses', place, name }, () =>
      createAgentStatus(account, instance, { Name: name, State: state, ...rest }),
    );
  }
}

function refuseTwice(live: object | undefined): void {
  if (live) throw duplicate('there is one of this name already');
}

function plantProfiles(account: Account, instance: Instance, { wanted, try: attempt }: Plan): void {
  for (const [place, profile] of (wanted.routingProfiles ?? []).entries()) {
    attempt({ section: 'routingProfiles', place, name: profile.name }, () => {
      const concurrencies = Object.entries(profile.mediaConcurrencies ?? { VOICE: 1 }) as [Channel, number][];
      const queues = (profile.queues ?? []).map(({ queue, channel, priority = 1, delay = 0 }) => ({
        QueueReference: { QueueId: named(instance.queues, queue, 'queue'), Channel: channel },
        Priority: priority,
        Delay: delay,
      }));
      createRoutingProfile(account, instance, {
        Name: profile.name,
        Description: profile.description ?? profile.name,
        DefaultOutboundQueueId: named(instance.queues, profile.defaultOutboundQueue ?? 'BasicQueue', 'queue'),
        MediaConcurrencies: concurrencies.map(([Channel, Concurrency]) => ({ Channel, Concurrency })),
        QueueConfigs: queues,
        Tags: profile.tags ?? {},
      });
    });
  }
  for (const [place, profile] of (wanted.securityProfiles ?? []).entries()) {
    const { name, description = '', permissions = [], tags = {} } = profile;
    attempt({ section: 'securityProfiles', place, name }, () => {
      const input = { SecurityProfileName: name, Description: description, Permissions: permissions, Tags: tags };
      createSecurityProfile(account, instance, input);
    });
  }
}

function plantHierarchy(account: Account, instance: Instance, { wanted, try: attempt }: Plan): void {
  if (!wanted.hierarchy) return;
  const { levels, groups = {} } = wanted.hierarchy;
  const modified = account.now();
  instance.levels = levels.map((name) => ({ name, modified }));
  const plantBelow = (parentId: string | undefined, children: SeedGroups, path = 'groups'): void => {
    for (const [name, below] of Object.entries(children)) {
      const place = `${path}/${name}`;
      attempt({ section: 'hierarchy', place, name }, () => {
        plantBelow(createHierarchyGroup(account, instance, { name, parentId }).id, below, place);
      });
    }
  };
  plantBelow(undefined, groups);
}
