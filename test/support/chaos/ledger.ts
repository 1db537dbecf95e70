/**
 * What an instance has, kept from the emulator's trail of writes alone: call by call, whether or not anybody heard the
 * answer. It knows nothing of how connect-sync reads.
 */
import type { Emulator, TrailEvent } from '../../../src/emulator/index.ts';
import type { TestInstance } from '../instance.ts';

export type Tags = Readonly<Record<string, string>>;

export interface Named {
  readonly name: string;
  readonly tags: Tags;
}
export interface Group extends Named {
  readonly parent: string | undefined;
}
export interface Line extends Named {
  readonly description: string;
  readonly defaultOutboundQueue: string;
  /** Contacts at a time, by channel. */
  readonly channels: Readonly<Record<string, number>>;
  /** Priority and delay, by queue and channel: `Q1 VOICE`. */
  readonly queues: Readonly<Record<string, string>>;
  readonly manual: readonly string[];
}
export interface Profile extends Named {
  readonly permissions: readonly string[];
  readonly group: string | undefined;
}
export interface User extends Named {
  readonly routingProfile: string;
  readonly securityProfiles: readonly string[];
  readonly group: string | undefined;
  /** Levels by attribute and value: `Skill1 v1`. */
  readonly proficiencies: Readonly<Record<string, number>>;
}

/** Everything by its id; attributes by their names. */
export interface Ledger {
  levels: readonly string[];
  readonly groups: Map<string, Group>;
  readonly lines: Map<string, Line>;
  readonly profiles: Map<string, Profile>;
  readonly attributes: Map<string, readonly string[]>;
  readonly users: Map<string, User>;
  /** Names of queues, by id. */
  readonly queues: ReadonlyMap<string, string>;
}

/** A call that was made. `own`: by the client that the instance's passes use. */
export interface Entry {
  readonly call: string;
  readonly own: boolean;
  readonly input: Input;
  readonly output: Readonly<Record<string, string>>;
}

interface Pair {
  readonly QueueId: string;
  readonly Channel: string;
}
export interface Config {
  readonly QueueReference: Pair;
  readonly Priority?: number;
  readonly Delay?: number;
}
interface Skill {
  readonly AttributeName: string;
  readonly AttributeValue: string;
  readonly Level?: number;
}
/** The members of all calls together that are looked at here. */
export interface Input {
  readonly [member: string]: unknown;
  readonly RoutingProfileId: string;
  readonly QueueConfigs?: readonly Config[];
  readonly ManualAssignmentQueueConfigs?: readonly Config[];
  readonly QueueReferences?: readonly Pair[];
  readonly ManualAssignmentQueueReferences?: readonly Pair[];
  readonly MediaConcurrencies: readonly { readonly Channel: string; readonly Concurrency: number }[];
  readonly UserProficiencies: readonly Skill[];
}

/** As a new instance is, with these queues. */
export async function openLedger({ send }: TestInstance): Promise<Ledger> {
  const { QueueSummaryList = [] } = await send('ListQueues', { QueueTypes: ['STANDARD'] });
  const { RoutingProfileSummaryList = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList = [] } = await send('ListSecurityProfiles', {});
  const basic = RoutingProfileSummaryList[0]?.Id;
  const { RoutingProfileQueueConfigSummaryList = [] } = await send('ListRoutingProfileQueues', {
    RoutingProfileId: basic,
  });
  const served = RoutingProfileQueueConfigSummaryList.map(({ QueueName, Channel }) => [`${QueueName} ${Channel}`, '']);
  const line = {
    description: '',
    defaultOutboundQueue: '',
    channels: {},
    manual: [],
    tags: {},
    queues: Object.fromEntries(served),
  };
  return {
    levels: [],
    groups: new Map(),
    lines: new Map(RoutingProfileSummaryList.map(({ Id = '', Name = '' }) => [Id, { ...line, name: Name }])),
    profiles: new Map(
      SecurityProfileSummaryList.map(({ Id = '', Name = '' }) => [
        Id,
        { name: Name, tags: {}, permissions: [], group: undefined },
      ]),
    ),
    attributes: new Map(),
    users: new Map(),
    queues: new Map(QueueSummaryList.map(({ Id = '', Name = '' }) => [Id, Name])),
  };
}

/** The calls that were made since the last time, in order. */
export function takeEntries(emulator: Emulator): readonly Entry[] {
  const entries = emulator.events().filter(({ errorCode }) => errorCode === undefined);
  emulator.clearEvents();
  return entries.map(entryOf);
}

function entryOf(event: TrailEvent): Entry {
  const { accessKeyId } = event['userIdentity'] as { readonly accessKeyId: string };
  return {
    call: event.eventName,
    own: accessKeyId === 'test',
    input: event['requestParameters'] as Input,
    output: (event['responseElements'] ?? {}) as Entry['output'],
  };
}

export const pairOf = ({ queues }: Ledger, { QueueId, Channel }: Pair): string => `${queues.get(QueueId)} ${Channel}`;
export const skillOf = ({ AttributeName, AttributeValue }: Skill): string => `${AttributeName} ${AttributeValue}`;

/** `EMEA/Dublin`; `null` where there is no such group. */
export function pathOf(ledger: Pick<Ledger, 'groups'>, id: string | undefined): string | null {
  const group = ledger.groups.get(id ?? '');
  if (!group) return null;
  const above = pathOf(ledger, group.parent);
  return above === null ? group.name : `${above}/${group.name}`;
}

/** How many users serve each channel of a queue. */
export function servedIn({ users, lines }: Ledger): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { routingProfile } of users.values()) {
    for (const pair of Object.keys(lines.get(routingProfile)?.queues ?? {}))
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}
