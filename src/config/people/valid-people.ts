/** People of all sources, checked against the schema of an entry, with the tag that says who they are. */

import { type Diagnostic, formatSpan, type SourceSpan } from '../../base/diagnostic.ts';
import { valueAtSteps } from '../../base/json.ts';
import { quote } from '../../base/text-rules.ts';
import { plural } from '../../base/words.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { format } from '../../plan/model/address.ts';
import { type Expressions, locate } from '../../plan/model/origin.ts';
import { keyTag } from '../../plan/model/own-tags.ts';
import type { FromRecord } from '../../plan/model/person.ts';
import { type Layer, mergeAttributes, mergeLayers } from '../layers.ts';
import type { Schema } from '../schema/schema.ts';
import type { Sentence } from '../schema/sentence.ts';
import { validateEntry } from '../schema/validate.ts';
import { nameFieldOf } from '../sections.ts';
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
  /** Mistakes by their sort. */
  const told = new Map<string, Diagnostic[]>();
  const definition = schema.entryDefinition(kind.section.key);

  function tell(subject: string, diagnostic: Diagnostic): void {
    const before = told.get(subject);
    if (before) before.push(diagnostic);
    else told.set(subject, [diagnostic]);
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
    const { attributes, origins } = mergeLayers(layers, byKey);
    const mayBeLive = (one: Sentence): boolean => one.isAboutText === true && one.path[0] !== nameFieldOf(kind.section);
    for (const one of sentences) {
      const { code, message } = one;
      const path = one.path.map(String);
      const source = locate(origins, path);
      const place = { kind: kind.name, key: name };
      const value = mayBeLive(one) ? valueAtSteps(attributes, path) : undefined;
      tell(`${code} ${path[0]} ${source.file}`, {
        ...{ severity: 'error', code, message, source, address: format(place) },
        ...(value !== undefined && { unlessLive: [{ ...place, path, value }] }),
      });
    }
    return sentences.every(mayBeLive);
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
  for (const alike of told.values())
    diagnostics.push(...alike.slice(0, maxTold - 1), ...rest(alike.slice(maxTold - 1)));
  return { people, diagnostics };
}

/** Several mistakes as the first of them, with the number of the others. */
function rest([first, ...others]: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!first || others.length === 0) return first ? [first] : [];
  const more = plural(others.length, 'more record has', 'more records have');
  const live = [first, ...others].map(({ unlessLive }) => unlessLive);
  const { unlessLive: _, ...certain } = first;
  return [
    {
      ...certain,
      message: `${first.message} ${more} a mistake like it.`,
      ...(live.every((one) => one !== undefined) && { unlessLive: live.flat() }),
    },
  ];
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
