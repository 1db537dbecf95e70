import { resolve } from 'node:path';
import { type Failure, failureOf, invalid, refusedBySafety } from '../../app/failure.ts';
import type { Connection } from '../../app/instance/connection.ts';
import { defaultFile, makePass, type PassOptions } from '../../app/pass.ts';
import { tool } from '../../app/tool.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json.ts';
import { writePrivately } from '../../keep/whole-file.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { planDocument } from '../../plan/model/plan-file.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { failureMarkdown, planMarkdown } from '../../report/markdown/plan-markdown.ts';
import { makeMask, noMask } from '../../report/mask.ts';
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

/** Reads Connect and prints what would change. Writes nothing there. */
export async function plan(options: PlanOptions, world: World): Promise<ExitCode> {
  const { format, out } = options;
  const mask = options.mask ? makeMask() : noMask;
  if (out !== undefined && resolve(world.cwd, out) === resolve(world.cwd, options.file)) {
    throw new WrongUsage(`--out would replace the configuration ${out}; name another file.`);
  }
  const fail = (failure: Failure): ExitCode => {
    const shown = mask(failure);
    if (format === 'markdown') world.out(failureMarkdown(shown.message, shown.diagnostics));
    return reportFailure(shown, format === 'json' ? 'json' : 'text', world);
  };
  let reading: ReadingShown | undefined;
  try {
    const outcome = await makePass(options, await hostOf(world, options), {
      emit(connection) {
        reading = format === 'json' ? undefined : showReading(world, connection);
        return reading?.on ?? (() => {});
      },
      async approve(made, connection) {
        if (out !== undefined) await save(made, out);
        print(mask(made), options, { world, connection });
        if (out !== undefined) world.err(saved(made, options));
        return false;
      },
    });
    if (outcome.type === 'invalid') return fail(invalid(outcome.diagnostics));
    if (outcome.type === 'refused') {
      const refused = refusedBySafety(outcome.plan);
      // Documents have the rules in them already.
      return format === 'text' ? fail(refused) : exit[refused.ending];
    }
    return options.detailedExitcode && outcome.plan.changes.length > 0 ? exit.changes : exit.success;
  } catch (error) {
    return fail(failureOf(world.signal.aborted ? world.signal.reason : error));
  } finally {
    reading?.stop();
  }
}

/** For an apply to compare with, so never masked; and for nobody else to read. */
async function save(made: Plan, path: string): Promise<void> {
  const text = `${canonicalJson(planDocument(made, tool), 2)}\n`;
  try {
    await writePrivately(path, text);
  } catch (error) {
    throw new InvalidInput(
      'cannot-write',
      `Cannot save the plan as ${path}: ${error instanceof Error ? error.message : error}.`,
    );
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

function print(
  made: Plan,
  { format, mask }: PlanOptions,
  { world, connection: { perSecond } }: { readonly world: World; readonly connection: Connection },
): void {
  switch (format) {
    case 'json':
      world.out(documentText({ ...planDocument(made, tool), ...(mask && { masked: true }) }));
      break;
    case 'markdown':
      world.out(planMarkdown(made, perSecond));
      break;
    case 'text':
      world.err(diagnosticsText(made.diagnostics, makePaint(world.colour.err)));
      world.out(planText(made, makePaint(world.colour.out), perSecond));
  }
}
