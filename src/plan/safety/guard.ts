/**
 * The safety rules. A whole plan is checked against them before its first write, and where one of them fails nothing is
 * written. The disaster that they are made for is a short export read as "everyone left".
 *
 * - `limits.create`, `limits.update`, `limits.delete`: how many people one plan may concern. Adoption is not counted.
 *   `configurationLimits.…`: the same for everything else together.
 * - the same with `.window`, where earlier runs changed something lately: together with that, so that a slow leak is
 *   caught too. `limits.window` says that there are no records of earlier runs.
 * - `emptyList`, `emptyList.<kind>`: a list that is empty deletes nothing.
 * - `privilege`: with `policy.privilege: confirm`, what widens somebody's power needs an acknowledgement.
 * - `coverage.<queue>`: how many users serve a queue at the lowest moment of the plan. Looked into only where the plan
 *   changes who serves what.
 * - `keepAtLeast.<profile>`: holders of a security profile in the whole instance, managed or not, after the plan.
 * - `administrators`: where `keepAtLeast` guards no profile of this instance, somebody keeps one whose holders may edit
 *   users and security profiles. Looked into only where a plan takes such a profile from somebody.
 * - `ownIdentity`: the user that connect-sync acts as is neither deleted nor given other security profiles.
 *
 * A number can be acknowledged, by exactly that number and for this plan alone. The last three rules cannot: they are
 * about locking everyone out, which no number makes right.
 */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';
import { type Address, format } from '../model/address.ts';
import { merge } from '../model/merge.ts';
import type { PlannedChange, SafetyCheck } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf } from '../model/rules.ts';
import type { Coverage } from './coverage.ts';
import { type Acceptable, type Acceptances, acceptables, checkFinding, type Finding } from './finding.ts';
import { turnover } from './holders.ts';
import { type Limited, limits, limitsOf, personNoun } from './limits.ts';

export interface Guarded extends Limited {
  /** The user that connect-sync acts as, where that is known. */
  readonly self: Address | undefined;
  /** Where the plan takes profiles whose holders administer the instance, and the policy guards none of them. */
  readonly administration?: Administration | undefined;
  /** Who serves which queues, where the plan concerns that. */
  readonly coverage?: Coverage | undefined;
  readonly accepted: Acceptances;
}

/** Who loses security profiles whose holders may edit users and security profiles, and who keeps one. */
export interface Administration {
  /** What the policy would guard, if this instance had it. */
  readonly guarded: readonly string[];
  readonly profiles: readonly string[];
  readonly losing: readonly Address[];
  /** Somebody who has such a profile after the plan. */
  readonly kept?: Address;
}

export interface GuardResult {
  readonly safety: readonly SafetyCheck[];
  readonly diagnostics: readonly Diagnostic[];
}

export function guard(policy: Policy, guarded: Guarded): GuardResult {
  const { changes, rules, accepted } = guarded;
  const isPerson = ({ address }: PlannedChange): boolean => rules.get(address.kind)?.counts === 'people';
  const findings = [
    ...limits(policy, guarded),
    privilege(policy, changes, isPerson),
    ...covered(policy, guarded),
    ...keepAtLeast(policy, guarded),
    ...administrators(guarded.administration),
    ...ownIdentity(guarded),
  ];
  const needed = new Set(findings.flatMap(({ broken, number }) => (broken && number ? [number.of] : [])));
  const diagnostics = acceptables.flatMap((what): readonly Diagnostic[] => {
    if (accepted[what] === undefined || needed.has(what)) return [];
    const message = `--accept ${what}=${accepted[what]} is not needed: no rule asks for it.`;
    return [{ severity: 'warning', code: 'accept-not-needed', message }];
  });
  return { safety: findings.map((finding) => checkFinding(finding, accepted)), diagnostics };
}

/** What somebody has agreed to although a limit refuses it; such changes do not count for the limits of later runs. */
export const acknowledged = (safety: readonly SafetyCheck[]): readonly Acceptable[] =>
  acceptables.filter((what) => {
    const isLimit = limitsOf(what);
    return safety.some(({ rule, accepted }) => accepted === true && isLimit(rule));
  });

/** The rules that refuse a plan. */
export const broken = (safety: readonly SafetyCheck[]): readonly SafetyCheck[] =>
  safety.filter(({ result }) => result === 'fail');

function privilege(
  { privilege, keepAtLeast }: Policy,
  changes: readonly PlannedChange[],
  isPerson: (change: PlannedChange) => boolean,
): Finding {
  const risky = changes.filter(({ risk }) => risk === 'privilege');
  const value = risky.length;
  const broken = privilege === 'confirm' && value > 0;
  const names = [...keepAtLeast.keys()].map((name) => JSON.stringify(name)).join(', ');
  const others = risky.some((change) => !isPerson(change)) ? ', or widens what its holders may do' : '';
  const sentence = `${value === 1 ? '1 change grants' : `${value} changes grant`} ${names}, or would let somebody take over one who has it${others}: ${list(risky)}.`;
  return {
    ...{ rule: 'privilege', limit: privilege, value, broken, number: { of: 'privilege', value } },
    ...(broken && { sentence }),
  };
}

function keepAtLeast({ keepAtLeast }: Policy, guarded: Guarded): readonly Finding[] {
  return [...keepAtLeast].map(([profile, least]) => {
    const { before, after, losing } = turnover(profile, guarded.changes, guarded);
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

/** The number to acknowledge is that of the queues. */
function covered({ coverage: policy }: Policy, { coverage, rules }: Guarded): readonly Finding[] {
  if (!coverage) return [];
  const none = { before: 0, lowest: 0, after: 0 };
  const all = [...policy].map(([queue, least]) => {
    const headcount = coverage.byQueue.get(queue) ?? none;
    return { ...headcount, queue, least, broken: headcount.lowest < Math.min(least, headcount.before) };
  });
  const value = all.filter(({ broken }) => broken).length;
  return all.map(({ queue, least, before, lowest, after, broken }) => {
    const left = `${lowest} of ${plural(before, personNoun(rules))}`;
    const down = lowest < after ? `may be down to ${left} while the plan is applied` : `would be left with ${left}`;
    const sentence = `The queue ${JSON.stringify(queue)} ${down}; policy.coverage asks for ${least}.`;
    return {
      ...{ rule: `coverage.${queue}`, limit: String(least), value: lowest, broken, number: { of: 'coverage', value } },
      ...(broken && { sentence }),
    };
  });
}

function administrators(administration: Administration | undefined): readonly Finding[] {
  if (!administration) return [];
  const { guarded, profiles, losing, kept } = administration;
  const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
  const sentence =
    `Nobody would be left who may edit users and security profiles: ${quoted(profiles)} is lost by ${list(losing.map((address) => ({ address })))}, ` +
    `and policy.keepAtLeast guards nobody here, where there is no ${quoted(guarded)}. Keep it for one of them, and name it in policy.keepAtLeast. No --accept overrides this.`;
  return [{ rule: 'administrators', limit: '1', value: kept ? 1 : 0, broken: !kept, ...(!kept && { sentence }) }];
}

function ownIdentity({ changes, self, live, rules }: Guarded): readonly Finding[] {
  if (!self) return [];
  const key = keyOf(rules, self);
  const { holds } = rules.get(self.kind) ?? {};
  const found = live.get(key)?.attributes ?? {};
  const asSet = (names: readonly string[] = []): string => JSON.stringify([...new Set(names)].sort());
  const held = asSet(holds?.(found));
  const own = changes.filter(
    (change) =>
      keyOf(rules, change.address) === key &&
      (change.action === 'delete' || asSet(holds?.(merge(found, change.after))) !== held),
  );
  const value = own.length;
  const what = own.some(({ action }) => action === 'delete') ? 'deletes' : 'changes the security profiles of';
  const sentence = `connect-sync acts as ${format(self)} here, and the plan ${what} that user. Run it as somebody else, or list the user in policy.protected. No --accept overrides this.`;
  return [{ rule: 'ownIdentity', limit: '0', value, broken: value > 0, ...(value > 0 && { sentence }) }];
}

/** At most ten, and how many more there are. */
function list(changes: readonly { readonly address: Address }[]): string {
  const names = changes.slice(0, 10).map(({ address }) => format(address));
  return names.join(', ') + (changes.length > 10 ? ` and ${changes.length - 10} more` : '');
}
