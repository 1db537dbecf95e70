// Brings the content of a seed file into an account. Everything goes through the rules of the Create operations, so a
// seed cannot make what Amazon Connect would refuse; all that is wrong is collected and thrown together.

import schema from '../../../schemas/emulator-seed.schema.json' with { type: 'json' };
import { createAgentStatus } from '../operations/agent-statuses.ts';
import { createHierarchyGroup } from '../operations/hierarchy.ts';
import { createHours } from '../operations/hours.ts';
import { createQueue } from '../operations/queue-settings.ts';
import { createRoutingProfile } from '../operations/routing-profiles.ts';
import { createSecurityProfile } from '../operations/security-profiles.ts';
import { AwsError, duplicate } from '../protocol/errors.ts';
import { definedOnly } from '../rules/identity.ts';
import { type Account, inRegion } from '../state/account.ts';
import type { Instance } from '../state/instance.ts';
import { createInstance, type NewInstance } from '../state/new-instance.ts';
import type { Channel } from '../state/records.ts';
import { named } from './names-to-ids.ts';
import { plantQuickConnect } from './plant-quick-connect.ts';
import { plantUser } from './plant-user.ts';
import { problemsOf } from './schema.ts';
import type { Seed, SeedGroups, SeedInstance } from './seed.ts';
import { SeedError } from './seed-error.ts';

/** Gives the first instance, to which `first` applies where the seed is silent. Throws SeedError. */
export function plantSeed(account: Account, content: unknown, first: NewInstance): Instance {
  const misfits = problemsOf(schema, content);
  if (misfits.length > 0) throw new SeedError(misfits);
  const { instances } = content as Seed;
  const problems: string[] = [];
  const planted = instances.map((wanted, index) => {
    const fallback: NewInstance = index === 0 ? first : { identityManagement: first.identityManagement };
    const here = inRegion(account, wanted.region ?? account.region);
    if (here.instances.has(wanted.id ?? fallback.id ?? ''))
      problems.push(`/instances/${index} has the id of another instance`);
    const instance = createInstance(here, { ...fallback, ...wanted });
    plantInstance(here, instance, { wanted, try: trier(`/instances/${index}`, problems) });
    return instance;
  });
  if (problems.length > 0) throw new SeedError(problems);
  return planted[0] as Instance;
}

/** Does something for an entry of the seed; what it refuses becomes a sentence about that entry. */
type Try = (entry: string, action: () => void) => void;

function trier(at: string, problems: string[]): Try {
  return (entry, action) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      problems.push(`${at}/${entry}: ${error.message}`);
    }
  };
}

interface Plan {
  readonly wanted: SeedInstance;
  readonly try: Try;
}

function plantInstance(account: Account, instance: Instance, plan: Plan): void {
  const { wanted } = plan;
  for (const { name, timeZone = 'UTC', tags } of wanted.hoursOfOperation ?? []) {
    plan.try(`hoursOfOperation ${name}`, () => {
      refuseTwice(instance.hoursOfOperation.named(name));
      createHours(account, instance, { Name: name, TimeZone: timeZone, Config: [], Tags: tags ?? {} });
    });
  }
  for (const { name, description, hoursOfOperation = 'Basic Hours', tags } of wanted.queues ?? []) {
    plan.try(`queues ${name}`, () => {
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
  for (const user of wanted.users ?? []) plan.try(`users ${user.username}`, () => plantUser(account, instance, user));
  for (const entry of wanted.quickConnects ?? [])
    plan.try(`quickConnects ${entry.name}`, () => plantQuickConnect(account, instance, entry));
  for (const { name, description, state = 'ENABLED', displayOrder, tags } of wanted.agentStatuses ?? []) {
    const rest = definedOnly({ Description: description, DisplayOrder: displayOrder, Tags: tags });
    plan.try(`agentStatuses ${name}`, () =>
      createAgentStatus(account, instance, { Name: name, State: state, ...rest }),
    );
  }
}

function refuseTwice(live: object | undefined): void {
  if (live) throw duplicate('there is one of this name already');
}

function plantProfiles(account: Account, instance: Instance, { wanted, try: attempt }: Plan): void {
  for (const profile of wanted.routingProfiles ?? []) {
    attempt(`routingProfiles ${profile.name}`, () => {
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
  for (const { name, description = '', permissions = [], tags = {} } of wanted.securityProfiles ?? []) {
    attempt(`securityProfiles ${name}`, () => {
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
  const plantBelow = (parentId: string | undefined, children: SeedGroups): void => {
    for (const [name, below] of Object.entries(children)) {
      attempt(`hierarchy ${name}`, () => {
        plantBelow(createHierarchyGroup(account, instance, { name, parentId }).id, below);
      });
    }
  };
  plantBelow(undefined, groups);
}
