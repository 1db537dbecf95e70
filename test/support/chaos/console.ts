/** Somebody else, at the console: changes what a configuration manages, makes things of their own, and gets in the way. */
import { CallError } from '../../../src/base/errors.ts';
import { makeClient } from '../../../src/connect/client.ts';
import type { Send } from '../../../src/connect/port.ts';
import type { TestInstance } from '../instance.ts';
import { type Step, theirs } from './centre.ts';
import type { Dice } from './dice.ts';
import { type Ledger, pathOf } from './ledger.ts';
import { owner } from './people.ts';

export interface Console {
  readonly send: Send;
  /** Makes what is theirs from the beginning: one of each kind. `attribute`: a predefined attribute, too. */
  settleIn(attribute: 'with an attribute' | 'without'): Promise<void>;
  /** Does a few things to what there is, and to what is asked for and not there yet. */
  interfere(ledger: Ledger, step: Step): Promise<void>;
  /** Whether anything of what `giveWay` takes back is there. */
  isInTheWay(ledger: Ledger): boolean;
  /** Takes back what keeps a plan from being made: foreign users in what goes, foreign marks. */
  giveWay(ledger: Ledger): Promise<void>;
  close(): void;
}

const squatter = 'squatter';
const mark = 'connect-sync:owner';

export function openConsole({ emulator }: TestInstance, dice: Dice): Console {
  const { chance, pick, some, whole } = dice;
  const { id = '', arn = '' } = emulator.instances[0] ?? {};
  const credentials = { accessKeyId: 'console', secretAccessKey: 'console' };
  const client = makeClient({ region: emulator.region, endpoint: emulator.url, credentials });
  const send = client.bind(id);
  /** What Connect refuses, such as a name that is taken, is shrugged at. */
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
  };
  const idOf = (of: ReadonlyMap<string, { readonly name: string }>, name: string): string =>
    [...of].find(([, one]) => one.name === name)?.[0] ?? '';
  const managed = <T extends { readonly tags: Readonly<Record<string, string>> }>(of: ReadonlyMap<string, T>) =>
    [...of].filter(([, { tags }]) => tags[mark] === owner);
  const arnOf = (path: string, resource: string): string => `${arn}/${path}/${resource}`;

  const squattersIn = ({ users }: Ledger): readonly string[] =>
    [...users].filter(([, { name }]) => name.startsWith(squatter)).map(([UserId]) => UserId);
  const claimedIn = ({ lines, groups }: Ledger): readonly string[] =>
    [
      ...[...lines].map(([one, of]) => ({ resource: arnOf('routing-profile', one), of })),
      ...[...groups].map(([one, of]) => ({ resource: arnOf('agent-group', one), of })),
    ].flatMap(({ resource, of }) => (of.name !== theirs && of.tags[mark] === 'them' ? [resource] : []));

  const actions = (ledger: Ledger, { centre: asked, renamed }: Step): readonly (() => Promise<unknown>)[] => {
    const { groups, lines, profiles, users } = ledger;
    const [ourLines, ourUsers, ourGroups] = [managed(lines), managed(users), managed(groups)];
    const ourProfiles = managed(profiles);
    // Where both names are there, somebody has to decide.
    const isNoNewName = (name: string): boolean => renamed.every(({ to }) => to !== name);
    const anyQueue = (): string => pick([...ledger.queues.keys()]);
    const user = (Username: string, more: object) =>
      send('CreateUser', {
        ...{ Username, IdentityInfo: { FirstName: 'Console', LastName: 'User' } },
        ...{ SecurityProfileIds: [idOf(profiles, 'Agent')], RoutingProfileId: idOf(lines, theirs), ...more },
      });
    return [
      async () => {
        const [RoutingProfileId] = pick(ourLines);
        const QueueReference = { QueueId: anyQueue(), Channel: 'VOICE' } as const;
        const QueueConfigs = [{ QueueReference, Priority: 1, Delay: 0 }];
        await send('AssociateRoutingProfileQueues', { RoutingProfileId, QueueConfigs });
      },
      async () => {
        const [RoutingProfileId, { queues }] = pick(ourLines);
        const [name, Channel] = pick(Object.keys(queues)).split(' ') as [string, 'VOICE'];
        const QueueId = [...ledger.queues].find(([, known]) => known === name)?.[0] ?? '';
        await send('DisassociateRoutingProfileQueues', { RoutingProfileId, QueueReferences: [{ QueueId, Channel }] });
      },
      async () => {
        const [RoutingProfileId] = pick(ourLines);
        await send('UpdateRoutingProfileName', { RoutingProfileId, Name: `Console ${whole(1, 1000)}` });
      },
      async () => {
        const [HierarchyGroupId] = pick(ourGroups);
        await send('UpdateUserHierarchyGroupName', { HierarchyGroupId, Name: `Console ${whole(1, 1000)}` });
      },
      async () => {
        const [UserId] = pick(ourUsers);
        await send('UpdateUserRoutingProfile', { UserId, RoutingProfileId: pick([...lines.keys()]) });
      },
      async () => {
        const [UserId] = pick(ourUsers);
        await send('UpdateUserHierarchy', {
          UserId,
          ...(chance(0.5) && { HierarchyGroupId: pick([...groups.keys()]) }),
        });
      },
      async () => {
        const [UserId, { proficiencies }] = pick(ourUsers);
        const [AttributeName = '', AttributeValue = ''] = pick(Object.keys(proficiencies)).split(' ');
        await send('DisassociateUserProficiencies', { UserId, UserProficiencies: [{ AttributeName, AttributeValue }] });
      },
      () => send('DeleteUser', { UserId: pick(ourUsers)[0] }),
      () => send('DeleteUserHierarchyGroup', { HierarchyGroupId: pick(ourGroups)[0] }),
      () => send('DeleteRoutingProfile', { RoutingProfileId: pick(ourLines)[0] }),
      () => send('UpdateSecurityProfile', { SecurityProfileId: pick(ourProfiles)[0], Permissions: ['Queues.View'] }),
      () =>
        send('UpdatePredefinedAttribute', { Name: pick([...ledger.attributes.keys()]), Values: { StringList: ['x'] } }),
      // What is asked for, before we make it.
      () => user(pick(asked.users).username, {}),
      () => send('CreateSecurityProfile', { SecurityProfileName: pick(asked.securityProfiles).name }),
      () =>
        send('CreatePredefinedAttribute', {
          Name: pick(asked.predefinedAttributes).name,
          Values: { StringList: ['x'] },
        }),
      () => {
        const path = pick(asked.groups.filter(isNoNewName)).split('/');
        const parent = [...groups.keys()].find((id) => pathOf(ledger, id) === path.slice(0, -1).join('/'));
        const Name = path.at(-1) ?? '';
        return send('CreateUserHierarchyGroup', { Name, ...(parent !== undefined && { ParentGroupId: parent }) });
      },
      () =>
        send('CreateRoutingProfile', {
          ...{
            Name: pick(asked.routingProfiles.map(({ name }) => name).filter(isNoNewName)),
            Description: 'Console',
            DefaultOutboundQueueId: anyQueue(),
          },
          MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
        }),
      // What gets in the way.
      () => user(`${squatter}${whole(1, 1000)}`, { RoutingProfileId: pick(ourLines)[0] }),
      () => user(`${squatter}${whole(1, 1000)}`, { HierarchyGroupId: pick(ourGroups)[0] }),
      () => send('TagResource', { resourceArn: arnOf('routing-profile', pick(ourLines)[0]), tags: { [mark]: 'them' } }),
      () => send('TagResource', { resourceArn: arnOf('agent-group', pick(ourGroups)[0]), tags: { [mark]: 'them' } }),
    ];
  };

  return {
    send,
    async settleIn(attribute) {
      const tags = { [mark]: 'them' };
      await send('UpdateUserHierarchyStructure', {
        HierarchyStructure: { LevelOne: { Name: 'One' }, LevelTwo: { Name: 'Two' } },
      });
      const { HierarchyGroupId } = await send('CreateUserHierarchyGroup', { Name: theirs, Tags: tags });
      const { QueueSummaryList = [] } = await send('ListQueues', { QueueTypes: ['STANDARD'] });
      const { SecurityProfileId = '' } = await send('CreateSecurityProfile', {
        ...{ SecurityProfileName: theirs, Permissions: ['BasicAgentAccess'] },
      });
      const QueueId = QueueSummaryList[0]?.Id ?? '';
      const { RoutingProfileId } = await send('CreateRoutingProfile', {
        ...{ Name: theirs, Description: theirs, DefaultOutboundQueueId: QueueId, Tags: tags },
        MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
        QueueConfigs: [{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
      });
      const { UserId = '' } = await send('CreateUser', {
        ...{ Username: theirs, IdentityInfo: { FirstName: 'F', LastName: 'L' } },
        ...{ RoutingProfileId, SecurityProfileIds: [SecurityProfileId], HierarchyGroupId },
      });
      if (attribute === 'without') return;
      await send('CreatePredefinedAttribute', { Name: theirs, Values: { StringList: ['a'] } });
      const UserProficiencies = [{ AttributeName: theirs, AttributeValue: 'a', Level: 3 }];
      await send('AssociateUserProficiencies', { UserId, UserProficiencies });
    },
    async interfere(ledger, step) {
      for (const action of some(actions(ledger, step), 0.12)) {
        // Where there is nothing to do it to, it is not done.
        await attempt(async () => action()).catch((error: unknown) => {
          if (!(error instanceof Error && error.message.startsWith('There is nothing'))) throw error;
        });
      }
    },
    isInTheWay: (ledger) => squattersIn(ledger).length + claimedIn(ledger).length > 0,
    async giveWay(ledger) {
      for (const UserId of squattersIn(ledger)) await attempt(() => send('DeleteUser', { UserId }));
      // Below a group that goes, one of nobody's stands in the way.
      const deepestFirst = [...ledger.groups].filter(([, { tags }]) => tags[mark] === undefined).reverse();
      for (const [HierarchyGroupId] of deepestFirst)
        await attempt(() => send('DeleteUserHierarchyGroup', { HierarchyGroupId }));
      for (const resourceArn of claimedIn(ledger))
        await attempt(() => send('TagResource', { resourceArn, tags: { [mark]: owner } }));
    },
    close: () => client.close(),
  };
}
