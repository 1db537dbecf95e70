import { type ExplainOptions, explain as explainOne } from '../../app/address/explain.ts';
import { failureOf } from '../../app/failure.ts';
import { type CodePage, findPage, knownCodes } from '../../base/codes.ts';
import { WrongUsage } from '../../base/errors.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { rules } from '../../kinds/registry.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { codeDocument } from '../../report/json/code-json.ts';
import { explanationDocument } from '../../report/json/explanation-json.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { codeText } from '../../report/text/answers/code-text.ts';
import { explainText } from '../../report/text/answers/explain-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

export interface ExplainCommandOptions extends ExplainOptions {
  readonly format: Format;
  readonly mask?: boolean;
  readonly verbose?: boolean;
}

/**
 * Tells where each attribute of a resource comes from, or what a code means. An address has a slash or is the name of a
 * kind, and a code is neither.
 * Without `live` it needs neither credentials nor network.
 */
export async function explain(what: string, options: ExplainCommandOptions, world: World): Promise<ExitCode> {
  const mask = options.mask ? makeMask() : noMask;
  try {
    if (!what.includes('/') && !rules.has(what)) {
      const page = pageOf(what);
      world.out(
        options.format === 'json' ? documentText(codeDocument(page)) : codeText(page, makePaint(world.colour.out)),
      );
      return exit.success;
    }
    const explanation = mask(await explainOne(what, options, await hostOf(world, options)));
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

function pageOf(text: string): CodePage {
  const page = findPage(text);
  if (page) return page;
  const meant = nearest(text, [...knownCodes, ...rules.keys()]);
  const hint =
    meant === undefined
      ? 'a code is such as CS2001 or unknown-name, and an address is a kind and a name, such as user/jane.doe.'
      : `did you mean ${meant}?`;
  throw new WrongUsage(`There is no code and no kind ${JSON.stringify(text)}; ${hint}`);
}
