import type { OutputOf } from '../../connect/port.ts';
import type { Reference, ServedChannel } from '../../plan/model/rules.ts';
import type { ManagedKind } from '../kind.ts';
import { coveredQueues } from '../queue/index.ts';
import {
  type CarriedProfile,
  declare,
  describe,
  inQueueChannel,
  type QueueChannel,
  type RoutingProfileAttributes,
} from './attributes.ts';
import { check } from './check.ts';
import { lookAgain } from './look-again.ts';
import { needs } from './needs.ts';
import { operations } from './operations.ts';
import { readRoutingProfiles, readServed } from './read.ts';
import { schema } from './schema.ts';
import { settle } from './settle.ts';

export const routingProfile: ManagedKind<RoutingProfileAttributes, CarriedProfile> = {
  name: 'routingProfile',
  noun: 'routing profile',
  section: { key: 'routingProfiles', shape: 'list', schema },
  ownership: 'tag',
  counts: 'configuration',
  attributes: {
    mediaConcurrencies: { compareAs: 'exactKeys' },
    queues: { compareAs: 'exactMap' },
    manualAssignmentQueues: { compareAs: 'set' },
    tags: { mergedByKey: true },
  },
  fold: (name) => name,
  references,
  policyReferences: coveredQueues,
  serves,
  rename: (key, { from, to }) => (key === from ? to : undefined),
  /** Every instance comes with it, and cannot do without a profile. */
  builtIn: (name) => name === 'Basic Routing Profile',
  readAfter: ['queue'],
  needs,
  read: readRoutingProfiles,
  readServed,
  declare: (entry) => [declare(entry)],
  describe: (live) => live.map(describe),
  check: ({ desired, live }) => (desired ? check(desired, live) : []),
  operations,
  lookAgain,
  identify({ RoutingProfileId: id, RoutingProfileArn: arn = '' }: OutputOf<'CreateRoutingProfile'>) {
    return id === undefined ? undefined : { id, arn };
  },
  settle,
};

function references({
  defaultOutboundQueue,
  queues = {},
  manualAssignmentQueues = [],
}: RoutingProfileAttributes): readonly Reference[] {
  const to = (key: string, ...path: readonly string[]): Reference => ({ path, address: { kind: 'queue', key } });
  const pairs = (keys: readonly QueueChannel[], attribute: string): readonly Reference[] =>
    keys.map((key, index) => to(inQueueChannel(key).queue, attribute, String(index), 'queue'));
  return [
    ...(defaultOutboundQueue === undefined ? [] : [to(defaultOutboundQueue, 'defaultOutboundQueue')]),
    ...pairs(
      Object.keys(queues).filter((key) => queues[key] !== null),
      'queues',
    ),
    ...pairs(manualAssignmentQueues, 'manualAssignmentQueues'),
  ];
}

/** Queues whose contacts are offered to agents; those for manual assignment wait until somebody picks a contact. */
function serves({ queues }: RoutingProfileAttributes): readonly ServedChannel[] | undefined {
  return queues && Object.keys(queues).flatMap((key) => (queues[key] === null ? [] : [inQueueChannel(key)]));
}
