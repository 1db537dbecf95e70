import { type GetOptions, get as getOne } from '../../app/address/get.ts';
import { failureOf } from '../../app/failure.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { besideDocument } from '../../report/json/beside-json.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { besideText } from '../../report/text/answers/beside-text.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

export interface GetCommandOptions extends GetOptions {
  readonly format: Format;
  readonly mask?: boolean;
  readonly verbose?: boolean;
}

/** Shows one resource as Amazon Connect has it, beside what the files ask for. Differences are no failure. */
export async function get(address: string, options: GetCommandOptions, world: World): Promise<ExitCode> {
  const mask = options.mask ? makeMask() : noMask;
  try {
    const { beside, diagnostics } = mask(await getOne(address, options, await hostOf(world, options)));
    world.err(diagnosticsText(diagnostics, makePaint(world.colour.err)));
    world.out(
      options.format === 'json'
        ? documentText(besideDocument(beside))
        : besideText(beside, makePaint(world.colour.out)),
    );
    return exit.success;
  } catch (error) {
    return reportFailure(mask(failureOf(world.signal.aborted ? world.signal.reason : error)), options.format, world);
  }
}
