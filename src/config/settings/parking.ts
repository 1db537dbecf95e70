import type { TimeZone } from '../../base/day.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { parseDuration } from '../../base/time.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { removalOf } from '../../plan/compare/ownership.ts';
import type { Parking } from '../../plan/model/parking.ts';
import type { Policy } from '../../plan/model/policy.ts';
import type { SourceFile } from '../files/source-file.ts';
import { nameFieldOf } from '../sections.ts';

export interface ParkingReading {
  /** Absent where the files say nothing of it. */
  readonly parking?: Parking;
  readonly diagnostics: readonly Diagnostic[];
}

/** Milliseconds. */
const defaultParkFor = 30 * 86_400_000;

/** The section `parked` and `policy.parkFor` of a file whose settings the schema has accepted. */
export function readParking(
  source: SourceFile,
  { kinds, policy, zone }: { readonly kinds: readonly ManagedKind[]; readonly policy: Policy; readonly zone: TimeZone },
): ParkingReading {
  const { value } = source.document;
  const settings = isMap(value) ? value : {};
  const people = kinds.find((kind) => kind.counts === 'people');
  const { parked, policy: written } = settings;
  if (!people) return { diagnostics: [] };
  if (!isMap(parked)) {
    if (removalOf(policy, people) !== 'park') return { diagnostics: [] };
    const message =
      'policy.removed: park needs the section parked: what an account without access has, written as a role is.';
    const place = policy.locate(['removed']);
    return { diagnostics: [{ severity: 'error', code: 'no-parking', message, ...(place && { source: place }) }] };
  }
  const [declared] = people.declare({ ...parked, [nameFieldOf(people.section)]: 'parked' });
  const parkFor = parseDuration(String(isMap(written) ? (written['parkFor'] ?? '') : '')) ?? defaultParkFor;
  const origins = { type: 'entry', source, path: ['parked'] } as const;
  return { parking: { attributes: declared?.attributes ?? {}, origins, parkFor, zone }, diagnostics: [] };
}
