/**
 * The one file that writes YAML. The result is meant to be edited by people and read by any YAML reader: a text that a
 * reader of YAML 1.1 or 1.2 could take for a number, a date or a truth value is quoted, nothing is folded, and within an
 * entry a few values stay on one line.
 */

import { Document, isMap, isScalar, isSeq, Scalar, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../../base/json.ts';

export interface WriteOptions {
  /** A comment above everything, line by line, without `#`. */
  readonly header?: string;
  /** Comments above entries of lists at the top, a line each. */
  readonly notes?: readonly { readonly entry: readonly [section: string, index: number]; readonly text: string }[];
}

/** For editors; the first line of what is written. */
export const schemaLine = (path = 'schemas/connect-sync.schema.json'): string =>
  `yaml-language-server: $schema=${path.startsWith('.') ? path : `./${path}`}`;

/** Characters; a list or map up to this long is written as `[a, b]` or `{a: 1}`. */
const shortLine = 80;

/** Anything that begins like a number or a date; whether it is one, readers disagree about. */
const numberLike = /^(?:[-+.]?\d[\d.,:_+\-eExXoObTZ ]*|=)$/;

/** Characters that readers of YAML refuse, or take for a line break, unless they are escaped; and those that turn text round. */
const unsafe =
  /[\p{Cs}\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu;
const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes a configuration, keys in the order given. */
export function writeConfiguration(document: Json, { header, notes = [] }: WriteOptions = {}): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', version: '1.2' });
  if (header !== undefined) {
    yaml.commentBefore = header
      .trimEnd()
      .replace(unsafe, '')
      .split(/\r\n?|\n/)
      .map((line) => (line === '' ? '' : ` ${line}`))
      .join('\n');
  }
  visit(yaml, {
    Scalar(_, scalar) {
      const { value } = scalar;
      if (typeof value === 'string' && (numberLike.test(value) || value.search(unsafe) >= 0)) {
        scalar.type = Scalar.QUOTE_DOUBLE;
      }
    },
    Seq(_, list) {
      if (isShort(list.items)) list.flow = true;
    },
    Map(_, map, path) {
      if (path.some(isSeq) && !isSeq(path.at(-1)) && isShort(valuesAndKeys(map))) map.flow = true;
    },
  });
  separate(yaml);
  for (const { entry, text } of notes) {
    const node = yaml.getIn(entry, true);
    if (!isMap(node)) continue;
    const line = ` ${text.replace(unsafe, '').replace(/\s+/g, ' ')}`;
    node.commentBefore = node.commentBefore == null ? line : `${node.commentBefore}\n${line}`;
  }
  const text = yaml.toString({
    lineWidth: 0,
    minContentWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    flowCollectionPadding: false,
    singleQuote: false,
  });
  // Only texts in double quotes have such characters, and there an escape says the same.
  return text.replace(unsafe, toEscape);
}

function isShort(parts: YAMLSeq['items']): boolean {
  if (!parts.every(isScalar)) return false;
  const length = parts.reduce<number>((sum, part) => sum + String((part as Scalar).value).length + 2, 0);
  return length <= shortLine;
}

const valuesAndKeys = ({ items }: YAMLMap): unknown[] => items.flatMap(({ key, value }) => [key, value]);

/** A blank line before each key at the top but the first, and between the entries of a list of maps there. */
function separate({ contents }: Document): void {
  if (!isMap(contents)) return;
  for (const [index, pair] of contents.items.entries()) {
    if (index > 0 && isScalar(pair.key)) pair.key.spaceBefore = true;
    if (!isSeq(pair.value)) continue;
    for (const [position, entry] of pair.value.items.entries()) {
      if (position > 0 && isMap(entry)) entry.spaceBefore = true;
    }
  }
}
