/**
 * From files to the desired state, in one direction: read every file, check each against the schema, join what they say,
 * declare the resources. No step stops at the first mistake; all of them come out together, in the order of the files.
 */

import type { TimeZone } from '../base/day.ts';
import { type Diagnostic, distinct, inReadingOrder } from '../base/diagnostic.ts';
import { isMap, type Json } from '../base/json.ts';
import type { Renaming } from '../plan/compare/rename.ts';
import type { SourceFacts } from '../plan/model/person.ts';
import { defaultPolicy, type Policy, type Window } from '../plan/model/policy.ts';
import { keyOf } from '../plan/model/rules.ts';
import type { DesiredResource, DesiredState } from '../plan/model/state.ts';
import { declareAll } from './declare.ts';
import { type FileSystem, makeBounds } from './files/file-access.ts';
import { readFiles } from './files/read-files.ts';
import type { PassedOver } from './people/passed-over.ts';
import { readSources, type Sourced } from './people/read-sources.ts';
import { readTables } from './people/tables.ts';
import { makePlaceOf } from './resource-place.ts';
import { addRoles, type Role } from './roles.ts';
import { makeConvert } from './schema/convert.ts';
import type { Schema } from './schema/schema.ts';
import { validate } from './schema/validate.ts';
import { isPeople, nameFieldOf } from './sections.ts';
import { type InstanceName, readInstance } from './settings/instance.ts';
import { type NoticeTarget, readNotices } from './settings/notices.ts';
import { readParking } from './settings/parking.ts';
import { readPolicy } from './settings/policy.ts';
import { readRenamed } from './settings/renamed.ts';
import { readThrottle, type Throttle } from './settings/throttle.ts';
import { readWindows } from './settings/windows.ts';

export type { FileSystem };

/** What the files say. Where `diagnostics` has errors, the rest is only as much as could be understood. */
export interface Configuration {
  readonly instance?: InstanceName;
  /** The ownership mark. */
  readonly owner?: string;
  /** With defaults for what is not written. */
  readonly policy: Policy;
  /** Resources that get another name. */
  readonly renamed: readonly Renaming[];
  /** Absent where the file says nothing of the account's limits. */
  readonly throttle?: Throttle;
  /** Where a watch tells of its passes. */
  readonly notices: readonly NoticeTarget[];
  /** When a watch may apply; none where it may at any time. */
  readonly windows: readonly Window[];
  /** Names of the kinds whose section is in any of the files; the others are not managed. */
  readonly managed: ReadonlySet<string>;
  /** Whatever is listed, on whatever day it is wanted. */
  readonly desired: DesiredState;
  /** Of days without a time. */
  readonly timeZone: TimeZone;
  /** Exports that people come from. */
  readonly sources: readonly SourceFacts[];
  /** Records of these exports of somebody with this name that do not count, and why. */
  readonly passedOver: (name: string) => readonly PassedOver[];
  /** In the order of the files, then of the lines. */
  readonly diagnostics: readonly Diagnostic[];
  /** All files that were opened, in order, as the user would name them. */
  readonly files: readonly string[];
}

export async function loadConfiguration(file: string, schema: Schema, system: FileSystem): Promise<Configuration> {
  const { kinds } = schema;
  const { sources, files, diagnostics: readDiagnostics } = await readFiles(file, system);
  const diagnostics: (readonly Diagnostic[])[] = [readDiagnostics];
  const rootFile = files[0] ?? file;
  const checked = sources.map((source) => ({
    source,
    ...validate(source, { schema, rootFile, placeOf: makePlaceOf(source, kinds) }),
  }));
  for (const one of checked) diagnostics.push(one.diagnostics);

  const roles = new Map<string, Role>();
  for (const { source, broken } of checked) diagnostics.push(addRoles(roles, source, broken));

  const root = checked.find(({ source }) => source.isRoot);
  const { instance, diagnostics: instanceDiagnostics } =
    root && !root.broken.has('instance') ? readInstance(root.source) : { diagnostics: [] };
  diagnostics.push(instanceDiagnostics);
  const { notices, diagnostics: noticeDiagnostics } =
    root && !root.broken.has('notices') ? readNotices(root.source) : { notices: [], diagnostics: [] };
  diagnostics.push(noticeDiagnostics);
  const owner = root && !root.broken.has('owner') ? textAt(root.source.document.value, 'owner') : undefined;
  const zone =
    (root && !root.broken.has('timeZone') ? textAt(root.source.document.value, 'timeZone') : undefined) ?? 'UTC';
  const { policy: written, diagnostics: policyDiagnostics } =
    root && !root.broken.has('policy')
      ? readPolicy(root.source, owner, kinds)
      : { policy: defaultPolicy, diagnostics: [] };
  diagnostics.push(policyDiagnostics);
  const { parking, diagnostics: parkingDiagnostics } =
    root && !root.broken.has('parked') && !root.broken.has('policy')
      ? readParking(root.source, { kinds, policy: written, zone })
      : { diagnostics: [] };
  diagnostics.push(parkingDiagnostics);
  const policy: Policy = { ...written, ...(parking && { parking }) };
  const { renamed, diagnostics: renamedDiagnostics } =
    root && !root.broken.has('renamed') ? readRenamed(root.source, kinds) : { renamed: [], diagnostics: [] };
  diagnostics.push(renamedDiagnostics);
  const throttle = root && !root.broken.has('throttle') ? readThrottle(root.source.document.value) : undefined;

  const { tables, diagnostics: tableDiagnostics } = readTables(sources);
  diagnostics.push(tableDiagnostics);
  const people = kinds.find(isPeople);
  const sourced =
    people && sources.some(({ document }) => hasSources(document.value))
      ? await readSources(checked, {
          system,
          bounds: makeBounds(file, system),
          mapping: {
            tables,
            convert: makeConvert(schema, schema.entryDefinition(people.section.key) ?? ''),
            zone,
            nameField: nameFieldOf(people.section),
            fold: people.fold,
            namesOf: people.namesOf ?? (() => []),
          },
        })
      : undefined;
  diagnostics.push(sourced?.diagnostics ?? []);

  const surroundings = {
    schema,
    roles,
    rolesComplete:
      readDiagnostics.length === 0 && checked.every(({ source }) => hasReadableRoles(source.document.value)),
    ownTags: owner === undefined ? 0 : 1,
    zone,
    ...(sourced && { sourced }),
  };
  const rules = new Map(kinds.map((kind) => [kind.name, kind]));
  const managed = new Set<string>();
  const desired = new Map<string, DesiredResource>();
  for (const kind of kinds) {
    const declarations = declareAll(kind, checked, surroundings);
    if (declarations.managed) managed.add(kind.name);
    for (const resource of declarations.resources) desired.set(keyOf(rules, resource.address), resource);
    diagnostics.push(declarations.diagnostics);
  }
  const allFiles = [...new Set([...files, ...(sourced?.files ?? [])])];
  return {
    ...(instance && { instance }),
    ...(owner !== undefined && { owner }),
    policy,
    renamed,
    notices,
    windows: root && !root.broken.has('policy') ? readWindows(root.source.document.value) : [],
    ...(throttle && { throttle }),
    managed,
    desired,
    timeZone: zone,
    sources: (sourced?.sources ?? []).map(factsOf),
    passedOver: (name) => (sourced?.sources ?? []).flatMap((source) => source.passedOver(name)),
    diagnostics: inReadingOrder(distinct(diagnostics.flat()), allFiles),
    files: allFiles,
  };
}

const factsOf = ({ file, settings: { expect, samePerson, config, path }, leftOut, age }: Sourced): SourceFacts => ({
  file,
  ...(age && { age }),
  blanks: expect.blanks,
  at: config.at([...path, 'expect', 'blanks']),
  samePerson,
  leftOut,
});

function textAt(value: Json, key: string): string | undefined {
  const text = isMap(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

const hasSources = (value: Json): boolean =>
  isMap(value) && Array.isArray(value['sources']) && value['sources'].length > 0;

const hasReadableRoles = (value: Json): boolean =>
  isMap(value) && (!Object.hasOwn(value, 'roles') || isMap(value['roles']));
