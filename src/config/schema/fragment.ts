import type { JsonSchema } from '../../kinds/kind.ts';

/** A section of a file as JSON Schema, and the definitions that it refers to as `#/definitions/NAME`. */
export interface Fragment {
  readonly section: JsonSchema;
  readonly definitions?: { readonly [name: string]: JsonSchema };
}
