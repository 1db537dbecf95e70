import { defaultFile } from '../../app/configuration.ts';
import { errorDocument, type Failure, failureOf, invalid, refusedBySafety } from '../../app/failure.ts';
import { tool } from '../../app/host/tool.ts';
import type { Connection } from '../../app/instance/connection.ts';
import type { PassInputs } from '../../app/pass.ts';
import { planConfiguration } from '../../app/plan.ts';
import { WrongUsage } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { planDocument } from '../../plan/model/plan-file.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { maskedPlan } from '../../report/json/masked-plan.ts';
import { type Mask, makeMask, noMask } from '../../report/mask.ts';
import { makePaint, printableLines } from '../../report/text/paint.ts';
import { planText } from '../../report/text/plan/plan-text.ts';
import { hostOf } from '../log.ts';
import { mustBeApart, writeOutput } from '../output-file.ts';
import { type ReadingShown, showReading } from '../reading.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import { annotate, showDiagnostics } from '../show-diagnostics.ts';
import type { World } from '../world.ts';

export interface PlanOptions extends PassInputs {
  readonly format: Format | 'markdown' | 'html';
  readonly verbose?: boolean;
  readonly detailedExitcode?: boolean;
  /** File that takes the plan for a later apply. */
  readonly out?: string;
  /** Files that take what stdout would be in these formats. */
  readonly outHtml?: string;
  readonly outJson?: string;
  readonly outMarkdown?: string;
  readonly mask?: boolean;
}

/** How a plan is shown on stdout, and that there is none. */
interface PlanView {
  planned(plan: Plan, connection: Connection): void | Promise<void>;
  /** `shown` where the plan is printed already. */
  failed(failure: Failure, shown: boolean): ExitCode | Promise<ExitCode>;
}

/** A format as text: a plan, and why there is none. */
interface Writer {
  planned(plan: Plan, connection: Connection): string;
  failed(failure: Failure): string;
}

/** Reads Connect and prints what would change. Writes nothing there. */
export async function plan(options: PlanOptions, world: World): Promise<ExitCode> {
  const { format, out } = options;
  const mask = options.mask ? makeMask() : noMask;
  const view = format === 'text' ? textView(mask, world) : documentView(format, mask, world);
  const files = filesOf(options);
  let reading: ReadingShown | undefined;
  let shown = false;
  /** Whether the files have been written, or could not be. */
  let begun = false;
  const failed = async (failure: Failure): Promise<ExitCode> => {
    if (!begun) await writeFiles(files, { mask, world }, (writer) => writer.failed(failure));
    return view.failed(failure, shown);
  };
  try {
    const named = files.map(({ option, path }) => [option, path] as const);
    await mustBeApart(out === undefined ? named : [['--out', out], ...named], {
      cwd: world.cwd,
      configuration: options.file,
    });
    if (out !== undefined && options.asOf !== undefined) {
      throw new WrongUsage('--out saves a plan to be applied, and one for another day (--as-of) cannot be.');
    }
  } catch (error) {
    return view.failed(failureOf(error), false);
  }
  try {
    const outcome = await planConfiguration(options, await hostOf(world, options), {
      begin(connection) {
        reading = format === 'json' ? undefined : showReading(world, connection);
        return reading?.on ?? (() => {});
      },
      async planned(made, connection) {
        begun = true;
        // For an apply to compare with, so never masked; and for nobody else to read.
        if (out !== undefined) await writeOutput(out, `${canonicalJson(planDocument(made, tool), 2)}\n`);
        await writeFiles(files, { mask, world }, (writer) => writer.planned(made, connection));
        await view.planned(made, connection);
        shown = true;
        if (out !== undefined) world.err(saved(made, options));
      },
    });
    if (outcome.type === 'invalid') return await failed(invalid(outcome.diagnostics));
    if (outcome.type === 'refused') return await failed(refusedBySafety(outcome.plan));
    return options.detailedExitcode && outcome.plan.changes.length > 0 ? exit.changes : exit.success;
  } catch (error) {
    return await failed(failureOf(world.signal.aborted ? world.signal.reason : error));
  } finally {
    reading?.stop();
  }
}

const textView = (mask: Mask, world: World): PlanView => ({
  planned(made, { perSecond }) {
    const shown = mask(made);
    showDiagnostics(shown.diagnostics, world);
    world.out(planText(shown, makePaint(world.colour.out), perSecond));
  },
  failed: (failure) => reportFailure(mask(failure), 'text', world),
});

type DocumentFormat = Exclude<PlanOptions['format'], 'text'>;

/** What refuses a plan stands in its document; of what has no plan, JSON is all that a program reads. */
const documentView = (format: DocumentFormat, mask: Mask, world: World): PlanView => ({
  async planned(made, connection) {
    world.out((await writers[format](mask, world)).planned(made, connection));
    if (format !== 'json') annotate(mask(made.diagnostics), world);
  },
  async failed(failure, shown) {
    if (shown) {
      if (format !== 'json') annotate(mask(failure.diagnostics), world);
      return exit[failure.ending];
    }
    world.out((await writers[format](mask, world)).failed(failure));
    return format === 'json' ? exit[failure.ending] : reportFailure(mask(failure), 'text', world);
  },
});

/** Loaded where they are used. */
const writers: { readonly [format in DocumentFormat]: (mask: Mask, world: World) => Promise<Writer> } = {
  json: async (mask) => ({
    planned: (made) => documentText(maskedPlan(planDocument(made, tool), mask)),
    failed: (failure) => documentText(errorDocument(mask(failure))),
  }),
  async markdown(mask) {
    const { failureMarkdown, planMarkdown } = await import('../../report/markdown/plan-markdown.ts');
    return {
      planned: (made, { perSecond }) => planMarkdown(mask(made), perSecond),
      failed: (failure) => failureMarkdown(mask(failure)),
    };
  },
  async html(mask, { clock }) {
    const { failureHtml, planHtml } = await import('../../report/html/plan-page.ts');
    return {
      planned: (made, { perSecond, instance }) =>
        planHtml({
          plan: mask(made),
          perSecond,
          alias: instance.alias,
          digest: planDocument(made, tool).digest,
          tool,
          at: clock.now(),
        }),
      failed(failure) {
        const { message, diagnostics } = mask(failure);
        return failureHtml(message, diagnostics);
      },
    };
  },
};

interface OutFile {
  readonly option: string;
  readonly format: DocumentFormat;
  readonly path: string;
}

const filesOf = ({ outHtml, outJson, outMarkdown }: PlanOptions): readonly OutFile[] =>
  (
    [
      ['--out-html', 'html', outHtml],
      ['--out-json', 'json', outJson],
      ['--out-markdown', 'markdown', outMarkdown],
    ] as const
  ).flatMap(([option, format, path]) => (path === undefined ? [] : [{ option, format, path }]));

async function writeFiles(
  files: readonly OutFile[],
  { mask, world }: { readonly mask: Mask; readonly world: World },
  textFrom: (writer: Writer) => string,
): Promise<void> {
  for (const { format, path } of files) await writeOutput(path, textFrom(await writers[format](mask, world)));
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
