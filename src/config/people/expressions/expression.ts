/**
 * Texts with expressions: `${Work_Email|lower}`, `${a ?? b}`, `${first} ${last}`. An expression is a path and what is
 * done with its value, from left to right: `??` goes on to another path where there is nothing yet, a filter changes what
 * there is. Reading a text never throws; what is wrong with it comes with the offset where it is.
 */
import type { Code } from '../../../base/codes.ts';
import { nearest } from '../../../base/matching/nearest.ts';
import { quote } from '../../../base/text-rules.ts';
import { type FieldPath, scanPath } from '../../sources/path.ts';
import { type Apply, filterSorts } from './filters.ts';

export interface Filter {
  readonly type: 'filter';
  readonly name: string;
  readonly args: readonly string[];
  readonly apply: Apply;
  /** True where it has something to say about nothing. */
  readonly takesNothing: boolean;
  /** Where it stands in the text. */
  readonly offset: number;
}

/** `?? path` */
export interface Alternative {
  readonly type: 'alternative';
  readonly path: FieldPath;
  readonly offset: number;
}

export interface Expression {
  readonly path: FieldPath;
  readonly steps: readonly (Filter | Alternative)[];
  /** Where `${` stands in the text. */
  readonly offset: number;
  /** As it is written, with `${` and `}`. */
  readonly source: string;
}

/** A text with its expressions. Where it is nothing but one expression, the value keeps its type. */
export interface Template {
  readonly parts: readonly (string | Expression)[];
}

export interface ExpressionProblem {
  readonly code: Code;
  /** A whole sentence. */
  readonly message: string;
  readonly offset: number;
}

class Wrong extends Error {
  readonly code: Code;
  readonly offset: number;

  constructor(message: string, offset: number, code: Code = 'expression-syntax') {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Reads a text; a template or the first thing that is wrong with it. */
export function parseTemplate(text: string): Template | ExpressionProblem {
  const parts: (string | Expression)[] = [];
  let literal = '';
  let at = 0;
  try {
    while (at < text.length) {
      if (text.startsWith('$${', at)) {
        literal += '${';
        at += 3;
      } else if (text.startsWith('${', at)) {
        if (literal !== '') parts.push(literal);
        literal = '';
        const { expression, end } = readExpression(text, at);
        parts.push(expression);
        at = end;
      } else {
        literal += text[at];
        at += 1;
      }
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { code: error.code, message: error.message, offset: error.offset };
  }
  if (literal !== '') parts.push(literal);
  return { parts };
}

export const isProblem = (parsed: Template | ExpressionProblem): parsed is ExpressionProblem => 'code' in parsed;

/** The expressions of a template. */
export const expressionsOf = ({ parts }: Template): readonly Expression[] =>
  parts.filter((part): part is Expression => typeof part !== 'string');

/** All paths that an expression may go to, in order. */
export const pathsOf = ({ path, steps }: Expression): readonly FieldPath[] => [
  path,
  ...steps.flatMap((step) => (step.type === 'alternative' ? [step.path] : [])),
];

function readExpression(text: string, start: number): { readonly expression: Expression; readonly end: number } {
  let at = skipBlanks(text, start + 2);
  const first = readPath(text, at, start);
  const steps: (Filter | Alternative)[] = [];
  at = skipBlanks(text, first.end);
  while (text[at] !== '}') {
    const offset = at;
    if (text.startsWith('??', at)) {
      const next = readPath(text, skipBlanks(text, at + 2), start);
      steps.push({ type: 'alternative', path: next.path, offset });
      at = skipBlanks(text, next.end);
    } else if (text[at] === '|') {
      const next = readFilter(text, skipBlanks(text, at + 1), start);
      steps.push(next.filter);
      at = skipBlanks(text, next.end);
    } else if (at >= text.length) {
      throw unclosed(text, start);
    } else {
      throw new Wrong(
        `An expression goes on with a filter (|), with ?? or with its end (}), not with ${quote(text.slice(at, at + 10))}; a name with other characters than letters, digits, _ and - needs double quotes.`,
        at,
      );
    }
  }
  const end = at + 1;
  return { expression: { path: first.path, steps, offset: start, source: text.slice(start, end) }, end };
}

function readPath(text: string, at: number, start: number): { readonly path: FieldPath; readonly end: number } {
  const scanned = scanPath(text, at);
  if (scanned) return scanned;
  if (at >= text.length) throw unclosed(text, start);
  if (text[at] === "'") {
    throw new Wrong("Here stands a field, not a text; write a text that stands in for nothing as |default:'x'.", at);
  }
  throw new Wrong(
    `Here stands the name of a field, such as Employee_ID or "Cost Centre", not ${quote(text.slice(at, at + 10))}.`,
    at,
  );
}

function readFilter(text: string, at: number, start: number): { readonly filter: Filter; readonly end: number } {
  const name = /^[\p{L}\p{N}_-]+/u.exec(text.slice(at, at + 100))?.[0];
  if (name === undefined) {
    if (at >= text.length) throw unclosed(text, start);
    throw new Wrong(
      `Here stands the name of a filter, such as lower or trim, not ${quote(text.slice(at, at + 10))}.`,
      at,
    );
  }
  const sort = Object.hasOwn(filterSorts, name) ? filterSorts[name] : undefined;
  if (!sort) {
    const known = Object.keys(filterSorts);
    const meant = nearest(name, known);
    const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}`;
    throw new Wrong(
      `There is no filter ${quote(name)}; ${hint}${meant === undefined ? '.' : '?'}`,
      at,
      'unknown-filter',
    );
  }
  const args: string[] = [];
  let end = at + name.length;
  for (let mark = ':'; text[skipBlanks(text, end)] === mark; mark = ',') {
    const argument = readArgument(text, skipBlanks(text, skipBlanks(text, end) + 1), start);
    args.push(argument.value);
    end = argument.end;
  }
  const apply = sort.make(args);
  if (typeof apply === 'string') throw new Wrong(`The filter ${name} ${apply}.`, at, 'filter-argument');
  return { filter: { type: 'filter', name, args, apply, takesNothing: sort.takesNothing === true, offset: at }, end };
}

/** `'x'`, in which `''` is a quote, or letters, digits, _ and - without quotes. */
function readArgument(text: string, at: number, start: number): { readonly value: string; readonly end: number } {
  if (text[at] !== "'") {
    const bare = /^[\p{L}\p{N}_-]+/u.exec(text.slice(at))?.[0];
    if (bare !== undefined) return { value: bare, end: at + bare.length };
    if (at >= text.length) throw unclosed(text, start);
    throw new Wrong(
      `An argument stands in single quotes, as in |default:'x', not ${quote(text.slice(at, at + 10))}.`,
      at,
    );
  }
  let value = '';
  for (let from = at + 1; ; ) {
    const close = text.indexOf("'", from);
    if (close < 0) throw unclosed(text, start);
    value += text.slice(from, close);
    if (text[close + 1] !== "'") return { value, end: close + 1 };
    value += "'";
    from = close + 2;
  }
}

const unclosed = (text: string, start: number): Wrong =>
  new Wrong(
    `The expression ${quote(text.slice(start))} has no end; where it has a : or # or quotes in it, YAML may have cut it: quote the whole value.`,
    start,
  );

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && /\s/.test(text[end] ?? '')) end += 1;
  return end;
}
