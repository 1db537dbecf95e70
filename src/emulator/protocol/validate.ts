// Lengths, ranges, patterns and enumerations. The SDK's runtime schemas do not carry them, so they come from
// constraints.json, which was taken from AWS's API model. All violations of a request are reported at once, in the
// wording of AWS's front end.

import constraints from '../constraints.json' with { type: 'json' };

interface Constraint {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly int?: number;
  readonly el?: Constraint;
  readonly key?: Constraint;
  readonly val?: Constraint;
}

const members = new Map(
  Object.entries(constraints.members as Record<string, Record<string, Constraint>>).map(([structure, byMember]) => [
    structure,
    new Map(Object.entries(byMember)),
  ]),
);

const errors = new Map(Object.entries(constraints.errors as Record<string, string[]>));

/** The errors that AWS's model declares for an operation; undefined where the table does not have the operation. */
export function declaredErrors(operation: string): readonly string[] | undefined {
  return errors.get(operation);
}

/** The largest page of an operation, from its MaxResults; undefined where there is none. */
export function largestPage(operation: string): number | undefined {
  return members.get(`${operation}Request`)?.get('MaxResults')?.max;
}

/** Amazon Connect gives an empty number for a soft phone, and takes back what it gives. */
const EMPTY_IS_NONE: ReadonlySet<string> = new Set(['DeskPhoneNumber', 'PhoneNumber']);

/** Appends a sentence to `problems` for each constraint of `structure.member` that `value` violates. */
export function checkMember(
  { structure, member, path }: { readonly structure: string; readonly member: string; readonly path: string },
  value: unknown,
  problems: string[],
): void {
  const constraint = members.get(structure)?.get(member);
  if (value === '' && EMPTY_IS_NONE.has(member)) return;
  if (constraint) check(constraint, value, { path, problems, secret: member === 'Password' });
}

interface Place {
  readonly path: string;
  readonly problems: string[];
  /** A secret is never repeated in a message. */
  readonly secret: boolean;
}

function check(constraint: Constraint, value: unknown, place: Place): void {
  const size = sizeOf(value);
  const what = typeof value === 'number' ? 'value' : 'length';
  if (size !== undefined && constraint.min !== undefined && size < constraint.min)
    report(place, value, `Member must have ${what} greater than or equal to ${constraint.min}`);
  if (size !== undefined && constraint.max !== undefined && size > constraint.max)
    report(place, value, `Member must have ${what} less than or equal to ${constraint.max}`);
  if (constraint.int && !Number.isInteger(value)) report(place, value, 'Member must be an integer');
  if (typeof value === 'string') checkText(constraint, value, place);
  else if (Array.isArray(value)) checkList(constraint, value, place);
  else if (isMap(value)) checkMap(constraint, value, place);
}

function checkText(constraint: Constraint, value: string, place: Place): void {
  if (constraint.pattern !== undefined && !isAbsurd(constraint, value) && !expression(constraint.pattern).test(value))
    report(place, value, `Member must satisfy regular expression pattern: ${constraint.pattern}`);
  if (constraint.enum && !constraint.enum.includes(value))
    report(place, value, `Member must satisfy enum value set: [${constraint.enum.join(', ')}]`);
}

/** What is far too long has been reported; some of AWS's patterns would take hours to match it. */
function isAbsurd({ max = Number.POSITIVE_INFINITY }: Constraint, value: string): boolean {
  return value.length > 10_000 && value.length > max;
}

function checkList(constraint: Constraint, values: readonly unknown[], place: Place): void {
  const { el } = constraint;
  if (!el) return;
  for (const [index, value] of values.entries())
    check(el, value, { ...place, path: `${place.path}.${index + 1}.member` });
}

function checkMap(constraint: Constraint, value: object, place: Place): void {
  for (const [key, entry] of Object.entries(value)) {
    if (constraint.key) check(constraint.key, key, { ...place, path: `${place.path}.key` });
    if (constraint.val) check(constraint.val, entry, { ...place, path: `${place.path}.${key}.value` });
  }
}

function report({ path, problems, secret }: Place, value: unknown, rule: string): void {
  const shown = typeof value === 'string' && !secret ? `Value '${value}'` : 'Value';
  problems.push(`${shown} at '${path}' failed to satisfy constraint: ${rule}`);
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return [...value].length; // AWS counts characters, not UTF-16 units
  if (Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const compiled = compile(repair(pattern));
  expressions.set(pattern, compiled);
  return compiled;
}

/** AWS's model has two slips: Password's pattern stands between slashes, and Mobile's is escaped twice. */
function repair(pattern: string): string {
  const bare = /^\/.*\/$/.test(pattern) ? pattern.slice(1, -1) : pattern;
  return bare.replaceAll('\\\\', '\\');
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return new RegExp(`^(?:${pattern})$`); // some of AWS's patterns escape characters that the `u` flag forbids
  }
}
