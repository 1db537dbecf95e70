/** Random contact centres, as a configuration writes them. */
import type { Dice } from './dice.ts';

export const queues = ['Q0', 'Q1', 'Q2', 'Q3', 'Q4'] as const;
const permissions = ['BasicAgentAccess', 'OutboundCallAccess', 'Users.View', 'AccessMetrics', 'Queues.View'] as const;
const channels = ['VOICE', 'CHAT', 'TASK'] as const;

export interface Routed {
  readonly queue: string;
  readonly channel: string;
  priority: number;
  readonly delay: number;
}

export interface RoutingProfile {
  name: string;
  description: string;
  defaultOutboundQueue: string;
  mediaConcurrencies: { readonly channel: string; readonly concurrency: number }[];
  queues: Routed[];
  manualAssignmentQueues: { readonly queue: string; readonly channel: string }[];
}

export interface SecurityProfile {
  readonly name: string;
  permissions: string[];
  allowedAccessControlHierarchyGroup: string | null;
}

export interface Attribute {
  readonly name: string;
  values: string[];
}

export interface Person {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  routingProfile: string;
  securityProfiles: string[];
  hierarchyGroup: string | null;
  proficiencies: { [attribute: string]: { [value: string]: number } };
}

/** Paths of groups are texts with slashes, those above before those below. */
export interface Centre {
  levels: string[];
  groups: string[];
  routingProfiles: RoutingProfile[];
  securityProfiles: SecurityProfile[];
  predefinedAttributes: Attribute[];
  users: Person[];
}

export interface Renaming {
  readonly kind: 'routingProfile' | 'hierarchyGroup';
  readonly from: string;
  readonly to: string;
}

/** A centre that is asked for, and which of its names are new ones of what there is. */
export interface Step {
  readonly centre: Centre;
  readonly renamed: readonly Renaming[];
}

/** What is somebody else's from the beginning: one of each, all of one name. A group of ours may stand below theirs. */
export const theirs = 'Theirs';

export const maxLevels = 5;
export const depthOf = (path: string): number => path.split('/').length;

/** Random parts of centres. Names are never used twice. */
export function makeParts(dice: Dice) {
  const { chance, pick, some, whole } = dice;
  const used = new Map<string, number>();
  const fresh = (prefix: string): string => {
    const number = (used.get(prefix) ?? 0) + 1;
    used.set(prefix, number);
    return `${prefix}${number}`;
  };
  const routing = (handled: readonly string[]): Pick<RoutingProfile, 'queues' | 'manualAssignmentQueues'> => {
    const pairs = queues.flatMap((queue) => handled.map((channel) => ({ queue, channel })));
    const share = pick([0.1, 0.3, 0.8]);
    return {
      queues: some(pairs, share).map((one) => ({ ...one, priority: whole(1, 3), delay: pick([0, 30]) })),
      // VOICE is not assigned by hand.
      manualAssignmentQueues: chance(0.3)
        ? some(
            pairs.filter(({ channel }) => channel !== 'VOICE'),
            0.2,
          )
        : [],
    };
  };
  const media = (): RoutingProfile['mediaConcurrencies'] => [
    { channel: 'VOICE', concurrency: 1 },
    ...some(channels.slice(1), 0.6).map((channel) => ({ channel, concurrency: whole(1, 4) })),
  ];
  const parts = {
    fresh,
    media,
    routing,
    routingProfile(): RoutingProfile {
      const mediaConcurrencies = media();
      return {
        ...{ name: fresh('Line'), description: pick(['First', 'Second']), defaultOutboundQueue: pick(queues) },
        ...{ mediaConcurrencies, ...routing(mediaConcurrencies.map(({ channel }) => channel)) },
      };
    },
    group({ levels, groups }: Centre): string | undefined {
      const above = ['', ...groups.filter((path) => depthOf(path) < levels.length)];
      const parent = pick(above);
      return levels.length === 0 ? undefined : [...(parent === '' ? [] : [parent]), fresh('Group')].join('/');
    },
    securityProfile: ({ groups }: Centre): SecurityProfile => ({
      ...{ name: fresh('Profile'), permissions: some(permissions, 0.5) },
      allowedAccessControlHierarchyGroup: chance(0.3) && groups.length > 0 ? pick(groups) : null,
    }),
    attribute: (): Attribute => ({
      name: fresh('Skill'),
      values: Array.from({ length: whole(1, 3) }, () => fresh('v')),
    }),
    proficiencies: ({ predefinedAttributes }: Centre): Person['proficiencies'] =>
      Object.fromEntries(
        some(predefinedAttributes, 0.6)
          .map(({ name, values }) => [name, some(values, 0.6)] as const)
          .filter(([, values]) => values.length > 0)
          .map(([name, values]) => [name, Object.fromEntries(values.map((value) => [value, whole(1, 5)]))]),
      ),
    work(centre: Centre): Pick<Person, 'routingProfile' | 'securityProfiles' | 'hierarchyGroup'> {
      const ours = centre.routingProfiles.map(({ name }) => name);
      const profiles = ['Agent', ...some(centre.securityProfiles, 0.5).map(({ name }) => name)];
      return {
        routingProfile: pick(['Basic Routing Profile', theirs, ...ours, ...ours, ...ours]),
        securityProfiles: profiles.slice(chance(0.3) && profiles.length > 1 ? 1 : 0),
        hierarchyGroup: chance(0.8) && centre.groups.length > 0 ? pick(centre.groups) : null,
      };
    },
    person: (centre: Centre): Person => ({
      ...{ username: fresh('agent'), firstName: pick(['Ann', 'Özgür']), lastName: pick(['Ash', '李']) },
      ...{ ...parts.work(centre), proficiencies: parts.proficiencies(centre) },
    }),
  };
  return parts;
}

export type Parts = ReturnType<typeof makeParts>;

export function makeCentre({ whole, chance }: Dice, parts: Parts): Centre {
  const centre: Centre = {
    levels: Array.from({ length: whole(2, maxLevels) }, () => parts.fresh('Level ')),
    groups: chance(0.3) ? [theirs] : [],
    ...{ routingProfiles: [], securityProfiles: [], predefinedAttributes: [], users: [] },
  };
  if (centre.groups.length > 0) centre.groups.push(`${theirs}/${parts.fresh('Group')}`);
  const times = (count: number, add: () => void): void => void Array.from({ length: count }, add);
  times(whole(1, 6), () => centre.groups.push(parts.group(centre) ?? ''));
  times(whole(1, 3), () => centre.routingProfiles.push(parts.routingProfile()));
  times(whole(1, 2), () => centre.securityProfiles.push(parts.securityProfile(centre)));
  times(whole(1, 2), () => centre.predefinedAttributes.push(parts.attribute()));
  times(whole(1, 5), () => centre.users.push(parts.person(centre)));
  return centre;
}

/** `hierarchy.groups` of these paths. */
export function treeOf(paths: readonly string[]): object {
  interface Tree {
    [name: string]: Tree;
  }
  const root: Tree = {};
  for (const path of paths) {
    let branch = root;
    for (const name of path.split('/')) {
      branch[name] ??= {};
      branch = branch[name];
    }
  }
  return root;
}
