import { type ConfigurationOptions, readConfiguration } from '../../app/configuration.ts';
import { invalid } from '../../app/failure.ts';
import { hasErrors } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';
import { staleExports } from '../../plan/compare/people.ts';
import { diagnosticDocument, formatVersion } from '../../plan/model/plan-file.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { makePaint, printable } from '../../report/text/paint.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

/** Checks the files offline: no credentials, no network. */
export async function validate(
  options: ConfigurationOptions & { readonly format: Format; readonly mask?: boolean },
  world: World,
): Promise<ExitCode> {
  const { file, format } = options;
  const mask = options.mask ? makeMask() : noMask;
  const { desired, files, ...read } = await readConfiguration(options);
  const diagnostics = mask([...read.diagnostics, ...staleExports(read.sources, world.clock.now())]);
  if (hasErrors(diagnostics)) return reportFailure(invalid(diagnostics), format, world);
  if (format === 'json') {
    world.out(
      documentText({
        ...{ formatVersion, valid: true, files, resources: desired.size },
        diagnostics: diagnostics.map(diagnosticDocument),
      }),
    );
  } else {
    world.err(diagnosticsText(diagnostics, makePaint(world.colour.err)));
    world.out(`${printable(file)} is valid: ${plural(desired.size, 'user')} in ${plural(files.length, 'file')}.\n`);
  }
  return exit.success;
}
