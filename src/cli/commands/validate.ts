import { type ConfigurationOptions, readConfiguration } from '../../app/configuration.ts';
import { invalid } from '../../app/failure.ts';
import { hasErrors } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';
import { rules } from '../../kinds/registry.ts';
import { staleExports } from '../../plan/compare/people.ts';
import { diagnosticDocument, formatVersion } from '../../plan/model/plan-file.ts';
import type { DesiredState } from '../../plan/model/state.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { printable } from '../../report/text/paint.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
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
    showDiagnostics(diagnostics, world);
    world.out(`${printable(file)} is valid: ${countByKind(desired)} in ${plural(files.length, 'file')}.\n`);
  }
  return exit.success;
}

/** `120 users, 6 routing profiles`, the most numerous first. */
function countByKind(desired: DesiredState): string {
  const counts = new Map<string, number>();
  for (const { address } of desired.values()) counts.set(address.kind, (counts.get(address.kind) ?? 0) + 1);
  const words = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => plural(count, rules.get(kind)?.noun ?? kind));
  return words.length > 0 ? words.join(', ') : 'nothing';
}
