/**
 * Several records of one person, or of one username. A source that expects them says which one counts (`duplicates`);
 * where it does not, or where they are two people, both places are told.
 */
import { isDay, parseMoment } from '../../base/day.ts';
import { type Diagnostic, formatSpan } from '../../base/diagnostic.ts';
import type { Json } from '../../base/json.ts';
import { foldName } from '../../base/text.ts';
import { quote } from '../../base/text-rules.ts';
import type { Attributes } from '../../plan/model/state.ts';
import { valueAt } from '../sources/path.ts';
import type { Export } from '../sources/read-source.ts';
import { holds } from './expressions/condition.ts';
import { evaluate } from './expressions/evaluate.ts';
import { type LookupTables, textOf } from './expressions/filters.ts';
import type { FieldOrTemplate, SourceSettings } from './settings.ts';

export interface PersonClaim {
  readonly record: number;
  readonly name: string;
  readonly key: string | undefined;
  readonly fields: Attributes;
}

export interface DuplicateRules {
  readonly read: Export;
  readonly settings: SourceSettings;
  readonly tables: LookupTables;
  readonly nameField: string;
  fold(name: string): string;
  namesOf(attributes: Attributes): readonly string[];
}

/** The claims of which there is one for each key and username, in their order. */
export function settleDuplicates<C extends PersonClaim>(
  claims: readonly C[],
  settling: DuplicateRules,
): { readonly kept: readonly C[]; readonly diagnostics: readonly Diagnostic[] } {
  const byKey = settle(claims, { ...settling, what: 'key', identity: ({ key }) => key });
  const byName = settle(byKey.kept, {
    ...settling,
    what: settling.nameField,
    identity: ({ name }) => settling.fold(name),
  });
  return { kept: byName.kept, diagnostics: [...byKey.diagnostics, ...byName.diagnostics] };
}

interface OneSettling extends DuplicateRules {
  /** `key`, or the field that names a person. */
  readonly what: string;
  identity(claim: PersonClaim): string | undefined;
}

function settle<C extends PersonClaim>(
  claims: readonly C[],
  settling: OneSettling,
): { readonly kept: readonly C[]; readonly diagnostics: readonly Diagnostic[] } {
  const groups = new Map<string, C[]>();
  for (const claim of claims) {
    const identity = settling.identity(claim);
    if (identity === undefined) continue;
    const group = groups.get(identity);
    if (group) group.push(claim);
    else groups.set(identity, [claim]);
  }
  const dropped = new Set<PersonClaim>();
  const diagnostics: Diagnostic[] = [];
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const chosen = choose(group, settling);
    if ('diagnostic' in chosen) diagnostics.push(chosen.diagnostic);
    // After an error the first one stands for all, so that nothing else is told of the others.
    const counts = 'claim' in chosen ? chosen.claim : group[0];
    for (const claim of group) if (claim !== counts) dropped.add(claim);
  }
  return { kept: claims.filter((claim) => !dropped.has(claim)), diagnostics };
}

function choose(
  group: readonly PersonClaim[],
  settling: OneSettling,
): { readonly claim: PersonClaim } | { readonly diagnostic: Diagnostic } {
  const { read, settings, what } = settling;
  const { duplicates } = settings;
  if (!duplicates) {
    const way = 'say which one counts: duplicates: { prefer: …, latest: … }';
    return { diagnostic: twice(group, settling, way) };
  }
  if (what !== 'key' && !samePerson(group, settling)) {
    return {
      diagnostic: twice(group, settling, 'they are two people with two names; give one of them another username'),
    };
  }
  const preferred = group.filter(({ record }) => holds(duplicates.prefer, read.records[record] ?? null));
  const left = preferred.length > 0 ? preferred : group;
  const { latest } = duplicates;
  if (left.length === 1 || !latest) {
    const [claim, other] = left;
    return claim && !other
      ? { claim }
      : { diagnostic: twice(left, settling, 'duplicates does not tell them apart; add latest') };
  }
  const dated = left.map((claim) => ({
    claim,
    day: dayOf(latest, read.records[claim.record] ?? null, settling.tables),
  }));
  const wrong = dated.find(({ day }) => day === undefined);
  if (wrong) {
    const field = latest.type === 'field' ? latest.field : undefined;
    const message = `duplicates.latest needs a day such as 2026-12-01 here; write it as an expression where it has another form: \${…|date:'dd/MM/yyyy'}.`;
    return {
      diagnostic: { severity: 'error', code: 'invalid-day', message, source: read.at(wrong.claim.record, field) },
    };
  }
  const last = dated.reduce((best, one) => ((one.day ?? '') > (best.day ?? '') ? one : best));
  const ties = dated.filter(({ day }) => day === last.day).map(({ claim }) => claim);
  return ties.length === 1
    ? { claim: last.claim }
    : { diagnostic: twice(ties, settling, 'duplicates does not tell them apart') };
}

/** Whether records of one username have the same first and last name, so that they are about one person. */
const samePerson = (group: readonly PersonClaim[], { namesOf }: DuplicateRules): boolean =>
  new Set(group.map(({ fields }) => JSON.stringify(namesOf(fields).map(foldName)))).size === 1;

/** A day, or a moment in a form that compares as text; empty for nothing, `undefined` for anything else. */
function dayOf(named: FieldOrTemplate, record: Json, tables: LookupTables): string | undefined {
  const result =
    named.type === 'field' ? { value: valueAt(record, named.field) } : evaluate(named.template, record, tables);
  if ('fault' in result) return undefined;
  const text = textOf(result.value ?? null) ?? '?';
  if (text === '' || isDay(text)) return text;
  const moment = parseMoment(text, 'UTC');
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

function twice(group: readonly PersonClaim[], { read, what, settings }: OneSettling, way: string): Diagnostic {
  const [first, second] = group;
  const field = what === 'key' && settings.key?.type === 'field' ? settings.key.field : undefined;
  const place = (claim: PersonClaim | undefined): string => (claim ? formatSpan(read.at(claim.record, field)) : '');
  const name = what === 'key' ? first?.key : first?.name;
  const places =
    group.length > 2
      ? `${group.length} records: here, at ${place(first)} and in ${group.length - 2} more`
      : `two records: here and at ${place(first)}`;
  const message = `The ${what} ${quote(name ?? '')} is in ${places}; ${way}.`;
  return { severity: 'error', code: `duplicate-${what}`, message, source: read.at(second?.record ?? 0, field) };
}
