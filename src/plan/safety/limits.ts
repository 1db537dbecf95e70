/**
 * How much one plan may change. People and everything else are counted apart, each under limits of its own, in shares of
 * what the plan is about, and together with what earlier runs changed lately, so that a slow leak is caught too.
 */

import { plural } from '../../base/words.ts';
import { isAdoption } from '../compare/ownership.ts';
import { lostFrom } from '../compare/people.ts';
import type { Totals } from '../compare/scope.ts';
import { parse } from '../model/address.ts';
import { type Action, made } from '../model/change.ts';
import { limitText } from '../model/limit.ts';
import { isParking } from '../model/parking.ts';
import type { SourceFacts } from '../model/person.ts';
import type { PlannedChange } from '../model/plan.ts';
import { type Limits, maxChanges, type Policy } from '../model/policy.ts';
import { type CountedAs, type KindRules, keyOf, type Rules } from '../model/rules.ts';
import type { DesiredState, LiveState } from '../model/state.ts';
import type { Acceptable, Finding } from './finding.ts';

/** What is guarded by limits: one plan over one desired state. */
export interface Limited {
  readonly changes: readonly PlannedChange[];
  readonly desired: DesiredState;
  readonly totals: Totals;
  readonly rules: Rules;
  /** `undefined` where nobody keeps records. */
  readonly recent: Recent | undefined;
  /** The whole instance, managed or not. */
  readonly live: LiveState;
  /** Exports that people come from. */
  readonly sources?: readonly SourceFacts[];
}

/**
 * What earlier runs have created, updated or deleted lately, as keys of a state, each once. Adoption is left out, and so is
 * what was acknowledged then.
 */
export type Recent = { readonly [action in Action]: ReadonlySet<string> };

export const nothingRecent: Recent = { create: new Set(), update: new Set(), delete: new Set() };

const actions = ['create', 'update', 'delete'] as const satisfies readonly Action[];

/** One of the two sorts of resources that limits tell apart. */
interface LimitGroup {
  /** How its rules begin, and where its limits are written. */
  readonly rule: 'limits' | 'configurationLimits';
  readonly acceptable: { readonly [action in Action]: Acceptable };
  /** One of them, in a sentence; of a single kind where that is all that counts here. */
  readonly noun: (rules: Rules) => string;
}

/** A person in a sentence. */
export function personNoun(rules: Rules): string {
  return [...rules.values()].find(({ counts }) => counts === 'people')?.noun ?? 'person';
}

const groups: { readonly [counts in CountedAs]: LimitGroup } = {
  people: {
    rule: 'limits',
    acceptable: { create: 'create', update: 'update', delete: 'delete' },
    noun: personNoun,
  },
  configuration: {
    rule: 'configurationLimits',
    acceptable: { create: 'configurationCreate', update: 'configurationUpdate', delete: 'configurationDelete' },
    noun: () => 'configuration resource',
  },
};

/** What to acknowledge so that such a change of such a kind passes its limits. */
export const acceptableOf = (counts: CountedAs, action: Action): Acceptable => groups[counts].acceptable[action];

/** What somebody has acknowledged a breach of, where these rules passed by that alone. */
export const limitsOf = (acceptable: Acceptable): ((rule: string) => boolean) => {
  for (const { rule, acceptable: words } of Object.values(groups)) {
    const action = actions.find((one) => words[one] === acceptable);
    if (action === undefined) continue;
    const own = [`${rule}.${action}`, `${rule}.${action}.window`];
    return (name) => own.includes(name) || (action === 'delete' && isEmptyList(name, rule));
  }
  return () => false;
};

const isEmptyList = (name: string, rule: LimitGroup['rule']): boolean =>
  rule === 'limits' ? name === 'emptyList' : name.startsWith('emptyList.');

/** The same change in the eyes of the limits: an update that takes away all there is counts as a deletion, and so does parking. */
const actionOf = (change: PlannedChange, rules: Rules): Action =>
  change.action === 'update' && (isParking(change) || rules.get(change.address.kind)?.takesAway?.(change))
    ? 'delete'
    : change.action;

export function limits(policy: Policy, limited: Limited): readonly Finding[] {
  const { changes, desired, rules } = limited;
  const kindOf = ({ address }: { readonly address: { readonly kind: string } }) => rules.get(address.kind);
  const hasConfiguration = [...changes, ...desired.values()].some((one) => kindOf(one)?.counts === 'configuration');
  const counted = (['people', ...(hasConfiguration ? (['configuration'] as const) : [])] as const).flatMap((counts) => {
    const own = changes.filter((change) => kindOf(change)?.counts === counts);
    return limitsOfGroup(counts, policy[groups[counts].rule], { ...limited, changes: own, window: policy.window });
  });
  return [...counted, ...windowOff(policy, limited, counted), ...emptyLists(limited)];
}

/** `parked or deleted` */
function doneTo(changes: readonly PlannedChange[], action: Action): string {
  const parked = changes.filter(isParking).length;
  if (parked === 0) return made[action];
  return parked === changes.length ? 'parked' : `parked or ${made[action]}`;
}

function limitsOfGroup(
  counts: CountedAs,
  limits: Limits,
  { changes, totals, rules, recent, window, live, sources = [] }: Limited & { readonly window: number | undefined },
): readonly Finding[] {
  const { rule, acceptable, noun } = groups[counts];
  const total = totals[counts];
  const isOwn = (key: string): boolean => rules.get(parse(key).kind)?.counts === counts;
  const findings: Finding[] = [];
  for (const action of actions) {
    const limit = limits[action];
    const concerned = changes.filter((change) => actionOf(change, rules) === action && !isAdoption(change));
    const value = concerned.length;
    const allowed = maxChanges(limit, action, total);
    const number = { of: acceptable[action], value };
    const share = limit?.type === 'share' ? `${limitText(limit)} (${allowed})` : limitText(limit);
    const would = `${value} of ${plural(total, noun(rules))} would be ${doneTo(concerned, action)}`;
    const lost = action === 'delete' ? lostFrom(concerned, { sources, live, rules }) : '';
    findings.push({
      ...{ rule: `${rule}.${action}`, limit: limitText(limit), value, broken: value > allowed, number },
      ...(value > allowed && { sentence: `${would}; the limit is ${share}.${lost}` }),
    });
    const now = new Set(concerned.map(({ address }) => keyOf(rules, address)));
    const others = [...(recent?.[action] ?? [])].filter((key) => isOwn(key) && !now.has(key)).length;
    if (limit === undefined || window === undefined || others === 0) continue;
    const together = others + value;
    const leaks = value > 0 && together > allowed;
    const before = `${others === 1 ? '1 other was' : `${others} others were`} in the last ${hours(window)}`;
    findings.push({
      ...{ rule: `${rule}.${action}.window`, limit: limitText(limit), value: together, broken: leaks, number },
      ...(leaks && { sentence: `${would} and ${before}, together ${together}; the limit is ${share}.` }),
    });
  }
  return findings;
}

/** Says that limits do not look back, where there are no records to look back on. */
function windowOff(
  { window }: Policy,
  { recent }: Pick<Limited, 'recent'>,
  findings: readonly Finding[],
): readonly Finding[] {
  if (window === undefined || recent !== undefined) return [];
  const matters = findings.some(({ limit, value }) => limit !== limitText(undefined) && value > 0);
  const sentence = 'Rolling limits are off: no records of earlier runs here.';
  return [{ rule: 'limits.window', limit: 'off', value: 0, broken: false, ...(matters && { sentence }) }];
}

/** A section that lists nothing deletes nothing, unless somebody says so: it may be a file that was read empty. */
function emptyLists({ changes, desired, rules }: Limited): readonly Finding[] {
  const listed = new Set([...desired.values()].map(({ address }) => address.kind));
  const deletions = (kinds: readonly KindRules[]): number =>
    changes.filter(
      (change) => actionOf(change, rules) === 'delete' && kinds.some(({ name }) => name === change.address.kind),
    ).length;
  const all = [...rules.values()];
  const configuration = all.filter(({ counts }) => counts === 'configuration');
  return all.flatMap((kind): Finding[] => {
    const isPeople = kind.counts === 'people';
    const value = deletions([kind]);
    const isEmpty = !listed.has(kind.name);
    const isEmptied = changes.some(
      (change) =>
        change.action === 'update' && change.address.kind === kind.name && actionOf(change, rules) === 'delete',
    );
    if (isPeople ? !isEmpty : value === 0 || !(isEmpty || isEmptied)) return [];
    const number = isPeople ? value : deletions(configuration);
    const sentence = isEmpty
      ? `The list of ${kind.noun}s is empty, and ${plural(value, kind.noun)} would be deleted.`
      : `The ${kind.noun} would be emptied.`;
    return [
      {
        ...{ rule: isPeople ? 'emptyList' : `emptyList.${kind.name}`, limit: '0', value, broken: value > 0 },
        number: { of: acceptableOf(kind.counts, 'delete'), value: number },
        ...(value > 0 && { sentence }),
      },
    ];
  });
}

const hours = (milliseconds: number): string => {
  const minutes = milliseconds / 60_000;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
};
