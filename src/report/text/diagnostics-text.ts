import { type Code, diagnosticIdOf } from '../../base/codes.ts';
import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';
import { type Paint, printable } from './paint.ts';

/** Ends a line with the id of a code, which `explain` takes: `[CS1042]`. */
export const idMark = (code: Code): string => `[${diagnosticIdOf(code)}]`;

/** `connect-sync.yaml:12:5: error: There is no … [CS2001]`, one line each, errors last so that they stay in sight. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const lines = (['warning', 'error'] as const).flatMap((severity) => {
    const them = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return them.map((diagnostic) => line(diagnostic, paint));
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (hasErrors(diagnostics)) lines.push(`${plural(errors, 'error')}. Nothing was written to Amazon Connect.`);
  return lines.map((text) => `${text}\n`).join('');
}

function line({ severity, code, message, source, address }: Diagnostic, paint: Paint): string {
  const where = source ? `${source.file}:${source.line}:${source.column}: ` : address ? `${address}: ` : '';
  const label = paint(severity === 'error' ? 'red' : 'yellow', severity);
  return `${printable(where)}${label}: ${printable(message)} ${paint('dim', idMark(code))}`;
}
