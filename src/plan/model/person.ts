/** What a plan knows of people who come from an export of an HR system, besides their attributes. */

import type { SourceSpan } from '../../base/diagnostic.ts';
import type { Address } from './address.ts';
import type { Limit } from './limit.ts';
import type { AttributePath } from './origin.ts';

/** The time in which somebody is wanted. Milliseconds since the Unix epoch. */
export interface Period {
  /** The first moment; always, where left out. */
  readonly from?: number;
  /** The first moment after it; for ever, where left out. */
  readonly until?: number;
}

/** The record of an export that a person comes from. */
export interface FromRecord {
  /** The export, as the user would name it. */
  readonly source: string;
  /** Who the person is over the years, where the source says. */
  readonly key?: string;
  /** Attributes that the record was to give and has nothing for. */
  readonly blanks: readonly AttributePath[];
}

/** When an export was made, and how old it may be. */
export interface Age {
  /** Milliseconds since the Unix epoch. */
  readonly made: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Where the export says when it was made. */
  readonly at: SourceSpan;
}

/** What a source says of its people as a whole. */
export interface SourceFacts {
  /** The export, as the user would name it. */
  readonly file: string;
  /** How many people may have lost a value: see `expect.blanks`. */
  readonly blanks: Limit;
  /** Where that, or the source, is written. */
  readonly at: SourceSpan;
  /** Keys whose person may have another first and another last name in Connect. */
  readonly samePerson: ReadonlySet<string>;
  /** Keys of the records that `where` leaves out. */
  readonly leftOut: ReadonlySet<string>;
  /** Absent where nobody limits it. */
  readonly age?: Age;
}

/** One person under two names: a new user, and the old one who leaves. */
export interface SamePerson {
  readonly from: Address;
  readonly to: Address;
  readonly key: string;
}
