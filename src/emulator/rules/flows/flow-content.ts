// What the content of a flow or of a module must be. Sources: "Flow language" and "Actions in the Flow language" of the
// API reference. The types of actions and their parameters are not checked.

import { AwsError, invalidParameter } from '../../protocol/errors.ts';

const VERSION = '2019-10-30';
const MAX_LENGTH = 256_000;
const MAX_ACTIONS = 250;
const MAX_IDENTIFIER = 50;

/** Documented: "the following characters are not allowed in the Identifier field". */
const FORBIDDEN_CHARACTERS = /[%:(\\/)=$,;[\]{}]/;

const FORBIDDEN_IDENTIFIERS = new Set([
  '__proto__',
  'constructor',
  '__defineGetter__',
  '__defineSetter__',
  'toString',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'valueOf',
]);

/** Holds for content that is only saved, too. Throws InvalidParameterException. */
export function checkLength(content: string): void {
  if (content.length < 1 || content.length > MAX_LENGTH)
    throw invalidParameter(`Content has 1 to ${MAX_LENGTH} characters`);
}

/** Throws InvalidContactFlowException with all that is wrong. */
export function checkFlowContent(content: string): void {
  const problems = problemsIn(content);
  if (problems.length > 0)
    throw new AwsError('InvalidContactFlowException', 'The flow is not valid', { problems: messages(problems) });
}

/** Throws InvalidContactFlowModuleException with all that is wrong. */
export function checkModuleContent(content: string): void {
  const problems = problemsIn(content);
  if (problems.length > 0)
    throw new AwsError('InvalidContactFlowModuleException', 'The flow module is not valid', {
      Problems: messages(problems),
    });
}

function messages(problems: readonly string[]) {
  return problems.map((message) => ({ message }));
}

type Json = Readonly<Record<string, unknown>>;

function problemsIn(content: string): string[] {
  let flow: unknown;
  try {
    flow = JSON.parse(content);
  } catch {
    return ['The content is not valid JSON'];
  }
  if (!isObject(flow)) return ['The content is not a JSON object'];
  const { Version, StartAction, Actions } = flow;
  const actions = Array.isArray(Actions) ? Actions : [];
  const identifiers = new Set(actions.map((action) => (isObject(action) ? action['Identifier'] : undefined)));
  return [
    ...(Version === VERSION ? [] : [`Version is not ${VERSION}`]),
    ...(actions.length > 0 && actions.length <= MAX_ACTIONS ? [] : [`Actions is not a list of 1 to ${MAX_ACTIONS}`]),
    ...(identifiers.size === actions.length ? [] : ['Two actions have the same Identifier']),
    ...(typeof StartAction === 'string' && identifiers.has(StartAction) ? [] : ['StartAction names no action']),
    ...actions.flatMap((action, index) => problemsOfAction(action, `Actions[${index}]`, identifiers)),
  ];
}

function problemsOfAction(action: unknown, place: string, identifiers: ReadonlySet<unknown>): string[] {
  if (!isObject(action)) return [`${place} is not an object`];
  const { Identifier, Type, Parameters, Transitions } = action;
  return [
    ...(isIdentifier(Identifier) ? [] : [`${place}.Identifier is not valid`]),
    ...(typeof Type === 'string' && Type !== '' ? [] : [`${place}.Type is missing`]),
    ...(isObject(Parameters) ? [] : [`${place}.Parameters is not an object`]),
    ...(isObject(Transitions)
      ? targetsOf(Transitions)
          .filter((target) => !identifiers.has(target))
          .map((target) => `${place}.Transitions leads to ${String(target)}, which is no action`)
      : [`${place}.Transitions is not an object`]),
  ];
}

function isIdentifier(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= MAX_IDENTIFIER &&
    !FORBIDDEN_CHARACTERS.test(value) &&
    !FORBIDDEN_IDENTIFIERS.has(value)
  );
}

/** Where a flow can go on from an action. */
function targetsOf({ NextAction, Errors, Conditions }: Json): unknown[] {
  const branches = [Errors, Conditions].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const targets = branches.map((branch) => (isObject(branch) ? branch['NextAction'] : undefined));
  return NextAction === undefined ? targets : [NextAction, ...targets];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
