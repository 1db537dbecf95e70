/** What an export says of one person, and what is needed to find that out. */
import type { TimeZone } from '../../base/day.ts';
import type { SourceSpan } from '../../base/diagnostic.ts';
import type { AttributePath } from '../../plan/model/origin.ts';
import type { Attributes } from '../../plan/model/state.ts';
import type { Layer } from '../layers.ts';
import type { Convert } from '../schema/convert.ts';
import type { FieldPath } from '../sources/path.ts';
import type { LookupTables } from './expressions/filters.ts';

export interface Person {
  readonly name: string;
  /** Who the person is over the years, where the source says. */
  readonly key?: string;
  /** Index of the record in the export. */
  readonly record: number;
  /** What the source's `user` says, then each rule that matched, in order. */
  readonly layers: readonly Layer[];
  /** Attributes that the source fills from the record and for which there is nothing in it. */
  readonly blanks: readonly AttributePath[];
  readonly at: (field?: FieldPath) => SourceSpan;
}

export interface Mapping {
  readonly tables: LookupTables;
  readonly convert: Convert;
  /** Of times without an offset. */
  readonly zone: TimeZone;
  /** The field that names a person. */
  readonly nameField: string;
  /** Two names that fold to the same text are the same. */
  fold(name: string): string;
  /** What a person with these attributes is called: first and last name. */
  namesOf(attributes: Attributes): readonly string[];
}
