/** How each call is written down in a ledger. */
import {
  type Config,
  type Entry,
  type Input,
  type Ledger,
  type Line,
  type Named,
  pairOf,
  skillOf,
  type Tags,
} from './ledger.ts';

const optional = (id: unknown): string | undefined => (typeof id === 'string' && id !== '' ? id : undefined);
const without = <T>(record: Readonly<Record<string, T>>, gone: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !gone.includes(key)));

/** Writes a call down. */
export function enter(ledger: Ledger, entry: Entry): void {
  const write = writers[entry.call];
  if (!write) throw new Error(`The ledger does not know ${entry.call}.`);
  write(ledger, entry);
}

type Writer = (ledger: Ledger, entry: Entry) => void;
type Edit<T> = (before: T, entry: Entry, ledger: Ledger) => Partial<T>;
type Part = 'groups' | 'lines' | 'profiles' | 'users';

/** Changes what has the id that this member of the input says. */
function change<P extends Part, T = Ledger[P] extends Map<string, infer V> ? V : never>(
  part: P,
  member: string,
  edit: Edit<T>,
): Writer {
  return (ledger, entry) => {
    const of = ledger[part] as unknown as Map<string, T>;
    const id = String(entry.input[member]);
    const before = of.get(id);
    if (before === undefined) throw new Error(`${entry.call} was made of ${id}, which is not known.`);
    of.set(id, { ...before, ...edit(before, entry, ledger) });
  };
}

const remove =
  (part: Part | 'attributes', member: string): Writer =>
  (ledger, { input }) =>
    void ledger[part].delete(String(input[member]));

const changeTags =
  (edit: (before: Tags, input: Input) => Tags): Writer =>
  ({ groups, lines, profiles, users }, { input }) => {
    const arn = String(input['resourceArn']);
    const id = arn.slice(arn.lastIndexOf('/') + 1);
    for (const of of [groups, lines, profiles, users] as Map<string, Named>[]) {
      const one = of.get(id);
      if (one) of.set(id, { ...one, tags: edit(one.tags, input) });
    }
  };

const tagsOf = (input: Input): Tags => (input['Tags'] ?? {}) as Tags;
const configured = (ledger: Ledger, configs: readonly Config[] = []): Line['queues'] =>
  Object.fromEntries(
    configs.map(({ QueueReference, Priority, Delay }) => [pairOf(ledger, QueueReference), `${Priority}/${Delay}`]),
  );
const manually = (ledger: Ledger, configs: readonly Config[] = []): Line['manual'] =>
  configs.map(({ QueueReference }) => pairOf(ledger, QueueReference));
const limitsOf = ({ MediaConcurrencies }: Input): Line['channels'] =>
  Object.fromEntries(MediaConcurrencies.map(({ Channel, Concurrency }) => [Channel, Concurrency]));
const outbound = ({ queues }: Ledger, input: Input): string =>
  queues.get(String(input['DefaultOutboundQueueId'])) ?? '';

const addQueues: Writer = change('lines', 'RoutingProfileId', ({ queues, manual }, { input }, ledger) => ({
  queues: { ...queues, ...configured(ledger, input.QueueConfigs) },
  manual: [...manual, ...manually(ledger, input.ManualAssignmentQueueConfigs)],
}));
const setSkills: Writer = change('users', 'UserId', ({ proficiencies }, { input }) => ({
  proficiencies: {
    ...proficiencies,
    ...Object.fromEntries(input.UserProficiencies.map((skill) => [skillOf(skill), skill.Level ?? 0])),
  },
}));
const setValues: Writer = ({ attributes }, { input }) => {
  const { StringList = [] } = (input['Values'] ?? {}) as { readonly StringList?: readonly string[] };
  attributes.set(String(input['Name']), StringList);
};
const setProfile: Writer = ({ profiles }, { input, output }) => {
  const id = output['SecurityProfileId'] ?? String(input['SecurityProfileId']);
  const known = profiles.get(id);
  const group = input['AllowedAccessControlHierarchyGroupId'];
  profiles.set(id, {
    ...{ name: known?.name ?? String(input['SecurityProfileName']), tags: known?.tags ?? tagsOf(input) },
    permissions: (input['Permissions'] as readonly string[] | undefined) ?? known?.permissions ?? [],
    group: group === undefined ? known?.group : optional(group),
  });
};
/** Members of which the ledger keeps nothing. */
const ignore: Writer = () => {};

const writers: { readonly [call: string]: Writer } = {
  TagResource: changeTags((before, input) => ({ ...before, ...(input['tags'] as Tags) })),
  UntagResource: changeTags((before, input) => without(before, input['tagKeys'] as readonly string[])),
  UpdateUserHierarchyStructure(ledger, { input }) {
    const levels = input['HierarchyStructure'] as Readonly<Record<string, { readonly Name: string }>>;
    const order = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'];
    ledger.levels = order.flatMap((key) => levels[key]?.Name ?? []);
  },
  CreateUserHierarchyGroup({ groups }, { input, output }) {
    const group = { name: String(input['Name']), parent: optional(input['ParentGroupId']), tags: tagsOf(input) };
    groups.set(output['HierarchyGroupId'] ?? '', group);
  },
  UpdateUserHierarchyGroupName: change('groups', 'HierarchyGroupId', (_, { input }) => ({
    name: String(input['Name']),
  })),
  DeleteUserHierarchyGroup: remove('groups', 'HierarchyGroupId'),
  CreateRoutingProfile(ledger, { input, output }) {
    ledger.lines.set(output['RoutingProfileId'] ?? '', {
      ...{ name: String(input['Name']), tags: tagsOf(input), description: String(input['Description']) },
      ...{ defaultOutboundQueue: outbound(ledger, input), channels: limitsOf(input) },
      queues: configured(ledger, input.QueueConfigs),
      manual: manually(ledger, input.ManualAssignmentQueueConfigs),
    });
  },
  UpdateRoutingProfileName: change('lines', 'RoutingProfileId', ({ name, description }, { input }) => ({
    name: optional(input['Name']) ?? name,
    description: optional(input['Description']) ?? description,
  })),
  UpdateRoutingProfileConcurrency: change('lines', 'RoutingProfileId', (_, { input }) => ({
    channels: limitsOf(input),
  })),
  UpdateRoutingProfileDefaultOutboundQueue: change('lines', 'RoutingProfileId', (_, { input }, ledger) => ({
    defaultOutboundQueue: outbound(ledger, input),
  })),
  AssociateRoutingProfileQueues: addQueues,
  UpdateRoutingProfileQueues: addQueues,
  DisassociateRoutingProfileQueues: change('lines', 'RoutingProfileId', ({ queues, manual }, { input }, ledger) => {
    const gone = (input.ManualAssignmentQueueReferences ?? []).map((pair) => pairOf(ledger, pair));
    return {
      queues: without(
        queues,
        (input.QueueReferences ?? []).map((pair) => pairOf(ledger, pair)),
      ),
      manual: manual.filter((pair) => !gone.includes(pair)),
    };
  }),
  DeleteRoutingProfile: remove('lines', 'RoutingProfileId'),
  CreateSecurityProfile: setProfile,
  UpdateSecurityProfile: setProfile,
  DeleteSecurityProfile: remove('profiles', 'SecurityProfileId'),
  CreatePredefinedAttribute: setValues,
  UpdatePredefinedAttribute: setValues,
  DeletePredefinedAttribute: remove('attributes', 'Name'),
  CreateUser({ users }, { input, output }) {
    users.set(output['UserId'] ?? '', {
      ...{ name: String(input['Username']), tags: tagsOf(input), routingProfile: input.RoutingProfileId },
      ...{ group: optional(input['HierarchyGroupId']), proficiencies: {} },
      securityProfiles: input['SecurityProfileIds'] as readonly string[],
    });
  },
  UpdateUserRoutingProfile: change('users', 'UserId', (_, { input }) => ({ routingProfile: input.RoutingProfileId })),
  UpdateUserSecurityProfiles: change('users', 'UserId', (_, { input }) => ({
    securityProfiles: input['SecurityProfileIds'] as readonly string[],
  })),
  UpdateUserHierarchy: change('users', 'UserId', (_, { input }) => ({ group: optional(input['HierarchyGroupId']) })),
  UpdateUserIdentityInfo: ignore,
  UpdateUserConfig: ignore,
  AssociateUserProficiencies: setSkills,
  UpdateUserProficiencies: setSkills,
  DisassociateUserProficiencies: change('users', 'UserId', ({ proficiencies }, { input }) => ({
    proficiencies: without(proficiencies, input.UserProficiencies.map(skillOf)),
  })),
  DeleteUser: remove('users', 'UserId'),
};
