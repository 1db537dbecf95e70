/**
 * The levels of the hierarchy. Every instance has exactly one structure, which may have no levels; it is never created or
 * deleted. Connect replaces the whole set of levels by one call, and renames a level by giving it another name at its place.
 */
import type { HierarchyStructure, HierarchyStructureUpdate } from '@aws-sdk/client-connect';
import type { LiveResource } from '../../plan/model/state.ts';
import { texts } from '../fields.ts';
import type { ManagedKind, Reading } from '../kind.ts';
import { always } from '../needs.ts';
import { readOnce } from '../reading/recollect.ts';
import { schema } from './schema.ts';

export type StructureAttributes = {
  /** Names from the top down, at most five. */
  readonly levels?: readonly string[];
};

const name = 'hierarchyStructure';
const members = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'] as const;

/** The part of the structure that a group at this level (from 1) stands on. */
export const levelOf = (depth: number) => ({ address: { kind: name, key: '' }, part: String(depth) });

export const hierarchyStructure: ManagedKind<StructureAttributes> = {
  name,
  noun: 'hierarchy structure',
  section: { key: name, path: ['hierarchy', 'levels'], shape: 'single', schema },
  ownership: 'declared',
  counts: 'configuration',
  attributes: { levels: { compareAs: 'list' } },
  fold: (key) => key,
  references: () => [],
  tiers: ({ levels = [] }) => levels,
  parts: {
    noun: 'level',
    of: ({ levels = [] }) => levels.map((_, index) => String(index + 1)),
    missing: (level, { length }) =>
      `This group stands on level ${level}, and the hierarchy has ${length === 0 ? 'no levels' : `${length} level${length === 1 ? '' : 's'}`}; add one under hierarchy.levels, or move the group up.`,
  },
  builtIn: () => true,
  namesLevels: true,
  takesAway: ({ after: { levels } }) => levels?.length === 0,
  insteadOfRenaming: 'write the new name of a level at its place under hierarchy.levels',
  readAfter: [],
  needs: { names: always('DescribeUserHierarchyStructure'), writes: ['UpdateUserHierarchyStructure'] },
  read: (reading) => readOnce(reading, async () => [await readStructure(reading)]),
  declare: (entry) => [{ key: '', attributes: { levels: texts(entry) ?? [] } }],
  describe: ([structure]) => structure?.attributes.levels ?? [],
  check: () => [],
  operations(change, live) {
    if (change.action !== 'update') throw new Error('The structure is neither created nor deleted.');
    const { address, before, after } = change;
    const { levels = [] } = after;
    // All levels are replaced, also one that somebody has added since the plan; what this change has made is no such thing.
    const known = [before.levels, levels].some((one = []) => String(one) === String(live?.attributes.levels ?? []));
    if (!known) return { together: [] };
    const wanted: HierarchyStructureUpdate = Object.fromEntries(
      levels.map((level, index) => [members[index], { Name: level }]),
    );
    // Groups that were deleted a moment ago may still count as there.
    return { call: 'UpdateUserHierarchyStructure', address, input: { HierarchyStructure: wanted }, onInUse: 'wait' };
  },
  lookAgain: {
    calls: () => ['DescribeUserHierarchyStructure'],
    read: (_, looking) => readStructure(looking),
  },
};

async function readStructure({
  send,
  signal,
}: Pick<Reading, 'send' | 'signal'>): Promise<LiveResource<StructureAttributes>> {
  const { HierarchyStructure: found } = await send('DescribeUserHierarchyStructure', {}, { signal });
  return { address: { kind: name, key: '' }, id: name, arn: '', attributes: readLevels(found), carried: {} };
}

function readLevels(structure: HierarchyStructure | undefined): StructureAttributes {
  return { levels: members.flatMap((member) => structure?.[member]?.Name ?? []) };
}
