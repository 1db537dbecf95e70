/** What may become of a contact centre: people and teams move, things get other names, come and go. */
import {
  type Attribute,
  type Centre,
  depthOf,
  maxLevels,
  type Parts,
  type Person,
  queues,
  type Renaming,
  type Routed,
  type Step,
  theirs,
} from './centre.ts';
import type { Dice } from './dice.ts';

const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const lastOf = (path: string): string => path.split('/').at(-1) ?? '';
const isWithin = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

/** Another centre that this one may become; `mayShrink`: what is not listed any more is deleted. */
export function evolve(
  before: Centre,
  { dice, parts, mayShrink }: { readonly dice: Dice; readonly parts: Parts; readonly mayShrink: boolean },
): Step {
  const { chance, pick, some, whole } = dice;
  const centre = structuredClone(before);
  const renamed: Renaming[] = [];
  const own = (): readonly string[] => centre.groups.filter((path) => path !== theirs);

  /** Groups get other paths, and what points at them goes along. */
  const repath = (from: string, to: string): void => {
    const moved = (path: string): string => (isWithin(path, from) ? `${to}${path.slice(from.length)}` : path);
    centre.groups = centre.groups.map(moved).sort((a, b) => depthOf(a) - depthOf(b));
    for (const user of centre.users) user.hierarchyGroup &&= moved(user.hierarchyGroup);
    for (const one of centre.securityProfiles)
      one.allowedAccessControlHierarchyGroup &&= moved(one.allowedAccessControlHierarchyGroup);
  };
  const removeGroups = (above: string): void => {
    centre.groups = centre.groups.filter((path) => !isWithin(path, above));
    const instead = centre.groups.length > 0 && chance(0.7) ? pick(centre.groups) : null;
    const outside = (path: string | null): string | null => (path !== null && isWithin(path, above) ? instead : path);
    for (const user of centre.users) user.hierarchyGroup = outside(user.hierarchyGroup);
    for (const one of centre.securityProfiles)
      one.allowedAccessControlHierarchyGroup = outside(one.allowedAccessControlHierarchyGroup);
  };

  const mutations: { readonly [what: string]: () => void } = {
    renameLevel() {
      centre.levels[whole(0, centre.levels.length - 1)] = parts.fresh('Level ');
    },
    addLevel: () => void (centre.levels.length < maxLevels && centre.levels.push(parts.fresh('Level '))),
    removeLevel() {
      const deepest = Math.max(2, ...centre.groups.map(depthOf));
      if (mayShrink && centre.levels.length > deepest) centre.levels.pop();
    },
    addGroups: () => void Array.from({ length: whole(1, 3) }, () => centre.groups.push(parts.group(centre) ?? '')),
    moveGroup() {
      if (own().length === 0) return;
      const from = pick(own());
      const height = Math.max(...centre.groups.filter((path) => isWithin(path, from)).map(depthOf)) - depthOf(from);
      const parents = ['', ...centre.groups].filter(
        (path) => !isWithin(path, from) && (path === '' ? 0 : depthOf(path)) + 1 + height <= centre.levels.length,
      );
      const parent = parents.length > 0 ? pick(parents) : parentOf(from);
      const to = parent === '' ? lastOf(from) : `${parent}/${lastOf(from)}`;
      if (!centre.groups.includes(to)) repath(from, to);
    },
    removeGroup: () => void (own().length > 1 && removeGroups(pick(own()))),
    changeLine() {
      const one = pick(centre.routingProfiles);
      if (chance(0.5)) one.mediaConcurrencies = parts.media();
      if (chance(0.3)) one.description = parts.fresh('Anything ');
      if (chance(0.3)) one.defaultOutboundQueue = pick(queues);
      const handled = one.mediaConcurrencies.map(({ channel }) => channel);
      const { queues: others, manualAssignmentQueues } = parts.routing(handled);
      const isHandled = ({ channel }: { readonly channel: string }): boolean => handled.includes(channel);
      const kept = some(one.queues.filter(isHandled), 0.6).map((kept) => ({ ...kept, priority: whole(1, 3) }));
      const isNew = ({ queue, channel }: Routed): boolean =>
        !kept.some((other) => other.queue === queue && other.channel === channel);
      one.queues = [...kept, ...others.filter(isNew)];
      one.manualAssignmentQueues = chance(0.5) ? manualAssignmentQueues : one.manualAssignmentQueues.filter(isHandled);
    },
    addLine: () => void centre.routingProfiles.push(parts.routingProfile()),
    removeLine() {
      if (centre.routingProfiles.length < 2) return;
      const gone = pick(centre.routingProfiles);
      centre.routingProfiles = centre.routingProfiles.filter((one) => one !== gone);
      for (const user of centre.users)
        if (user.routingProfile === gone.name) user.routingProfile = pick(centre.routingProfiles).name;
    },
    changeProfile() {
      pick(centre.securityProfiles).permissions = parts.securityProfile(centre).permissions;
    },
    addProfile: () => void centre.securityProfiles.push(parts.securityProfile(centre)),
    removeProfile() {
      if (centre.securityProfiles.length < 2) return;
      const { name } = centre.securityProfiles.shift() ?? { name: '' };
      for (const user of centre.users) {
        const left = user.securityProfiles.filter((one) => one !== name);
        user.securityProfiles = left.length > 0 ? left : ['Agent'];
      }
    },
    changeAttribute() {
      const one = pick(centre.predefinedAttributes);
      one.values = [...some(one.values, 0.7), parts.fresh('v')];
    },
    addAttribute: () => void centre.predefinedAttributes.push(parts.attribute()),
    removeAttribute: () => void (centre.predefinedAttributes.length > 1 && centre.predefinedAttributes.shift()),
    addPeople: () => void Array.from({ length: whole(1, 2) }, () => centre.users.push(parts.person(centre))),
    movePeople: () => void some(centre.users, 0.6).map((user) => Object.assign(user, parts.work(centre))),
    removePeople: () => void (centre.users.length > 2 && centre.users.splice(0, whole(1, 2))),
    trainPeople: () =>
      void some(centre.users, 0.6).map((user) => Object.assign(user, { proficiencies: parts.proficiencies(centre) })),
    // Last, for a new name has to be listed.
    renameGroup() {
      if (own().length === 0) return;
      const from = pick(own());
      const to = [...(parentOf(from) === '' ? [] : [parentOf(from)]), parts.fresh('Group')].join('/');
      repath(from, to);
      renamed.push({ kind: 'hierarchyGroup', from, to });
    },
    renameLine() {
      const one = pick(centre.routingProfiles);
      const [from, to] = [one.name, parts.fresh('Line')];
      one.name = to;
      for (const user of centre.users) if (user.routingProfile === from) user.routingProfile = to;
      renamed.push({ kind: 'routingProfile', from, to });
    },
  };
  for (const mutate of some(Object.values(mutations), pick([0.15, 0.35, 0.6]))) mutate();
  // Theirs may only be listed above one of ours.
  if (!centre.groups.some((path) => path.startsWith(`${theirs}/`)))
    centre.groups = centre.groups.filter((path) => path !== theirs);
  // Nobody is proficient in what there is no more.
  for (const user of centre.users) user.proficiencies = known(user.proficiencies, centre.predefinedAttributes);
  return { centre, renamed };
}

function known(proficiencies: Person['proficiencies'], attributes: readonly Attribute[]): Person['proficiencies'] {
  const left = attributes.map(({ name, values }) => {
    const had = Object.entries(proficiencies[name] ?? {}).filter(([value]) => values.includes(value));
    return [name, Object.fromEntries(had)] as const;
  });
  return Object.fromEntries(left.filter(([, levels]) => Object.keys(levels).length > 0));
}
