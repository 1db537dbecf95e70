// Where the people of people.ts work: regions with sites and teams, and the queues and routing profiles of a contact
// centre of some size.

import { createRoutingProfile } from '../operations/routing/routing-profiles.ts';
import { createHierarchyGroup } from '../operations/users/hierarchy.ts';
import type { Account } from '../state/account.ts';
import { NEW_QUEUE } from '../state/given/defaults.ts';
import { newResource } from '../state/given/new-instance.ts';
import type { Instance } from '../state/instance.ts';
import { AMERICAN_NAMES, ASIAN_NAMES, EUROPEAN_NAMES, type Pool } from './names.ts';

export interface Site {
  readonly name: string;
  readonly names: readonly Pool[];
  /** Country code and the number of digits behind it. */
  readonly dial: readonly [code: string, digits: number];
}

const SITES: Readonly<Record<string, readonly Site[]>> = {
  Americas: [
    { name: 'Seattle', names: AMERICAN_NAMES, dial: ['+1206', 7] },
    { name: 'Austin', names: AMERICAN_NAMES, dial: ['+1512', 7] },
    { name: 'São Paulo', names: AMERICAN_NAMES, dial: ['+5511', 9] },
  ],
  EMEA: [
    { name: 'Dublin', names: EUROPEAN_NAMES, dial: ['+3531', 7] },
    { name: 'Leipzig', names: EUROPEAN_NAMES, dial: ['+49341', 8] },
    { name: 'Kraków', names: EUROPEAN_NAMES, dial: ['+4812', 7] },
  ],
  APAC: [
    { name: 'Manila', names: ASIAN_NAMES, dial: ['+632', 8] },
    { name: 'Osaka', names: ASIAN_NAMES, dial: ['+816', 8] },
  ],
};

const TEAMS = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo'];
const QUEUES = ['Billing', 'Sales', 'Tier 2 Support', 'Chat Support', 'Back Office'];

interface Profile {
  readonly name: string;
  readonly description: string;
  readonly queues: readonly string[];
  readonly channels: readonly ['VOICE' | 'CHAT' | 'TASK' | 'EMAIL', number][];
}

const PROFILES: readonly Profile[] = [
  {
    name: 'Billing',
    description: 'Invoices and payments',
    queues: ['Billing', 'BasicQueue'],
    channels: [
      ['VOICE', 1],
      ['CHAT', 2],
    ],
  },
  { name: 'Sales', description: 'New business', queues: ['Sales'], channels: [['VOICE', 1]] },
  {
    name: 'Tier 2',
    description: 'Second line',
    queues: ['Tier 2 Support', 'BasicQueue'],
    channels: [
      ['VOICE', 1],
      ['CHAT', 3],
      ['TASK', 5],
    ],
  },
  {
    name: 'Chat Support',
    description: 'Written contacts only',
    queues: ['Chat Support'],
    channels: [
      ['CHAT', 5],
      ['EMAIL', 3],
    ],
  },
  {
    name: 'Back Office',
    description: 'Tasks behind the contact',
    queues: ['Back Office'],
    channels: [
      ['TASK', 10],
      ['EMAIL', 5],
    ],
  },
];

export interface Place {
  readonly region: string;
  readonly site: Site;
  readonly siteId: string;
  readonly teamIds: readonly string[];
}

export function addProfiles(account: Account, instance: Instance): void {
  const hours = [...instance.hoursOfOperation.values()][0];
  if (!hours) return;
  for (const name of QUEUES) {
    if (instance.queues.named(name)) continue;
    const resource = newResource(account, instance, { kind: 'queue', name });
    instance.queues.put({ ...resource, ...NEW_QUEUE, description: undefined, hoursOfOperationId: hours.id });
  }
  const queueId = (name: string): string => instance.queues.named(name)?.id ?? '';
  for (const { name, description, queues, channels } of PROFILES) {
    if (instance.routingProfiles.named(name)) continue;
    const references = queues.flatMap((queue) =>
      channels.map(([Channel]) => ({ QueueReference: { QueueId: queueId(queue), Channel }, Priority: 1, Delay: 0 })),
    );
    createRoutingProfile(account, instance, {
      Name: name,
      Description: description,
      DefaultOutboundQueueId: queueId('BasicQueue'),
      QueueConfigs: references,
      MediaConcurrencies: channels.map(([Channel, Concurrency]) => ({ Channel, Concurrency })),
    });
  }
}

export function addPlaces(account: Account, instance: Instance): Place[] {
  const now = account.now();
  // A seed may have brought a structure of its own; people then go without a group.
  if (instance.levels.length > 0)
    return everySite().map(([region, site]) => ({ region, site, siteId: '', teamIds: [] }));
  instance.levels = ['Region', 'Site', 'Team'].map((name) => ({ name, modified: now }));
  const group = (name: string, parentId?: string): string =>
    createHierarchyGroup(account, instance, { name, parentId }).id;
  const regionIds = new Map(Object.keys(SITES).map((region) => [region, group(region)]));
  return everySite().map(([region, site]) => {
    const siteId = group(site.name, regionIds.get(region));
    return { region, site, siteId, teamIds: TEAMS.map((team) => group(team, siteId)) };
  });
}

function everySite(): [string, Site][] {
  return Object.entries(SITES).flatMap(([region, sites]) => sites.map((site): [string, Site] => [region, site]));
}
