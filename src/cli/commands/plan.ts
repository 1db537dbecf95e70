import { resolve } from 'node:path';
import { defaultFile } from '../../app/configuration.ts';
import { type Failure, failureOf, invalid, refusedBySafety } from '../../app/failure.ts';
import type { Connection } from '../../app/instance/connection.ts';
import type { PassOptions } from '../../app/pass.ts';
import { planConfiguration } from '../../app/plan.ts';
import { tool } from '../../app/tool.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json.ts';
import { writeWholeFile } from '../../keep/whole-file.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { planDocument } from '../../plan/model/plan-file.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { maskedPlan } from '../../report/json/masked-plan.ts';
import { failureMarkdown, planMarkdown } from '../../report/markdown/plan-markdown.ts';
import { type Mask, makeMask, noMask } from '../../report/mask.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { makePaint, printableLines } from '../../report/text/paint.ts';
import { planText } from '../../report/text/plan-text.ts';
import { hostOf } from '../log.ts';
import { type ReadingShown, showReading } from '../reading.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

export interface PlanOptions extends PassOptions {
  readonly format: Format | 'markdown';
  readonly verbose?: boolean;
  readonly detailedExitcode?: boolean;
  /** File that takes the plan for a later apply. */
  readonly out?: string;
  readonly mask?: boolean;
}

/** A format: how a plan is shown in it, and that there is none. */
interface View {
  planned(plan: Plan, connection: Connection): void;
  /** `shown` where the plan is printed already. */
  failed(failure: Failure, shown: boolean): ExitCode;
}

/** Reads Connect and prints what would change. Writes nothing there. */
export async function plan(options: PlanOptions, world: World): Promise<ExitCode> {
  const { format, out } = options;
  const view = views[format](options.mask ? makeMask() : noMask, world);
  let reading: ReadingShown | undefined;
  let shown = false;
  try {
    if (out !== undefined && resolve(world.cwd, out) === resolve(world.cwd, options.file)) {
      throw new WrongUsage(`--out would replace the configuration ${out}; name another file.`);
    }
    if (out !== undefined && options.asOf !== undefined) {
      throw new WrongUsage('--out saves a plan to be applied, and one for another day (--as-of) cannot be.');
    }
    const outcome = await planConfiguration(options, await hostOf(world, options), {
      begin(connection) {
        reading = format === 'json' ? undefined : showReading(world, connection);
        return reading?.on ?? (() => {});
      },
      async planned(made, connection) {
        if (out !== undefined) await save(made, out);
        view.planned(made, connection);
        shown = true;
        if (out !== undefined) world.err(saved(made, options));
      },
    });
    if (outcome.type === 'invalid') return view.failed(invalid(outcome.diagnostics), false);
    if (outcome.type === 'refused') return view.failed(refusedBySafety(outcome.plan), shown);
    return options.detailedExitcode && outcome.plan.changes.length > 0 ? exit.changes : exit.success;
  } catch (error) {
    return view.failed(failureOf(world.signal.aborted ? world.signal.reason : error), false);
  } finally {
    reading?.stop();
  }
}

const views: { readonly [format in PlanOptions['format']]: (mask: Mask, world: World) => View } = {
  text: (mask, world) => ({
    planned(made, { perSecond }) {
      const shown = mask(made);
      world.err(diagnosticsText(shown.diagnostics, makePaint(world.colour.err)));
      world.out(planText(shown, makePaint(world.colour.out), perSecond));
    },
    failed: (failure) => reportFailure(mask(failure), 'text', world),
  }),
  json: (mask, world) => ({
    planned: (made) => world.out(documentText(maskedPlan(planDocument(made, tool), mask))),
    // The document has the rules in it already.
    failed: (failure, shown) => (shown ? exit[failure.ending] : reportFailure(mask(failure), 'json', world)),
  }),
  markdown: (mask, world) => ({
    planned: (made, { perSecond }) => world.out(planMarkdown(mask(made), perSecond)),
    failed(failure, shown) {
      if (shown) return exit[failure.ending];
      const { message, diagnostics } = mask(failure);
      world.out(failureMarkdown(message, diagnostics));
      return reportFailure(mask(failure), 'text', world);
    },
  }),
};

/** For an apply to compare with, so never masked; and for nobody else to read. */
async function save(made: Plan, path: string): Promise<void> {
  try {
    await writeWholeFile(path, `${canonicalJson(planDocument(made, tool), 2)}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new InvalidInput('cannot-write', `Cannot save the plan as ${path}: ${why}.`);
  }
}

function saved({ safety }: Plan, { file, out = '', format, mask, accept = {} }: PlanOptions): string {
  const from = file === defaultFile ? '' : ` -f ${file}`;
  const accepted = Object.entries(accept).map(([what, number]) => ` --accept ${what}=${number}`);
  const whole = mask ? ' The file is not masked: it is what apply compares with.' : '';
  const blank = format === 'text' ? '\n' : '';
  const isRefused = safety.some(({ result }) => result === 'fail');
  const next = isRefused
    ? 'A safety rule refuses it, and would refuse to apply it as well.'
    : `To make exactly these changes: connect-sync apply${from}${accepted.join('')} ${out}`;
  return printableLines(`${blank}Saved the plan as ${out}.${whole} ${next}\n`);
}
