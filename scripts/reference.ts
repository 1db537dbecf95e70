/** The schema as a page: every key of a configuration, what it takes and what it means. */

/** As much of a JSON Schema as ours uses. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly then?: Schema;
  readonly else?: Schema;
}
/** The schema of a main file. Its definition `included` has `false` for what only a main file may have. */
export interface RootSchema extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Keys that take the same, from the top, such as `policy.limits.delete`. */
interface Below {
  readonly keys: readonly string[];
  readonly child: Schema;
  readonly isRequired: boolean;
}

/** The text of docs/reference.md. */
export function referenceOf(schema: RootSchema): string {
  const inIncluded = schema.definitions['included']?.properties as Readonly<Record<string, unknown>> | undefined;
  const sections = Object.entries(schema.properties ?? {}).map(([name, written]) => {
    const section = resolve(schema, written);
    const where = inIncluded?.[name] === false ? 'In the main file only.' : 'In the main file and in included ones.';
    const rows = rowsOf(schema, { keys: [name], child: section, isRequired: false }, []);
    const table = [
      '| key | takes | is |',
      '|---|---|---|',
      ...rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`),
    ];
    return `## ${name}\n\n${where}\n\n${table.join('\n')}`;
  });
  return `${head}\n${sections.join('\n\n')}\n`;
}

const head = `# All keys

Made from [the schema](../schemas/connect-sync.schema.json) by \`npm run schema\`. [Configuration](configuration.md) explains how the
sections belong together. \`[]\` stands for each entry of a list, \`*\` for each name of a map.
`;

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

/** A row for the keys, and those of what is below them. A definition within itself is described once. */
function rowsOf(
  schema: RootSchema,
  { keys, child, isRequired }: Below,
  within: readonly Schema[],
): readonly string[][] {
  const names = keys.map((key) => `\`${key}\``).join(', ');
  return [
    [`${names}${isRequired ? ' (required)' : ''}`, takes(child), child.description ?? child.title ?? ''],
    ...belowOf(schema, keys.at(-1) ?? '', child).flatMap((below) => {
      const found = resolve(schema, below.child);
      return within.includes(found) ? [] : rowsOf(schema, { ...below, child: found }, [...within, found]);
    }),
  ];
}

function belowOf(schema: RootSchema, path: string, node: Schema): readonly Below[] {
  const alternatives = [node, ...(node.anyOf ?? []), node.then, node.else].filter((one) => one !== undefined);
  return alternatives.flatMap((written) => {
    const one = resolve(schema, written);
    const items = resolve(schema, one.items ?? {});
    const entries = typeof one.additionalProperties === 'object' ? resolve(schema, one.additionalProperties) : {};
    return [
      ...alike(one, path),
      ...(items.properties ? belowOf(schema, `${path}[]`, items) : []),
      ...(entries.properties ? belowOf(schema, `${path}.*`, entries) : []),
    ];
  });
}

/** The keys of a map. Many that take the same, as the APIs under `throttle` do, are one. */
function alike({ properties = {}, required = [] }: Schema, path: string): readonly Below[] {
  const groups: Record<string, [string, Schema][]> = {};
  for (const [key, child] of Object.entries(properties)) {
    const { title: _, ...rest } = child;
    const group = `${required.includes(key)} ${JSON.stringify(rest)}`;
    groups[group] = [...(groups[group] ?? []), [key, child]];
  }
  return Object.values(groups).flatMap((entries) => {
    const below = entries.map(([key, child]) => ({
      keys: [`${path}.${key}`],
      child,
      isRequired: required.includes(key),
    }));
    const [first] = below;
    return first && below.length > 3 ? [{ ...first, keys: below.flatMap(({ keys }) => keys) }] : below;
  });
}

const words: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'list',
  string: 'text',
  integer: 'whole number',
  boolean: '`true` or `false`',
  null: '`null`',
};

/** What a value may be, in a few words: its words, or its type with its bounds. */
function takes({ type = [], const: constant, enum: values, minimum, maximum }: Schema): string {
  if (constant !== undefined) return `\`${constant}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  const types = [type].flat().map((one) => words[one] ?? one);
  const bounds = minimum === undefined || maximum === undefined ? '' : `, ${minimum} to ${maximum}`;
  return types.length === 0 ? 'anything that fits' : `${types.join(' or ')}${bounds}`;
}

/** A node with what it refers to; what stands beside a reference wins. */
function resolve(schema: RootSchema, node: Schema): Schema {
  const { $ref, ...beside } = node;
  if ($ref === undefined) return node;
  const found = schema.definitions[$ref.replace('#/definitions/', '')] ?? {};
  return Object.keys(beside).length === 0 ? found : { ...found, ...beside };
}
