import { canonicalJson } from '../../plan/canonical.ts';
import { planDocument } from '../../plan/plan-file.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { makePaint } from '../../report/paint.ts';
import { planText } from '../../report/plan-text.ts';
import { type ExitCode, exit } from '../exit.ts';
import { type Format, invalid, refusedBySafety, reportFailure } from '../failure.ts';
import { makePass, type PassOptions } from '../pass.ts';
import { tool } from '../tool.ts';
import type { World } from '../world.ts';

export interface PlanOptions extends PassOptions {
  readonly format: Format;
  readonly detailedExitcode?: boolean;
}

/** Reads Connect and prints what would change. Writes nothing. */
export async function plan(options: PlanOptions, world: World): Promise<ExitCode> {
  const outcome = await makePass(options, world, {
    emit: () => () => {},
    async approve(made, { perSecond }) {
      if (options.format === 'json') {
        world.out(`${canonicalJson(planDocument(made, tool), 2)}\n`);
      } else {
        world.err(diagnosticsText(made.diagnostics, makePaint(world.colour.err)));
        world.out(planText(made, makePaint(world.colour.out), perSecond));
      }
      return false;
    },
  });
  if (outcome.type === 'invalid') return reportFailure(invalid(outcome.diagnostics), options.format, world);
  if (outcome.type === 'refused') {
    const refused = refusedBySafety(outcome.plan);
    // The JSON document has the rules in it already.
    return options.format === 'json' ? refused.exitCode : reportFailure(refused, options.format, world);
  }
  return options.detailedExitcode && outcome.plan.changes.length > 0 ? exit.changes : exit.success;
}
