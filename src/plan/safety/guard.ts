/**
 * The safety rules. A whole plan is held against them before its first write, and where one of them fails nothing is
 * written. The disaster that they are made for is a short export read as "everyone left".
 *
 * - `limits.create`, `limits.update`, `limits.delete`: how many people one plan may concern. Adoption is not counted.
 * - the same with `.window`, where earlier runs changed somebody lately: together with that, so that a slow leak is
 *   caught too. `limits.window` says that there are no records of earlier runs.
 * - `emptyList`: a list of users that is empty deletes nobody.
 * - `privilege`: with `policy.privilege: confirm`, what widens somebody's power needs an acknowledgement.
 * - `keepAtLeast.<profile>`: holders of a security profile in the whole instance, managed or not, after the plan.
 * - `ownIdentity`: whoever connect-sync acts as is neither deleted nor given other security profiles.
 *
 * A number can be acknowledged, by exactly that number and for this plan alone. The last two rules cannot: they are
 * about locking everyone out, which no number makes right.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isAdoption } from '../compare/scope.ts';
import { type Address, format } from '../model/address.ts';
import type { Action } from '../model/change.ts';
import type { PlannedChange, SafetyCheck } from '../model/plan.ts';
import { limitText, maxChanges, type Policy } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { DesiredState, LiveState } from '../model/state.ts';
import { turnover } from './holders.ts';

/** What an acknowledgement can be about. */
export const acceptables = ['create', 'update', 'delete', 'privilege'] as const;
export type Acceptable = (typeof acceptables)[number];

/** Breaches that somebody has agreed to beforehand, each by its exact number: `--accept delete=37`. */
export type Acceptances = { readonly [what in Acceptable]?: number };

/**
 * Whom earlier runs have created, updated or deleted lately, as keys of a state, each once. Adoption is left out, and so
 * is what was acknowledged then.
 */
export type Recent = { readonly [action in Action]: ReadonlySet<string> };

export const nobody: Recent = { create: new Set(), update: new Set(), delete: new Set() };

export interface Guarded {
  readonly changes: readonly PlannedChange[];
  readonly desired: DesiredState;
  /** The whole instance, managed or not. */
  readonly live: LiveState;
  /** How many people are listed, or live and in reach: what shares are taken of. */
  readonly people: number;
  readonly rules: Rules;
  /** `undefined` where nobody keeps records. */
  readonly recent: Recent | undefined;
  /** Whoever connect-sync acts as, where that is known. */
  readonly self: Address | undefined;
  readonly accepted: Acceptances;
}

export interface Verdict {
  readonly safety: readonly SafetyCheck[];
  readonly diagnostics: readonly Diagnostic[];
}

export function guard(policy: Policy, guarded: Guarded): Verdict {
  const { changes, rules, accepted } = guarded;
  const people = changes.filter(({ address }) => rules.get(address.kind)?.counts === 'people');
  const findings = [
    ...limits(policy, people, guarded),
    ...emptyList(people, guarded),
    privilege(policy, people),
    ...keepAtLeast(policy, people, guarded),
    ...ownIdentity(people, guarded),
  ];
  const needed = new Set(findings.flatMap(({ broken, number }) => (broken && number ? [number.of] : [])));
  const diagnostics = acceptables.flatMap((what): readonly Diagnostic[] => {
    if (accepted[what] === undefined || needed.has(what)) return [];
    const message = `--accept ${what}=${accepted[what]} is not needed: no rule asks for it.`;
    return [{ severity: 'warning', code: 'accept-not-needed', message }];
  });
  return { safety: findings.map((finding) => judge(finding, accepted)), diagnostics };
}

/** Actions whose number somebody has agreed to although a rule refuses it. */
export const acknowledged = (safety: readonly SafetyCheck[]): readonly Action[] =>
  actions.filter((action) => {
    const rules = [`limits.${action}`, `limits.${action}.window`, ...(action === 'delete' ? ['emptyList'] : [])];
    return safety.some(({ rule, accepted }) => accepted === true && rules.includes(rule));
  });

/** The rules that refuse a plan. */
export const broken = (safety: readonly SafetyCheck[]): readonly SafetyCheck[] =>
  safety.filter(({ result }) => result === 'fail');

/** What a rule has found, before anybody's acknowledgement. */
interface Finding extends Pick<SafetyCheck, 'rule' | 'limit' | 'value'> {
  readonly broken: boolean;
  /** What would happen, and what is allowed; for rules that are broken. */
  readonly sentence?: string | undefined;
  /** What can be acknowledged, if anything. */
  readonly number?: { readonly of: Acceptable; readonly value: number };
}

function judge({ rule, limit, value, broken, sentence, number }: Finding, accepted: Acceptances): SafetyCheck {
  const check = { rule, limit, value };
  if (!broken) return { ...check, result: 'pass', ...(sentence !== undefined && { message: sentence }) };
  const given = number && accepted[number.of];
  if (number && given === number.value) {
    return { ...check, result: 'pass', accepted: true, message: `${sentence} Acknowledged.` };
  }
  const right = number && `--accept ${number.of}=${number.value}`;
  const wrong = number && given !== undefined ? ` --accept ${number.of}=${given} is not that number.` : '';
  const wayOut = right === undefined ? '' : `${wrong} Acknowledge with ${right}.`;
  return { ...check, result: 'fail', message: `${sentence}${wayOut}` };
}

const actions = ['create', 'update', 'delete'] as const satisfies readonly Action[];
const done: { readonly [action in Action]: string } = { create: 'created', update: 'updated', delete: 'deleted' };

function limits(policy: Policy, changes: readonly PlannedChange[], guarded: Guarded): readonly Finding[] {
  const { people, recent, rules } = guarded;
  const { window } = policy;
  const findings: Finding[] = [];
  for (const action of actions) {
    const limit = policy.limits[action];
    const concerned = changes.filter((change) => change.action === action && !isAdoption(change));
    const value = concerned.length;
    const allowed = maxChanges(limit, action, people);
    const number = { of: action, value };
    const share = limit?.type === 'share' ? `${limitText(limit)} (${allowed})` : limitText(limit);
    const would = `${value} of ${users(people)} would be ${done[action]}`;
    findings.push({
      ...{ rule: `limits.${action}`, limit: limitText(limit), value, broken: value > allowed, number },
      ...(value > allowed && { sentence: `${would}; the limit is ${share}.` }),
    });
    const now = new Set(concerned.map(({ address }) => keyOf(rules, address)));
    const others = [...(recent?.[action] ?? [])].filter((key) => !now.has(key)).length;
    if (limit === undefined || window === undefined || others === 0) continue;
    const together = others + value;
    const leaks = value > 0 && together > allowed;
    const before = `${others === 1 ? '1 other was' : `${others} others were`} in the last ${hours(window)}`;
    findings.push({
      ...{ rule: `limits.${action}.window`, limit: limitText(limit), value: together, broken: leaks, number },
      ...(leaks && { sentence: `${would} and ${before}, together ${together}; the limit is ${share}.` }),
    });
  }
  if (window === undefined || recent !== undefined) return findings;
  const counts = findings.some(({ limit, value }) => limit !== limitText(undefined) && value > 0);
  return [...findings, counts ? noRecords : { ...noRecords, sentence: undefined }];
}

const noRecords: Finding = {
  ...{ rule: 'limits.window', limit: 'off', value: 0, broken: false },
  sentence: 'Rolling limits are off: no records of earlier runs here.',
};

function emptyList(changes: readonly PlannedChange[], { desired, rules }: Guarded): readonly Finding[] {
  if ([...desired.values()].some(({ address }) => rules.get(address.kind)?.counts === 'people')) return [];
  const value = changes.filter(({ action }) => action === 'delete').length;
  const sentence = `The list of users is empty, and ${users(value)} would be deleted.`;
  return [
    {
      ...{ rule: 'emptyList', limit: '0', value, broken: value > 0, number: { of: 'delete', value } },
      ...(value > 0 && { sentence }),
    },
  ];
}

function privilege({ privilege, keepAtLeast }: Policy, changes: readonly PlannedChange[]): Finding {
  const risky = changes.filter(({ risk }) => risk === 'privilege');
  const value = risky.length;
  const broken = privilege === 'confirm' && value > 0;
  const names = [...keepAtLeast.keys()].map((name) => JSON.stringify(name)).join(', ');
  const sentence = `${value === 1 ? '1 change grants' : `${value} changes grant`} ${names}, or would let somebody take over one who has it: ${list(risky)}.`;
  return {
    ...{ rule: 'privilege', limit: privilege, value, broken, number: { of: 'privilege', value } },
    ...(broken && { sentence }),
  };
}

function keepAtLeast({ keepAtLeast }: Policy, changes: readonly PlannedChange[], guarded: Guarded): readonly Finding[] {
  return [...keepAtLeast].map(([profile, least]) => {
    const { before, after, losing } = turnover(profile, changes, guarded);
    const broken = after < least && after < before;
    const name = JSON.stringify(profile);
    const sentence =
      `The security profile ${name} would be left with ${plural(after, 'holder')} of ${before}, and policy.keepAtLeast asks for ${least}. ` +
      `It is lost by ${list(losing)}; keep it for one of them, or grant it to somebody else. No --accept overrides this.`;
    return {
      ...{ rule: `keepAtLeast.${profile}`, limit: String(least), value: after, broken },
      ...(broken && { sentence }),
    };
  });
}

function ownIdentity(changes: readonly PlannedChange[], { self, rules }: Guarded): readonly Finding[] {
  if (!self) return [];
  const own = changes.filter(
    (change) =>
      keyOf(rules, change.address) === keyOf(rules, self) &&
      (change.action === 'delete' || Object.hasOwn(change.after, 'securityProfiles')),
  );
  const value = own.length;
  const what = own.some(({ action }) => action === 'delete') ? 'deletes' : 'changes the security profiles of';
  const sentence = `connect-sync acts as ${format(self)} here, and the plan ${what} that user. Run it as somebody else, or list the user in policy.protected. No --accept overrides this.`;
  return [{ ...{ rule: 'ownIdentity', limit: '0', value, broken: value > 0 }, ...(value > 0 && { sentence }) }];
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const users = (count: number): string => plural(count, 'user');

/** At most ten, and how many more there are. */
function list(changes: readonly { readonly address: Address }[]): string {
  const names = changes.slice(0, 10).map(({ address }) => format(address));
  return names.join(', ') + (changes.length > 10 ? ` and ${changes.length - 10} more` : '');
}

const hours = (milliseconds: number): string => {
  const minutes = milliseconds / 60_000;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
};
