/**
 * The one file that reads YAML. js-yaml turns text into events with offsets; `compose` turns the events into plain JSON
 * values and into the tape that knows their positions.
 */

import { EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import type { Code } from '../../base/codes.ts';
import type { Json } from '../../base/json.ts';
import type { Position } from '../lines.ts';
import { compose } from './compose.ts';
import { createPositions, type Positions } from './positions.ts';
import { explainSyntax } from './yaml-syntax.ts';

/** One YAML document: plain data, in which an alias shares the value it stands for, and where it is written. */
export interface YamlDocument {
  readonly value: Json;
  readonly positions: Positions;
}

/** Something in a text that is not YAML, or is YAML we refuse. */
export interface YamlProblem extends Position {
  readonly code: Code;
  readonly message: string;
}

export interface YamlReading {
  /** Absent where nothing useful could be read. */
  readonly document?: YamlDocument;
  readonly problems: readonly YamlProblem[];
}

/** Collections inside collections, at most: more than any configuration needs, and safe for code that recurses. */
const maxDepth = 64;

/** Reads one YAML 1.2 document (JSON is one, too) and never throws. */
export function readYaml(source: string): YamlReading {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const conflicts = mergeConflicts(text);
  if (conflicts.length > 0) return { problems: conflicts };
  let events: ReturnType<typeof parseEvents>;
  try {
    events = parseEvents(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    const message = `${explainSyntax(error.reason)}${expressionHint(text, line)}`;
    return { problems: [{ code: 'yaml-syntax', message, line: line + 1, column: column + 1 }] };
  }
  const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
  if (events.length <= 2 || (documents === 1 && isEmptyScalar(events[1]))) {
    const message = 'The file is empty; write the configuration into it, or do not name it.';
    return { problems: [{ code: 'empty-file', message, line: 1, column: 1 }] };
  }
  const { value, tape, problems: composed } = compose(text, events, maxDepth);
  const positions = createPositions(text, tape);
  const problems = composed.map(({ offset, earlier, message, code }) => ({
    code,
    message: earlier === undefined ? message : `${message} (first on line ${positions.ofOffset(earlier).line}).`,
    ...positions.ofOffset(offset),
  }));
  return value === undefined ? { problems } : { document: { value, positions }, problems };
}

/** Where a version control system has left the two sides of a conflict for somebody to choose from, or a mark of one. */
function mergeConflicts(text: string): readonly YamlProblem[] {
  if (!/^(?:<{7}|\|{7}|={7}|>{7})/m.test(text)) return [];
  const marks = text.split(/\r\n?|\n/).flatMap((line, index) => {
    const [mark] = /^(?:<{7}|\|{7}|={7}|>{7})(?= |$)/.exec(line) ?? [];
    return mark === undefined ? [] : [{ mark, line: index + 1 }];
  });
  const begins = marks.filter(({ mark }) => mark.startsWith('<'));
  const what = begins.length > 0 ? 'A merge conflict begins here' : 'This is a mark of a merge conflict';
  return (begins.length > 0 ? begins : marks.slice(0, 1)).map(({ line }) => ({
    code: 'merge-conflict',
    message: `${what}; choose one of its sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.`,
    ...{ line, column: 1 },
  }));
}

/** What YAML makes of `{ id: ${Employee_ID} }` says nothing of the expression that is meant. */
function expressionHint(text: string, line: number): string {
  const written = text.split(/\r\n?|\n/)[line] ?? '';
  const expression = /(?<!["'][^"']*)\$\{[^}]*\}?/.exec(written)?.[0];
  return expression === undefined ? '' : ` Put the expression in quotes: ${JSON.stringify(expression)}.`;
}

const isEmptyScalar = (event: ReturnType<typeof parseEvents>[number] | undefined): boolean =>
  event?.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.tagStart < 0;
