/** How a kind is written in a configuration: its section, what the schema says of it, and what messages say beyond that. */
import type { Json } from '../base/json.ts';
import type { TextRule } from '../base/text-rules.ts';

/** A piece of JSON Schema, draft 7. */
export type JsonSchema = { readonly [keyword: string]: Json };

/** A section of a file as JSON Schema, and the definitions that it refers to as `#/definitions/NAME`. */
export interface Fragment {
  readonly section: JsonSchema;
  readonly definitions?: { readonly [name: string]: JsonSchema };
}

/** Where and how a kind is written in a configuration. */
export interface Section {
  /** The word for it, as in `policy.removed` and `export --only`, and its key in a file: `users`. */
  readonly key: string;
  /** Where it is in a file, if that is not at the top under `key`: `['hierarchy', 'groups']`. */
  readonly path?: readonly string[];
  /**
   * `list`: each element declares one resource. `tree`: the section is a map whose branches declare many. `single`: the
   * section declares one resource.
   */
  readonly shape: 'list' | 'tree' | 'single';
  /** The field that names an element of a list; `name` where left out. */
  readonly nameField?: string;
  readonly schema?: Fragment;
  /** Words by which `policy.scope` describes a part of the instance, which `within` understands. */
  readonly scope?: { readonly [word: string]: ScopePart };
  readonly sentences?: Sentences;
}

export interface ScopePart {
  readonly schema: JsonSchema;
  /** `{ tag: { … } }` */
  readonly form: string;
  /** An example and what it means, in one sentence: `{ tag: { site: dublin } }: those with these tags.` */
  readonly meaning: string;
}

/** What messages about a section's mistakes say beyond what its schema gives. */
export interface Sentences {
  /** Rules for one text, by the names that the schema gives them as formats. */
  readonly formats?: { readonly [name: string]: TextRule };
  /** What to write instead of a value of the wrong type, by the field's own name; the end of a sentence. */
  readonly remedies?: { readonly [field: string]: (value: Json) => string | undefined };
  /** Fields that take a reference to a secret. Whatever stands there is never repeated, neither value nor key. */
  readonly secrets?: { readonly [field: string]: SecretField };
}

export interface SecretField {
  /** Its code is this and `-in-file`. */
  readonly noun: 'password' | 'secret';
  /** References as a file writes them, `{ env: NAME }` first. */
  readonly forms: readonly [string, ...string[]];
  /** Keys that people write instead. */
  readonly mistaken: RegExp;
}

/** How an export puts entries of a kind together: in roles, and in files. */
export interface Grouping {
  /** Fields that tell what somebody does; those who agree in all of them get a role. */
  readonly roleBy: readonly string[];
  /** The field that says where somebody is, and the names in it from the top down. A role says nothing of it. */
  readonly place: { readonly field: string; namesOf(value: Json): readonly string[] };
}
