/**
 * Workflow commands of GitHub Actions, which show a diagnostic at its line of a pull request:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { printable } from './paint.ts';

/** GitHub shows so many annotations of each severity of a step, and drops the rest. */
const maxShown = 10;

/** A line for each diagnostic that GitHub shows. `inRepository` gives the path of a file from the root of the repository. */
export function annotations(diagnostics: readonly Diagnostic[], inRepository: (file: string) => string): string {
  const lines = (['error', 'warning'] as const).flatMap((severity) =>
    diagnostics
      .filter((one) => one.severity === severity)
      .slice(0, maxShown)
      .map(({ message, source, address }) => {
        const at = source && { file: inRepository(source.file), line: source.line, col: source.column };
        return command(severity, at ?? {}, address === undefined || at ? message : `${address}: ${message}`);
      }),
  );
  return lines.join('');
}

type Properties = { readonly [name: string]: string | number };

/** One command; what would end it or its properties is escaped as the toolkit does it (`@actions/core`, command.ts). */
export function command(name: 'error' | 'warning', properties: Properties, message: string): string {
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(printable(String(value)))}`,
  );
  return `::${name}${written.length > 0 ? ` ${written.join(',')}` : ''}::${escapeData(printable(message))}\n`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
