import { errorDocument, type Failure } from '../app/failure.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { type ExitCode, exit } from '../report/exit-codes.ts';
import { documentText } from '../report/json/json-text.ts';
import { idMark } from '../report/text/diagnostics-text.ts';
import { makePaint, printable, printableLines } from '../report/text/paint.ts';
import { annotateFailure, showDiagnostics } from './show-diagnostics.ts';
import type { World } from './world.ts';

export type Format = 'text' | 'json';

/** Errors of JSON output are JSON, on stdout like its results; of text output they are text, on stderr. */
export function reportFailure(failure: Failure, format: Format, world: World): ExitCode {
  world.status('');
  if (format === 'json') {
    world.out(documentText(errorDocument(failure)));
  } else {
    const paint = makePaint(world.colour.err);
    showDiagnostics(failure.diagnostics, world);
    // Only our own stack traces have lines.
    const inert = failure.code === 'unexpected' ? printableLines : printable;
    if (!hasErrors(failure.diagnostics)) {
      world.err(`${paint('red', 'error:')} ${inert(failure.message)} ${paint('dim', idMark(failure.code))}\n`);
      annotateFailure(failure.message, world);
    }
  }
  return exit[failure.ending];
}
