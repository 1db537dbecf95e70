/** Why a resource stands as it does, and where each of its attributes comes from, as data. */
import type { SourceSpan } from '../../base/diagnostic.ts';
import type { Json } from '../../base/json.ts';
import type { PlannedChange } from './plan.ts';

/** Where a value comes from. */
export interface Provenance {
  readonly type: 'record' | 'rule' | 'role' | 'entry' | 'override' | 'default';
  /** Of a role. */
  readonly role?: string;
  /** Of a rule, counted from 1. */
  readonly rule?: number;
  /** The text that made it, and where that is. */
  readonly expression?: string;
  readonly expressionAt?: SourceSpan;
  /** The field of the record that it was made of. */
  readonly field?: string;
}

export interface ExplainedAttribute {
  /** Joined by dots: `tags.site`. */
  readonly path: string;
  readonly value: Json;
  readonly from: Provenance;
  readonly at: SourceSpan;
}

export type ManagedState = 'managed' | 'notYet' | 'noLonger' | 'notListed';

export interface Explanation {
  readonly address: string;
  readonly standing: ManagedState;
  /** Milliseconds since the Unix epoch. */
  readonly asOf: number;
  /** Sentences: why it stands so. */
  readonly reasons: readonly string[];
  /** Where it is listed. */
  readonly at?: SourceSpan;
  /** The export that lists it, and who the person is there. */
  readonly source?: string;
  readonly key?: string;
  /** Milliseconds since the Unix epoch: the first moment at which it is wanted, and the first after. */
  readonly from?: number;
  readonly until?: number;
  readonly attributes: readonly ExplainedAttribute[];
  /** What Amazon Connect has to say; only where it was asked. */
  readonly live?: LiveExplanation;
}

export interface LiveExplanation {
  readonly sentence: string;
  readonly change?: PlannedChange;
}
