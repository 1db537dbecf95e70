/**
 * A plan that is about a few addresses only, as `--target` asks. It shrinks what the diff is given and filters nothing
 * that comes out. What a target points at and what is still to be created, or to get the part that is needed, comes along,
 * since the target could not be made without it.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { type Address, format, parse } from '../model/address.ts';
import { makeMatcher } from '../model/policy.ts';
import { keyOf, type Reference, type Rules } from '../model/rules.ts';
import type { DesiredState, LiveResource, LiveState } from '../model/state.ts';
import type { Scope } from './scope.ts';

export interface Narrowed {
  readonly desired: DesiredState;
  readonly scoped: Scope;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Comparable {
  readonly desired: DesiredState;
  /** Everything that was read, in scope or not. */
  readonly live: LiveState;
  readonly scoped: Scope;
}

/** Without targets everything stays as it is. Unknown targets are errors. */
export function narrow(
  { desired, live, scoped }: Comparable,
  targets: readonly string[] | undefined,
  rules: Rules,
): Narrowed {
  if (targets === undefined) return { desired, scoped, diagnostics: [] };
  const wanted = withinTargets(desired, targets, rules);
  const isAimedAt = makeAimed(targets, rules);
  const everything = [...desired.values(), ...live.values()].map(({ address }) => address);
  const unknown = targets.filter((target) => !everything.some(makeAimed([target], rules)));
  const reached = new Map(wanted);
  // A map goes on with what is added while it is walked, so this reaches what is pointed at from there, too.
  for (const [, { address, attributes }] of reached) {
    for (const reference of rules.get(address.kind)?.references(attributes) ?? []) {
      const key = keyOf(rules, reference.address);
      const needed = isThere(reference, live.get(key), rules) ? undefined : desired.get(key);
      if (needed) reached.set(key, needed);
    }
  }
  return {
    desired: reached,
    scoped: {
      ...scoped,
      desired: new Map([...scoped.desired].filter(([key, { address }]) => isAimedAt(address) || reached.has(key))),
      parked: new Map([...scoped.parked].filter(([, { resource }]) => isAimedAt(resource.address))),
      heldBack: scoped.heldBack.filter(isAimedAt),
      live: new Map([...scoped.live].filter(([key, { address }]) => isAimedAt(address) || reached.has(key))),
      noLongerListed: scoped.noLongerListed.filter(isAimedAt),
    },
    diagnostics:
      unknown.length > 0 ? unknown.map((target) => unknownTarget(target, { desired, live })) : [partly(targets)],
  };
}

/** Whether Connect has what is pointed at, and the part of it that is needed. */
function isThere({ address, part }: Reference, found: LiveResource | undefined, rules: Rules): boolean {
  const parts = rules.get(address.kind)?.parts;
  return found !== undefined && (part === undefined || !parts || parts.of(found.attributes).includes(part));
}

/** What of the files the targets name themselves. */
export function withinTargets(
  desired: DesiredState,
  targets: readonly string[] | undefined,
  rules: Rules,
): DesiredState {
  if (targets === undefined) return desired;
  const isAimedAt = makeAimed(targets, rules);
  return new Map([...desired].filter(([, { address }]) => isAimedAt(address)));
}

const isPattern = (text: string): boolean => /[*?]/.test(text);

/** By the address as it is written, or by a pattern in its name: `user/*.seattle`. */
function makeAimed(targets: readonly string[], rules: Rules): (address: Address) => boolean {
  const addresses = targets.map(parse);
  const keys = new Set(addresses.map((address) => keyOf(rules, address)));
  const patterns = addresses
    .filter(({ key }) => isPattern(key))
    .map(({ kind, key }) => ({ kind, globOf: makeMatcher([key]) }));
  return (address) =>
    keys.has(keyOf(rules, address)) ||
    patterns.some(({ kind, globOf }) => kind === address.kind && globOf(address.key) !== undefined);
}

function unknownTarget(target: string, { desired, live }: Pick<Comparable, 'desired' | 'live'>): Diagnostic {
  const known = new Set([...desired.values(), ...live.values()].map(({ address }) => format(address)));
  const name = (parse(target).key || target).toLowerCase();
  const meant = nearest(target, known) ?? [...known].find((address) => address.toLowerCase().endsWith(`/${name}`));
  const hint =
    meant === undefined
      ? 'an address is a kind and a name, such as user/jane.doe.'
      : `did you mean ${JSON.stringify(meant)}?`;
  return {
    severity: 'error',
    code: 'unknown-target',
    message: `Neither the files nor Amazon Connect know the target ${JSON.stringify(target)}; ${hint}`,
  };
}

/** The reader of the plan should not take it for all there is. */
const partly = (targets: readonly string[]): Diagnostic => ({
  severity: 'warning',
  code: 'targeted',
  message: `This plan is limited to ${targets.length === 1 ? targets[0] : `${targets.length} ${targets.some(isPattern) ? 'targets' : 'resources'}`}; others may differ as well.`,
});
