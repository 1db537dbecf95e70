import { errorDocument, type Failure, failureOf, invalid, refusedBySafety } from '../../app/failure.ts';
import type { Host } from '../../app/host.ts';
import type { Connection } from '../../app/instance/connection.ts';
import { type Keeping, type KeepingOptions, keepNothing, makeKeeping } from '../../app/keeping.ts';
import { makePass } from '../../app/pass.ts';
import { beginReview, type Review, type ReviewOptions } from '../../app/review.ts';
import { tool } from '../../app/tool.ts';
import { Interrupted, LockLost, OutputError, WrongUsage } from '../../base/errors.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { broken } from '../../plan/safety/guard.ts';
import type { ChangeResult, Emit } from '../../reconciler/events.ts';
import { unusableSecrets } from '../../reconciler/sending/secrets.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { diagnosticLine, errorLine, eventLine, summaryLine, versionLine } from '../../report/json/events-json.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { leftText, nextStep, resultText, summaryText, tally } from '../../report/text/apply-text.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { differencesInWords } from '../../report/text/differences.ts';
import { makePaint, printable } from '../../report/text/paint.ts';
import { irreversibleText, planText } from '../../report/text/plan-text.ts';
import { makeProgress } from '../../report/text/progress.ts';
import { hostOf } from '../log.ts';
import { type ReadingShown, showReading } from '../reading.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ApplyOptions extends ReviewOptions, KeepingOptions {
  readonly format: Format;
  readonly verbose?: boolean;
  readonly autoApprove?: boolean;
  readonly mask?: boolean;
}

/** Plans, asks, applies, and says what became of it. */
export async function apply(options: ApplyOptions, world: World): Promise<ExitCode> {
  const host = await hostOf(world, options);
  const keeping = options.elsewhere ? keepNothing : makeKeeping('apply', options, { host, halt: world.halt });
  let exitCode: ExitCode = exit.unexpected;
  try {
    exitCode = await (options.format === 'json' ? applyAsJson : applyAsText)(options, world, { host, keeping });
    return exitCode;
  } catch (error) {
    exitCode = exit[failureOf(world.signal.aborted ? world.signal.reason : error).ending];
    throw error;
  } finally {
    await keeping.leave(exitCode);
  }
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

/** How a command reaches the library. */
interface Means {
  readonly host: Host;
  readonly keeping: Keeping;
}

async function applyAsText(options: ApplyOptions, world: World, { host, keeping }: Means): Promise<ExitCode> {
  mustBeAbleToAsk(options, world);
  const review = await beginReview(options, host);
  const mask = options.mask ? makeMask() : noMask;
  const paint = makePaint(world.colour.out);
  let reading: ReadingShown | undefined;
  let working: { stop(): void } | undefined;
  const begin = (connection: Connection): Emit => {
    reading = showReading(world, connection);
    const shown = reading;
    const progress = makeProgress(connection.perSecondNow, () => world.clock.now());
    return (event) => {
      shown.on(event);
      progress.on(event);
      if (event.type === 'applyBegins') {
        working = whileWorking(world, progress.line);
        world.signal.addEventListener('abort', () =>
          world.err(`${failureOf(world.signal.reason).message} Finishing the calls in flight ...\n`),
        );
      }
      if (event.type === 'changeEnded') world.out(resultText(mask(event.result), paint));
    };
  };
  try {
    const outcome = await makePass(limited(options, review), host, {
      enter: keeping.enter,
      emit: begin,
      async approve(plan, { perSecond }) {
        world.signal.throwIfAborted();
        if (refusalOf(plan, review)) return false;
        world.err(diagnosticsText(mask(plan.diagnostics), makePaint(world.colour.err)));
        world.out(`${planText(mask(plan), paint, perSecond)}\n`);
        if (broken(plan.safety).length > 0) return false;
        return options.autoApprove || review.reviewed || plan.changes.length === 0 || agreed(plan, world);
      },
    });
    working?.stop();
    if (outcome.type === 'invalid') return reportFailure(mask(invalid(outcome.diagnostics)), 'text', world);
    if (outcome.type === 'refused') {
      return reportFailure(mask(refusalOf(outcome.plan, review) ?? refusedBySafety(outcome.plan)), 'text', world);
    }
    if (outcome.type === 'declined') {
      const refused = refusalOf(outcome.plan, review);
      if (refused) return reportFailure(mask(refused), 'text', world);
      world.err('Apply cancelled. Nothing was written to Amazon Connect.\n');
      return exit.unexpected;
    }
    for (const result of review.leftOut) world.out(resultText(mask(result), paint));
    world.err(diagnosticsText(mask(differencesInWords(review.gone)), makePaint(world.colour.err)));
    const results = [...outcome.results, ...review.leftOut];
    const summary = summaryText(tally(results), paint, nextStep(mask(results)));
    world.out(`${leftText(mask(outcome.results))}${summary}`);
    if (review.leftOut.length > 0)
      world.err('What was left out is not as it was reviewed; plan and review it again.\n');
    if (world.signal.reason instanceof OutputError) {
      world.err(`Error: ${failureOf(world.signal.reason).message}\n${summary}`);
    }
    return exitCodeOf(results, world);
  } finally {
    reading?.stop();
    working?.stop();
  }
}

async function agreed(plan: Plan, world: World): Promise<boolean> {
  const { instanceId, region } = plan.target;
  const question = `${irreversibleText(plan)}Make these changes in Amazon Connect instance ${printable(`${instanceId} (${region})`)}?\nOnly "yes" will be accepted: `;
  return (await world.ask(question)).trim() === 'yes';
}

/** Every line an event, the first the version, the last the summary, whatever happens. */
async function applyAsJson(options: ApplyOptions, world: World, { host, keeping }: Means): Promise<ExitCode> {
  world.out(versionLine());
  const mask = options.mask ? makeMask() : noMask;
  let begun = world.clock.now();
  const end = (exitCode: ExitCode, results: readonly ChangeResult[]): ExitCode => {
    const milliseconds = results.length > 0 ? world.clock.now() - begun : 0;
    world.out(summaryLine(tally(results), milliseconds, exitCode));
    return exitCode;
  };
  const say = (failure: Failure): void => world.out(errorLine(errorDocument(mask(failure))));
  const fail = (failure: Failure): ExitCode => {
    say(failure);
    return end(exit[failure.ending], []);
  };
  try {
    mustBeAbleToAsk(options, world);
    const review = await beginReview(options, host);
    const outcome = await makePass(limited(options, review), host, {
      enter: keeping.enter,
      emit: () => (event) => {
        if (event.type === 'applyBegins') begun = world.clock.now();
        world.out(eventLine(mask(event), tool));
      },
      async approve(plan) {
        world.signal.throwIfAborted();
        return refusalOf(plan, review) === undefined;
      },
    });
    if (outcome.type === 'invalid') return fail(invalid(outcome.diagnostics));
    if (outcome.type === 'refused') return fail(refusalOf(outcome.plan, review) ?? refusedBySafety(outcome.plan));
    if (outcome.type === 'declined') return fail(refusalOf(outcome.plan, review) ?? invalid([]));
    for (const result of review.leftOut) world.out(eventLine(mask({ type: 'changeEnded' as const, result }), tool));
    for (const one of differencesInWords(review.gone)) world.out(diagnosticLine(mask(one)));
    const results = [...outcome.results, ...review.leftOut];
    const { aborted, reason } = world.signal;
    if (aborted && !(reason instanceof Interrupted)) say(failureOf(reason));
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

export function exitCodeOf(results: readonly ChangeResult[], { signal }: Pick<World, 'signal'>): ExitCode {
  const open = results.filter(({ outcome }) => outcome !== 'complete');
  if (open.length === 0) return exit.success;
  if (signal.aborted && signal.reason instanceof Interrupted) return exit[signal.reason.signal];
  if (results.some(({ done, skipped }) => done.length > 0 || skipped?.type === 'deadline')) return exit.partial;
  if (signal.aborted && signal.reason instanceof LockLost) return exit.locked;
  return open.some(({ failures }) => failures.some(({ denied }) => denied)) ? exit.denied : exit.unexpected;
}
