import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { format } from '../../plan/model/address.ts';
import { merge } from '../../plan/model/merge.ts';
import { locate } from '../../plan/model/origin.ts';
import type { DesiredResource, LiveState } from '../../plan/model/state.ts';
import { kind, type LiveProfile, type ProfileAttributes } from './attributes.ts';
import { knownPermissions } from './permissions.ts';

/** What is worth a second look in a profile that is listed. Connect takes all of it, so these are warnings. */
export function check(
  { address, attributes: asked, origins }: DesiredResource<ProfileAttributes>,
  found: LiveProfile | undefined,
  live: LiveState,
): readonly Diagnostic[] {
  const warning = (code: Code, message: string, path: readonly string[]): Diagnostic => {
    return { severity: 'warning', code, message, source: locate(origins, path), address: format(address) };
  };
  const { permissions = [] } = asked;
  const known = makeKnown(live);
  const unknown = [...permissions.entries()].flatMap(([index, name]) => {
    if (knownPermissions.has(name) || known().has(name)) return [];
    const meant = nearest(name, knownPermissions);
    const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
    const message = `${JSON.stringify(name)} is not among the permissions that AWS documents${hint || '.'} Amazon Connect decides.`;
    return [warning('unknown-permission', message, ['permissions', String(index)])];
  });
  const blind = permissions
    .filter((name) => name.endsWith('.Edit'))
    .map((name) => [name, name.replace(/Edit$/, 'View')] as const)
    .filter(([, view]) => knownPermissions.has(view) && !permissions.includes(view));
  const edits = blind.map(([edit]) => edit).join(', ');
  const views = blind.map(([, view]) => view).join(', ');
  const { tagRestrictedResources: byTag = [], hierarchyRestrictedResources: byGroup = [] } = merge(
    found?.attributes ?? {},
    asked,
  );
  const open = [...byTag, ...byGroup].includes('User') && !byTag.includes('SecurityProfile');
  return [
    ...unknown,
    ...(blind.length > 0
      ? [
          warning(
            'edit-without-view',
            `${address.key} has ${edits} without ${views}, which the console would add; without ${blind.length === 1 ? 'it' : 'them'} its holders do not see what they may edit.`,
            ['permissions'],
          ),
        ]
      : []),
    ...(open
      ? [
          warning(
            'security-profiles-open',
            `${address.key} restricts which users its holders can reach, but not which security profiles: who may edit either could raise themselves. Add SecurityProfile to tagRestrictedResources.`,
            [byTag.includes('User') ? 'tagRestrictedResources' : 'hierarchyRestrictedResources'],
          ),
        ]
      : []),
  ];
}

/** What live profiles have is known to Connect, whatever the documentation says; gathered only where it is asked for. */
function makeKnown(live: LiveState): () => ReadonlySet<string> {
  let known: Set<string> | undefined;
  return () => {
    known ??= new Set(
      [...live.values()].flatMap(({ address, attributes }) =>
        address.kind === kind ? ((attributes as ProfileAttributes).permissions ?? []) : [],
      ),
    );
    return known;
  };
}
