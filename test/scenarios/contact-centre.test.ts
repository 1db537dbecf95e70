/** The example of a whole contact centre: from a bare instance, through its reorganisation, and back to the bare instance. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Send } from '../../src/connect/port.ts';
import type { Acceptances } from '../../src/plan/safety/finding.ts';
import type { Outcome } from '../../src/reconciler/pass.ts';
import { startInstance } from '../support/instance.ts';

const folder = join(import.meta.dirname, '../../examples/contact-centre');
const seed: unknown = JSON.parse(readFileSync(join(folder, 'instance.json'), 'utf8'));

/** The YAML files below a folder of the example, by path; those of `reorganisation` take the place of the others. */
const filesIn = (below: string): { readonly [path: string]: string } =>
  Object.fromEntries(
    readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml') && !path.startsWith('reorganisation'))
      .map((path) => [path, readFileSync(join(folder, below, path), 'utf8')]),
  );
const before = filesIn('.');
const after = { ...before, ...filesIn('reorganisation') };

const nothing = JSON.stringify({
  ...{
    version: 1,
    instance: { alias: 'any' },
    owner: 'contact-centre',
    users: [],
    hierarchy: { levels: [], groups: {} },
  },
  policy: {
    removed: {
      ...{ users: 'delete', hierarchyGroups: 'delete', routingProfiles: 'delete' },
      ...{ securityProfiles: 'delete', predefinedAttributes: 'delete' },
    },
  },
  ...{ routingProfiles: [], securityProfiles: [] },
  predefinedAttributes: [{ name: 'connect:Language', values: [] }],
});

/** What a refused plan asks to accept: `delete=120` and so on. */
function toAccept(outcome: Outcome): Acceptances {
  if (outcome.type !== 'refused') throw new Error(JSON.stringify(outcome).slice(0, 2000));
  const words = outcome.plan.safety.flatMap(({ result, acceptable }) => (result === 'fail' ? (acceptable ?? '') : []));
  return Object.fromEntries(words.map((word) => [word.split('=')[0], Number(word.split('=')[1])]));
}

const expectDone = (outcome: Outcome): void => {
  if (outcome.type !== 'applied') throw new Error(JSON.stringify(outcome).slice(0, 2000));
  expect(outcome.results.filter((one) => one.outcome !== 'complete')).toEqual([]);
};

/** Counts, at every write, the users of each queue, and notes the queues and users that lose their last. */
function watchFloor() {
  const profileOf = new Map<string, string>();
  const queuesOf = new Map<string, Set<string>>();
  const bare: string[] = [];
  const served = (): ReadonlySet<string> =>
    new Set([...new Set(profileOf.values())].flatMap((profile) => [...(queuesOf.get(profile) ?? [])]));
  const keyOf = ({ QueueReference: { QueueId, Channel } }: Queue): string => `${QueueId} ${Channel}`;
  interface Queue {
    readonly QueueReference: { readonly QueueId: string; readonly Channel: string };
  }
  const note = (call: string, input: Record<string, unknown>, output: Record<string, unknown>): void => {
    const profile = String(input['RoutingProfileId'] ?? output['RoutingProfileId']);
    const queues = (input['QueueConfigs'] ?? []) as readonly Queue[];
    const own = queuesOf.get(profile) ?? new Set();
    const servedBefore = served();
    switch (call) {
      case 'CreateUser':
        profileOf.set(String(output['UserId']), profile);
        break;
      case 'UpdateUserRoutingProfile':
        profileOf.set(String(input['UserId']), profile);
        break;
      case 'CreateRoutingProfile':
      case 'AssociateRoutingProfileQueues':
        queuesOf.set(profile, new Set([...own, ...queues.map(keyOf)]));
        break;
      case 'DisassociateRoutingProfileQueues':
        for (const { QueueId, Channel } of input['QueueReferences'] as readonly Queue['QueueReference'][]) {
          own.delete(`${QueueId} ${Channel}`);
        }
        break;
      case 'DeleteRoutingProfile':
        if ([...profileOf.values()].includes(profile)) bare.push(`${profile} was deleted with users`);
        queuesOf.delete(profile);
        break;
      default:
        return;
    }
    const now = served();
    for (const queue of servedBefore) if (!now.has(queue)) bare.push(`${queue} lost its last user by ${call}`);
  };
  const below =
    (send: Send): Send =>
    async (call, input, options) => {
      const output = await send(call, input, options);
      note(call, input as Record<string, unknown>, output as Record<string, unknown>);
      return output;
    };
  return { below, bare, queues: () => served().size };
}

test('it is made in one run, reorganised in one plan, and removed again', async () => {
  const floor = watchFloor();
  const instance = await startInstance({ seed, below: floor.below });

  expectDone(await instance.apply(before));
  expect(await instance.plan(before)).toMatchObject({ type: 'declined', plan: { changes: [] } });
  expect(floor.queues()).toBe(10);

  const accepted = toAccept(await instance.apply(after));
  expect(accepted).toEqual({ update: 52, configurationDelete: 6 });
  expectDone(await instance.apply(after, { accepted }));
  expect(await instance.plan(after)).toMatchObject({ type: 'declined', plan: { changes: [] } });
  expect(floor.bare).toEqual([]);

  expectDone(await instance.apply(nothing, { accepted: toAccept(await instance.apply(nothing)) }));
  expect(await instance.plan(nothing)).toMatchObject({ type: 'declined', plan: { changes: [] } });
  const { UserSummaryList = [] } = await instance.send('ListUsers', {});
  const { RoutingProfileSummaryList = [] } = await instance.send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList = [] } = await instance.send('ListSecurityProfiles', {});
  const { UserHierarchyGroupSummaryList = [] } = await instance.send('ListUserHierarchyGroups', {});
  expect(UserSummaryList.map(({ Username }) => Username)).toEqual(['admin']);
  expect(RoutingProfileSummaryList.map(({ Name }) => Name)).toEqual(['Basic Routing Profile']);
  expect(SecurityProfileSummaryList).toHaveLength(4);
  expect(UserHierarchyGroupSummaryList).toEqual([]);
});
