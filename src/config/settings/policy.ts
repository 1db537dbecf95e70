import type { Diagnostic } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { parseDuration } from '../../base/time.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { removalOf } from '../../plan/compare/ownership.ts';
import type { Limit } from '../../plan/model/limit.ts';
import { defaultPolicy, type Limits, type Policy, type Reach, type Removal } from '../../plan/model/policy.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';

export interface PolicyReading {
  readonly policy: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy of a file whose `policy` the schema has accepted, over the defaults. */
export function readPolicy(
  source: SourceFile,
  owner: string | undefined,
  kinds: readonly ManagedKind[],
): PolicyReading {
  const { value } = source.document;
  const written = isMap(value) ? value['policy'] : undefined;
  if (!isMap(written)) return { policy: defaultPolicy, diagnostics: [] };
  const holders = isMap(written['keepAtLeast']) ? written['keepAtLeast'] : {};
  const covered = isMap(written['coverage']) ? written['coverage'] : {};
  const protectedNames = written['protected'];
  const { window, ...others } = defaultPolicy;
  const span = written['window'] === undefined ? window : milliseconds(String(written['window']));
  const policy: Policy = {
    ...others,
    removed: readRemoved(written['removed'], kinds),
    ...(written['privilege'] === 'confirm' && { privilege: 'confirm' }),
    scope: readReach(written['scope']),
    settle: parseDuration(String(written['settle'] ?? '')) ?? defaultPolicy.settle,
    limits: { ...defaultPolicy.limits, ...readLimits(written['limits']) },
    configurationLimits: { ...defaultPolicy.configurationLimits, ...readLimits(written['configurationLimits']) },
    protected: Array.isArray(protectedNames) ? protectedNames.map(String) : [],
    keepAtLeast: new Map([...defaultPolicy.keepAtLeast, ...Object.entries(holders).map(asNumber)]),
    coverage: new Map(Object.entries(covered).map(asNumber)),
    ...(span !== undefined && { window: span }),
    locate: (path) => (isWritten(written, path) ? spanOf(source, ['policy', ...path], keyed(path)) : undefined),
  };
  return { policy, diagnostics: reachesNothing(policy, owner, kinds) };
}

const asNumber = ([name, least]: readonly [string, Json]): [string, number] => [name, Number(least)];

function readReach(scope: Json | undefined): Reach {
  if (scope === 'instance') return { type: 'instance' };
  if (!isMap(scope)) return { type: 'owned' };
  return { type: 'part', part: scope };
}

/** One word, or a word by section. */
function readRemoved(removed: Json | undefined, kinds: readonly ManagedKind[]): Policy['removed'] {
  if (!isMap(removed)) return asRemoval(removed);
  return new Map(
    kinds.flatMap(({ name, section }): [string, Removal][] => {
      const word = asRemoval(removed[section.key]);
      return word === 'keep' ? [] : [[name, word]];
    }),
  );
}

const asRemoval = (word: Json | undefined): Removal => (word === 'delete' || word === 'park' ? word : 'keep');

const readLimits = (limits: Json | undefined): Limits =>
  isMap(limits) ? Object.fromEntries(Object.entries(limits).map(([action, limit]) => [action, readLimit(limit)])) : {};

/** `5%`, or a whole number. */
export function readLimit(limit: Json): Limit {
  if (typeof limit === 'number') return { type: 'count', count: limit };
  return { type: 'share', hundredths: Math.round(Number.parseFloat(String(limit)) * 100) };
}

const units: { readonly [unit: string]: number } = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `24h`; `undefined` for `off`. */
function milliseconds(window: string): number | undefined {
  const unit = units[window.slice(-1)];
  return unit === undefined ? undefined : Number.parseInt(window, 10) * unit;
}

/** A name is what is wrong with its own number, and stands before it. */
const keyed = ([part]: readonly string[]): 'key' | 'value' =>
  part === 'keepAtLeast' || part === 'coverage' ? 'key' : 'value';

function isWritten(written: Json, path: readonly string[]): boolean {
  let value = written;
  for (const step of path) {
    if (!isMap(value) || !Object.hasOwn(value, step)) return false;
    value = value[step] ?? null;
  }
  return true;
}

function reachesNothing(
  policy: Policy,
  owner: string | undefined,
  kinds: readonly ManagedKind[],
): readonly Diagnostic[] {
  const { scope, locate } = policy;
  const removals = kinds.filter(({ ownership }) => ownership === 'tag').map((kind) => removalOf(policy, kind));
  const removal = removals.find((one) => one !== 'keep');
  if (removal === undefined || scope.type !== 'owned' || owner !== undefined) return [];
  const source = locate(['removed']);
  const message = `policy.removed: ${removal} does nothing here: without an owner nobody carries the mark of this configuration; set owner, or policy.scope.`;
  return [{ severity: 'warning', code: 'nothing-in-scope', message, ...(source && { source }) }];
}
