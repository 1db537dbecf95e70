/** One entry under `sources`: an export of an HR system, and what its records become. */
import { isMap, type Json } from '../../../base/json.ts';
import type { JsonSchema } from '../../../kinds/section.ts';

/**
 * Paths, with `#` for the position in a list, at which fields of a person stand besides the section of their kind. The rule's
 * own `when` is none of them.
 */
export const personPlaces: readonly (readonly string[])[] = [
  ['overrides', '#'],
  ['sources', '#', 'user'],
  ['sources', '#', 'rules', '#', 'set'],
];

/** A person's own entry in the files. */
export interface PersonEntry {
  /** The name of its definition, and that. */
  readonly name: string;
  readonly definition: JsonSchema;
  /** The field that names it. */
  readonly nameField: string;
  /** Fields that hold references to secrets. */
  readonly sensitive: readonly string[];
}

const text = (title: string, description: string): JsonSchema => ({ title, description, type: 'string', minLength: 1 });

/** `{ Status: [Active, On Leave] }` */
const condition = (title: string, description: string): JsonSchema => ({
  title,
  description: `${description} Fields of a record with the value, or one of the values, or { not: [...] }. Compared as text; a field that is not there counts as empty text.`,
  type: 'object',
  minProperties: 1,
  additionalProperties: { $ref: '#/definitions/fieldTest' },
});

const scalar: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };
const scalars = (description: string): JsonSchema => ({
  title: 'Value or values',
  description,
  type: ['string', 'number', 'boolean', 'null', 'array'],
  items: scalar,
  minItems: 1,
});

/** What a source is made of, by the names of the definitions. */
export const sourceDefinitions = (entry: PersonEntry): { readonly [name: string]: JsonSchema } => ({
  source: source(entry),
  ...parts(entry),
});

const source = (entry: PersonEntry): JsonSchema => ({
  title: 'Source',
  description: 'One export, as it comes.',
  type: 'object',
  required: ['file', 'user'],
  properties: {
    file: text(
      'File',
      'The export: .json, .yaml or .csv, relative to this file and inside the folder of the main file.',
    ),
    records: text(
      'Records',
      'Path to the list of records, such as Report_Entry or data.items. Not for CSV; a list at the top needs none.',
    ),
    encoding: {
      title: 'Encoding',
      description: 'Of a CSV file, such as windows-1252. Default: a byte order mark decides, else UTF-8.',
      type: 'string',
      format: 'encoding',
    },
    delimiter: {
      title: 'Delimiter',
      description:
        'What separates the columns of a CSV file: one character, or tab. Default: which of , ; tab | is most often in the header outside quotes.',
      type: 'string',
      pattern: '^([^"\\r\\n]|tab)$',
      patternErrorMessage: 'must be one character, such as ";", or tab',
    },
    where: condition('Where', 'Which records count. Default: all.'),
    key: text(
      'Key',
      'The field, or an expression, that says who a person is over the years, such as Employee_ID. It is kept in Amazon Connect as the tag connect-sync:key.',
    ),
    expect: { $ref: '#/definitions/expectations' },
    user: {
      ...fields(entry),
      title: 'User',
      description: `${texts} Empty, missing and null leave the attribute unmanaged.`,
      required: [entry.nameField],
    },
    rules: {
      title: 'Rules',
      description: 'In order; every rule that matches applies, later over earlier, and all of them over user.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/definitions/sourceRule' },
    },
    unmatched: {
      title: 'Records that no rule matches',
      description:
        'error (default): the configuration is refused. skip: they are left out. Only where there are rules.',
      type: 'string',
      enum: ['error', 'skip'],
    },
    duplicates: {
      title: 'Several records of one person',
      description: 'Which one counts where several have one key or one username. Without it they are an error.',
      type: 'object',
      minProperties: 1,
      properties: {
        prefer: condition('Prefer', 'Records that win over the others.'),
        latest: text(
          'Latest',
          'The field, or an expression, of a day; of what is left, the record with the last one counts.',
        ),
      },
      additionalProperties: false,
    },
    samePerson: {
      title: 'Keys of the same person',
      description:
        'Keys whose person has another first and another last name in Amazon Connect and is the same all the same. Otherwise that is an error, since keys get used again.',
      type: 'array',
      minItems: 1,
      items: scalar,
    },
  },
  additionalProperties: false,
});

const texts = 'Texts with expressions, such as ${Work_Email|lower}, or constants.';

/** The fields of an entry, with anything behind them: what a record makes of them is checked against the entry's schema. */
function fields({ definition, nameField, sensitive }: PersonEntry, nameless = false): JsonSchema {
  const known = isMap(definition['properties']) ? definition['properties'] : {};
  const names = Object.keys(known).filter((name) => !nameless || name !== nameField);
  // A password is never written in a file, whatever file that is.
  const properties = names.map((name): [string, Json] => [
    name,
    (sensitive.includes(name) && known[name]) || field(name),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

const field = (name: string): JsonSchema => ({
  title: name,
  description: 'A text with expressions, a constant, or a list or a map of both.',
});

const parts = (entry: PersonEntry): { readonly [name: string]: JsonSchema } => ({
  fieldTest: {
    ...scalars('The value, one of the values, or { not: [...] }.'),
    type: ['string', 'number', 'boolean', 'null', 'array', 'object'],
    properties: { not: scalars('The field has none of these.') },
    required: ['not'],
    additionalProperties: false,
  },
  sourceRule: {
    title: 'Rule',
    description: 'What records of some sort have in common.',
    type: 'object',
    required: ['when', 'set'],
    properties: {
      when: condition('When', 'Which records.'),
      set: {
        ...fields(entry, true),
        title: 'Set',
        description: `${texts} They win over user and over earlier rules.`,
        minProperties: 1,
      },
    },
    additionalProperties: false,
  },
  expectations: {
    title: 'Expect',
    description: 'What a whole export looks like. Where it does not, nothing is planned or written (exit code 7).',
    type: 'object',
    minProperties: 1,
    properties: {
      minRecords: {
        title: 'Records',
        description: 'How many there are at least.',
        type: 'integer',
        minimum: 0,
        maximum: 10_000_000,
      },
      fields: {
        title: 'Fields',
        description: 'Present and filled in every record that where keeps.',
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
      },
      exportedAt: text('Export time', 'Path to the time at which the export was made. Not for CSV.'),
      maxAge: {
        title: 'Age',
        description: 'How old it may be by exportedAt: 3d, 12h.',
        type: 'string',
        format: 'duration',
      },
      blanks: {
        $ref: '#/definitions/limit',
        title: 'Blanks',
        description:
          'How many people may have an empty field although Amazon Connect has a value: a count, or a share of the live users that come from this source. Three always may. Default "5%".',
      },
    },
    additionalProperties: false,
  },
});
