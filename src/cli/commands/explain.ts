import { type ExplainOptions, explain as explainOne } from '../../app/explain.ts';
import { failureOf } from '../../app/failure.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { explanationDocument } from '../../report/json/explanation-json.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { explainText } from '../../report/text/explain-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

export interface ExplainCommandOptions extends ExplainOptions {
  readonly format: Format;
  readonly mask?: boolean;
  readonly verbose?: boolean;
}

/** Tells where each attribute of a resource comes from. Without `live` it needs neither credentials nor network. */
export async function explain(address: string, options: ExplainCommandOptions, world: World): Promise<ExitCode> {
  const mask = options.mask ? makeMask() : noMask;
  try {
    const explanation = mask(await explainOne(address, options, await hostOf(world, options)));
    world.out(
      options.format === 'json'
        ? documentText(explanationDocument(explanation))
        : explainText(explanation, makePaint(world.colour.out)),
    );
    return exit.success;
  } catch (error) {
    return reportFailure(mask(failureOf(world.signal.aborted ? world.signal.reason : error)), options.format, world);
  }
}
