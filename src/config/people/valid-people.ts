/** People of all sources, checked against the schema of an entry, with the tag that says who they are. */

import { type Diagnostic, formatSpan, type SourceSpan } from '../../base/diagnostic.ts';
import { quote } from '../../base/text-rules.ts';
import { plural } from '../../base/words.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { format } from '../../plan/model/address.ts';
import { type Expressions, locate } from '../../plan/model/origin.ts';
import { keyTag } from '../../plan/model/own-tags.ts';
import type { FromRecord } from '../../plan/model/person.ts';
import { type Layer, mergeAttributes, mergeLayers } from '../layers.ts';
import type { Schema } from '../schema/schema.ts';
import { validateEntry } from '../schema/validate.ts';
import type { Person } from './person.ts';
import type { Sourced, SourcesRead } from './read-sources.ts';

/** What a record says of a resource. */
export interface Sourcing {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly record: FromRecord;
  readonly span: () => SourceSpan;
  /** False where the record is wrong, which is told. */
  readonly usable: boolean;
}

export interface ValidPeople {
  readonly people: readonly Sourcing[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Records with one sort of mistake that are told one by one. */
const maxTold = 10;

interface ValidationContext {
  readonly kind: ManagedKind;
  readonly byKey: (field: string) => boolean;
  readonly schema: Schema;
}

export function validPeople({ sources }: SourcesRead, { kind, byKey, schema }: ValidationContext): ValidPeople {
  const people: Sourcing[] = [];
  const diagnostics: Diagnostic[] = [];
  /** Who has a key first, and by which source. */
  const holders = new Map<string, readonly [Person, Sourced]>();
  const told = new Map<string, { count: number; last: Diagnostic }>();
  const definition = schema.entryDefinition(kind.section.key);

  function tell(subject: string, diagnostic: Diagnostic): void {
    const before = told.get(subject);
    if (!before) told.set(subject, { count: 1, last: diagnostic });
    else if (before.count < maxTold) {
      diagnostics.push(before.last);
      told.set(subject, { count: before.count + 1, last: diagnostic });
    } else told.set(subject, { count: before.count + 1, last: before.last });
  }

  const keyPlace = ({ at }: Person, { settings: { key } }: Sourced): SourceSpan =>
    at(key?.type === 'field' ? key.field : undefined);

  /** Whether the key is new and can be kept; it must be one person's among all sources. */
  function checkKey(person: Person, sourced: Sourced): boolean {
    const { key, name } = person;
    if (key === undefined) return true;
    const first = holders.get(key);
    if (!first) holders.set(key, [person, sourced]);
    const isValid = canBeKept.test(key);
    if (isValid && !first) return true;
    const source = keyPlace(person, sourced);
    const address = format({ kind: kind.name, key: name });
    if (!isValid) {
      const message = `The key ${quote(key)} cannot be kept in Amazon Connect; it takes up to 256 letters, digits, blanks and any of _ . : / = + - @.`;
      tell(`key ${sourced.file}`, { severity: 'error', code: 'invalid-key', message, source, address });
      return false;
    }
    const before = first ? formatSpan(keyPlace(...first)) : '';
    const message = `The key ${quote(key)} is in two records: here and at ${before}; where two HR systems count alike, write key: a-\${…}.`;
    tell('key twice', { severity: 'error', code: 'duplicate-key', message, source, address });
    return false;
  }

  function check(layers: readonly [Layer, ...Layer[]], name: string): boolean {
    if (definition === undefined) return true;
    const sentences = validateEntry(mergeAttributes(layers, byKey), { schema, section: kind.section.key, definition });
    if (sentences.length === 0) return true;
    const { origins } = mergeLayers(layers, byKey);
    for (const { code, message, path } of sentences) {
      const source = locate(origins, path.map(String));
      const address = format({ kind: kind.name, key: name });
      tell(`${code} ${path[0]} ${source.file}`, { severity: 'error', code, message, source, address });
    }
    return false;
  }

  for (const sourced of sources) {
    for (const person of sourced.people) {
      const [first, ...others] = person.layers;
      if (!first) continue;
      const isValid = check([first, ...others], person.name);
      const isNew = checkKey(person, sourced);
      people.push(sourcingOf(person, sourced, isValid && isNew));
    }
  }
  for (const { count, last } of told.values()) {
    const more =
      count > maxTold ? ` ${plural(count - maxTold, 'more record has', 'more records have')} a mistake like it.` : '';
    diagnostics.push({ ...last, message: `${last.message}${more}` });
  }
  return { people, diagnostics };
}

/** Values that a tag takes. Source: API reference of Amazon Connect, TagResource. */
const canBeKept = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

function sourcingOf(person: Person, { settings, file }: Sourced, usable: boolean): Sourcing {
  const { name, key, blanks, at } = person;
  const by: Expressions = {
    source: settings.config,
    path: [...settings.path, 'key'],
    fieldOf: () => (settings.key?.type === 'field' ? settings.key.field : []),
    written: () => (settings.key?.type === 'template' ? settings.key.text : undefined),
  };
  const [first] = person.layers;
  const mark: readonly Layer[] =
    key === undefined || !first
      ? []
      : [{ origin: { ...first.origin, type: 'record', by }, attributes: { tags: { [keyTag]: key } } }];
  return {
    name,
    layers: [...person.layers, ...mark],
    record: { source: file, blanks, ...(key !== undefined && { key }) },
    span: () => at(),
    usable,
  };
}
