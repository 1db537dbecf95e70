import { hasErrors } from '../../diagnostic.ts';
import { canonicalJson } from '../../plan/canonical.ts';
import { diagnosticDocument, formatVersion } from '../../plan/plan-file.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { makePaint } from '../../report/paint.ts';
import { plural } from '../../report/words.ts';
import { type ExitCode, exit } from '../exit.ts';
import { type Format, invalid, reportFailure } from '../failure.ts';
import { readConfiguration } from '../pass.ts';
import type { World } from '../world.ts';

/** Checks the files offline: no credentials, no network. */
export async function validate(
  { file, format }: { readonly file: string; readonly format: Format },
  world: World,
): Promise<ExitCode> {
  const { desired, diagnostics, files } = await readConfiguration(file);
  if (hasErrors(diagnostics)) return reportFailure(invalid(diagnostics), format, world);
  if (format === 'json') {
    world.out(
      `${canonicalJson({ formatVersion, valid: true, files, resources: desired.size, diagnostics: diagnostics.map(diagnosticDocument) }, 2)}\n`,
    );
  } else {
    world.err(diagnosticsText(diagnostics, makePaint(world.colour.err)));
    world.out(`${file} is valid: ${plural(desired.size, 'user')} in ${plural(files.length, 'file')}.\n`);
  }
  return exit.success;
}
