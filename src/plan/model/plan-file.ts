/**
 * A plan as a document: what `plan --format json` prints and `plan --out` saves. It is canonical (keys sorted, changes in
 * the order of their addresses), so equal plans are equal text, and it carries a digest of its changes, which says
 * whether two plans would do the same. `schemas/plan.schema.json` describes it.
 */

import { createHash } from 'node:crypto';
import { diagnosticIdOf } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import { isoTime } from '../../base/time.ts';
import { format } from './address.ts';
import type { Action, AttributeChange, Leaving } from './change.ts';
import { parkedTag } from './own-tags.ts';
import type { Plan, PlannedChange, Risk, Summary, Target } from './plan.ts';
import type { Attributes } from './state.ts';

/** A minor version adds, a major one breaks. */
export const formatVersion = '1.0';

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** A plan as a program reads it; `schemas/plan.schema.json` says what each field is. */
export interface PlanDocument {
  readonly [name: string]: Json;
  readonly formatVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: { readonly [part in keyof Target]: Target[part] };
  /** Of the changes as they are, unmasked. */
  readonly digest: string;
  readonly summary: { readonly [name in keyof Summary]: number };
  readonly changes: readonly ChangeDocument[];
}

/** A change as a document has it. */
export interface ChangeDocument {
  readonly [name: string]: Json;
  readonly address: string;
  readonly action: Action;
  /** `null` for a create. */
  readonly before: Attributes | null;
  /** `null` for a delete. */
  readonly after: Attributes | null;
  /** Of an update. */
  readonly attributes: readonly (AttributeChange & { readonly [name: string]: Json })[];
  readonly calls: readonly string[];
  readonly risk: Risk;
  /** Of an update that parks somebody, or keeps them parked. */
  readonly leaving?: Leaving & { readonly [name: string]: Json };
}

/** The part of a saved plan that a later plan is compared with. */
export interface SavedPlan {
  readonly formatVersion: string;
  readonly target: Target;
  readonly targets?: readonly string[];
  readonly digest: string;
  readonly changes: readonly ChangeDocument[];
}

export function planDocument(plan: Plan, tool: Tool): PlanDocument {
  const changes = changeDocuments(plan);
  const noLongerListed = plan.noLongerListed.map(
    (address): Diagnostic => ({
      severity: 'warning',
      code: 'no-longer-listed',
      message: `${format(address)} is in the scope of this configuration and no longer listed in it; it is kept as it is.`,
      address: format(address),
    }),
  );
  return {
    formatVersion,
    tool: { ...tool },
    target: { ...plan.target },
    ...(plan.targets && { targets: plan.targets }),
    digest: digest(changes),
    summary: { ...plan.summary },
    cost: { ...plan.cost },
    safety: plan.safety.map((check) => ({ ...check })),
    ...(plan.coverage.length > 0 && { coverage: plan.coverage.map((one) => ({ ...one })) }),
    changes,
    upcoming: plan.upcoming.map(({ address, action, at }) => ({ address: format(address), action, at: isoTime(at) })),
    ...(plan.parked.length > 0 && {
      parked: plan.parked.map(({ address, parkedOn, deleteOn }) => ({ address: format(address), parkedOn, deleteOn })),
    }),
    ...(plan.samePerson.length > 0 && {
      samePerson: plan.samePerson.map(({ from, to, key }) => ({ from: format(from), to: format(to), key })),
    }),
    ...(plan.asOf !== undefined && { asOf: isoTime(plan.asOf) }),
    diagnostics: [...plan.diagnostics, ...noLongerListed].map(diagnosticDocument),
  };
}

export const changeDocuments = ({ changes }: Plan): readonly ChangeDocument[] => changes.map(changeDocument);

export function changeDocument(change: PlannedChange): ChangeDocument {
  return {
    address: format(change.address),
    action: change.action,
    before: change.action === 'create' ? null : change.before,
    after: change.action === 'delete' ? null : change.after,
    attributes: change.action === 'update' ? change.attributes.map((attribute) => ({ ...attribute })) : [],
    calls: change.calls,
    risk: change.risk,
    ...(change.action === 'update' && change.leaving && { leaving: { ...change.leaving } }),
  };
}

export function diagnosticDocument({ severity, code, message, source, address }: Diagnostic): {
  readonly [name: string]: Json;
} {
  return { severity, code, id: diagnosticIdOf(code), message, ...source, ...(address !== undefined && { address }) };
}

/** Of the changes alone: the same changes have the same digest whenever and wherever they are planned. */
export const digest = (changes: Json): string => {
  const undatedChanges = Array.isArray(changes)
    ? changes.map((change: Json) => (isMap(change) ? undated(change) : change))
    : changes;
  return `sha256:${createHash('sha256').update(canonicalJson(undatedChanges)).digest('hex')}`;
};

const theDay = 'the day on which it is made';

/** A change document without the day on which it is made: somebody is parked on the day of the apply, whenever it was planned. */
export function undated<C extends Attributes>(change: C): C {
  if (change['leaving'] === undefined) return change;
  const { after, attributes } = change;
  const tags = isMap(after) ? after['tags'] : undefined;
  return {
    ...change,
    leaving: theDay,
    ...(isMap(after) && isMap(tags) && { after: { ...after, tags: { ...tags, [parkedTag]: theDay } } }),
    ...(Array.isArray(attributes) && {
      attributes: attributes.map((one: Json) =>
        isMap(one) && one['path'] === `tags.${parkedTag}` ? { ...one, after: theDay } : one,
      ),
    }),
  };
}
