import { Interrupted, OutputError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ChangeResult, Emit } from '../../reconciler/events.ts';
import { unusableSecrets } from '../../reconciler/secrets.ts';
import { resultText, summaryText, tally } from '../../report/apply-text.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { differencesInWords } from '../../report/differences.ts';
import { diagnosticLine, errorLine, eventLine, summaryLine, versionLine } from '../../report/events-json.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { makePaint, printable } from '../../report/paint.ts';
import { planText } from '../../report/plan-text.ts';
import { makeProgress } from '../../report/progress.ts';
import type { Connection } from '../connection.ts';
import { type ExitCode, exit } from '../exit.ts';
import { errorDocument, type Failure, type Format, failureOf, invalid, reportFailure, WrongUsage } from '../failure.ts';
import { makePass } from '../pass.ts';
import { beginReview, type Review, type ReviewOptions } from '../review.ts';
import { tool } from '../tool.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ApplyOptions extends ReviewOptions {
  readonly format: Format;
  readonly autoApprove?: boolean;
  readonly mask?: boolean;
}

/** Plans, asks, applies, and says what became of it. */
export async function apply(options: ApplyOptions, world: World): Promise<ExitCode> {
  return options.format === 'json' ? applyAsJson(options, world) : applyAsText(options, world);
}

function mustBeAbleToAsk(
  { autoApprove, planFile, partial, target, format }: ApplyOptions,
  { interactive }: World,
): void {
  if (planFile === undefined && partial) throw new WrongUsage('--partial goes with a saved plan; name its file.');
  if (planFile !== undefined && target) {
    throw new WrongUsage('A saved plan says itself what it is about; leave out --target, or save a plan with it.');
  }
  if (autoApprove || planFile !== undefined || (interactive && format === 'text')) return;
  throw new WrongUsage('There is nobody to ask: apply needs --auto-approve where it is not run in a terminal.');
}

async function applyAsText(options: ApplyOptions, world: World): Promise<ExitCode> {
  mustBeAbleToAsk(options, world);
  const review = await beginReview(options, world);
  const mask = options.mask ? makeMask() : noMask;
  const paint = makePaint(world.colour.out);
  let working: { stop(): void } | undefined;
  const begin = (connection: Connection): Emit => {
    const progress = makeProgress(connection.perSecondNow);
    return (event) => {
      progress.on(event);
      if (event.type === 'applyBegins') {
        working = whileWorking(world, () => `Applying: ${progress.line()}`);
        world.signal.addEventListener('abort', () => world.err('Interrupted. Finishing the calls in flight ...\n'));
      }
      if (event.type === 'changeEnded') world.out(resultText(mask(event.result), paint));
    };
  };
  try {
    const outcome = await makePass(limited(options, review), world, {
      emit: begin,
      async approve(plan, { perSecond }) {
        if (refusalOf(plan, review)) return false;
        world.err(diagnosticsText(mask(plan.diagnostics), makePaint(world.colour.err)));
        world.out(`${planText(mask(plan), paint, perSecond)}\n`);
        return options.autoApprove || review.reviewed || plan.changes.length === 0 || agreed(plan, world);
      },
    });
    working?.stop();
    if (outcome.type === 'invalid') return reportFailure(mask(invalid(outcome.diagnostics)), 'text', world);
    if (outcome.type === 'declined') {
      const refused = refusalOf(outcome.plan, review);
      if (refused) return reportFailure(mask(refused), 'text', world);
      world.err('Apply cancelled. Nothing was written to Amazon Connect.\n');
      return exit.unexpected;
    }
    for (const result of review.leftOut) world.out(resultText(mask(result), paint));
    world.err(diagnosticsText(mask(differencesInWords(review.gone)), makePaint(world.colour.err)));
    const results = [...outcome.results, ...review.leftOut];
    world.out(summaryText(tally(results), paint));
    if (review.leftOut.length > 0)
      world.err('What was left out is not as it was reviewed; plan and review it again.\n');
    if (world.signal.reason instanceof OutputError) {
      world.err(`Error: ${failureOf(world.signal.reason).message}\n${summaryText(tally(results), paint)}`);
    }
    return exitCodeOf(results, world);
  } finally {
    working?.stop();
  }
}

async function agreed(plan: Plan, world: World): Promise<boolean> {
  const { instanceId, region } = plan.target;
  const question = `Make these changes in Amazon Connect instance ${printable(`${instanceId} (${region})`)}?\nOnly "yes" will be accepted: `;
  return (await world.ask(question)).trim() === 'yes';
}

/** Every line an event, the first the version, the last the summary, whatever happens. */
async function applyAsJson(options: ApplyOptions, world: World): Promise<ExitCode> {
  world.out(versionLine());
  const mask = options.mask ? makeMask() : noMask;
  let begun = world.clock.now();
  const end = (exitCode: ExitCode, results: readonly ChangeResult[]): ExitCode => {
    const milliseconds = results.length > 0 ? world.clock.now() - begun : 0;
    world.out(summaryLine(tally(results), milliseconds, exitCode));
    return exitCode;
  };
  const fail = (failure: Failure): ExitCode => {
    world.out(errorLine(errorDocument(mask(failure))));
    return end(failure.exitCode, []);
  };
  try {
    mustBeAbleToAsk(options, world);
    const review = await beginReview(options, world);
    const outcome = await makePass(limited(options, review), world, {
      emit: () => (event) => {
        if (event.type === 'applyBegins') begun = world.clock.now();
        world.out(eventLine(mask(event), tool));
      },
      approve: async (plan) => refusalOf(plan, review) === undefined,
    });
    if (outcome.type === 'invalid') return fail(invalid(outcome.diagnostics));
    if (outcome.type === 'declined') return fail(refusalOf(outcome.plan, review) ?? invalid([]));
    for (const result of review.leftOut) world.out(eventLine(mask({ type: 'changeEnded' as const, result }), tool));
    for (const one of differencesInWords(review.gone)) world.out(diagnosticLine(mask(one)));
    const results = [...outcome.results, ...review.leftOut];
    return end(exitCodeOf(results, world), results);
  } catch (error) {
    return fail(failureOf(world.signal.aborted ? world.signal.reason : error));
  }
}

/** What a reviewed plan is about, it is about for good. */
const limited = (options: ApplyOptions, { targets }: Review): ApplyOptions =>
  targets ? { ...options, target: targets } : options;

const refusalOf = (plan: Plan, review: Review): Failure | undefined => review.refuse(plan) ?? secretsMissing(plan);

/** A password that cannot be sent stops an apply before its first write; for a plan it is a warning. */
function secretsMissing(plan: Plan): Failure | undefined {
  const missing = unusableSecrets(plan);
  return missing.length === 0 ? undefined : invalid(missing);
}

function exitCodeOf(results: readonly ChangeResult[], { signal }: World): ExitCode {
  const open = results.filter(({ outcome }) => outcome !== 'complete');
  if (open.length === 0) return exit.success;
  if (signal.aborted && signal.reason instanceof Interrupted) return exit[signal.reason.signal];
  if (results.some(({ done }) => done.length > 0)) return exit.partial;
  return open.some(({ failures }) => failures.some(({ denied }) => denied)) ? exit.denied : exit.unexpected;
}
