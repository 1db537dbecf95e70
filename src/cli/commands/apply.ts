import { Interrupted, LockLost, OutputError } from '../../errors.ts';
import { broken } from '../../plan/guard.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ChangeResult, Emit } from '../../reconciler/events.ts';
import { unusableSecrets } from '../../reconciler/secrets.ts';
import { resultText, summaryText, tally } from '../../report/apply-text.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { eventLine, summaryLine, versionLine } from '../../report/events-json.ts';
import { makePaint } from '../../report/paint.ts';
import { irreversibleText, planText } from '../../report/plan-text.ts';
import { makeProgress } from '../../report/progress.ts';
import type { Connection } from '../connection.ts';
import { type ExitCode, exit } from '../exit.ts';
import {
  errorDocument,
  type Failure,
  type Format,
  failureOf,
  invalid,
  refusedBySafety,
  reportFailure,
  WrongUsage,
} from '../failure.ts';
import { type Keeping, type KeepingOptions, keepNothing, makeKeeping } from '../keeping.ts';
import { makePass, type PassOptions } from '../pass.ts';
import { tool } from '../tool.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ApplyOptions extends PassOptions, KeepingOptions {
  readonly format: Format;
  readonly autoApprove?: boolean;
}

/** Plans, asks, applies, and says what became of it. */
export async function apply(options: ApplyOptions, world: World): Promise<ExitCode> {
  const keeping = options.elsewhere ? keepNothing : makeKeeping('apply', options, world);
  let exitCode: ExitCode = exit.unexpected;
  try {
    exitCode = await (options.format === 'json' ? applyAsJson : applyAsText)(options, world, keeping);
    return exitCode;
  } catch (error) {
    exitCode = failureOf(world.signal.aborted ? world.signal.reason : error).exitCode;
    throw error;
  } finally {
    await keeping.leave(exitCode);
  }
}

function mustBeAbleToAsk({ autoApprove, format }: ApplyOptions, { interactive }: World): void {
  if (autoApprove || (interactive && format === 'text')) return;
  throw new WrongUsage('There is nobody to ask: apply needs --auto-approve where it is not run in a terminal.');
}

async function applyAsText(options: ApplyOptions, world: World, keeping: Keeping): Promise<ExitCode> {
  mustBeAbleToAsk(options, world);
  const paint = makePaint(world.colour.out);
  let working: { stop(): void } | undefined;
  const begin = (connection: Connection): Emit => {
    const progress = makeProgress(connection.perSecondNow, () => world.clock.now());
    return (event) => {
      keeping.on(event);
      progress.on(event);
      if (event.type === 'applyBegins') {
        working = whileWorking(world, progress.line);
        world.signal.addEventListener('abort', () =>
          world.err(`${failureOf(world.signal.reason).message} Finishing the calls in flight ...\n`),
        );
      }
      if (event.type === 'changeEnded') world.out(resultText(event.result, paint));
    };
  };
  try {
    const outcome = await makePass(options, world, {
      enter: keeping.enter,
      emit: begin,
      async approve(plan, { perSecond }) {
        if (secretsMissing(plan)) return false;
        world.err(diagnosticsText(plan.diagnostics, makePaint(world.colour.err)));
        world.out(`${planText(plan, paint, perSecond)}\n`);
        if (broken(plan.safety).length > 0) return false;
        return options.autoApprove || plan.changes.length === 0 || agreed(plan, world);
      },
    });
    working?.stop();
    if (outcome.type === 'invalid') return reportFailure(invalid(outcome.diagnostics), 'text', world);
    if (outcome.type === 'refused') {
      return reportFailure(secretsMissing(outcome.plan) ?? refusedBySafety(outcome.plan), 'text', world);
    }
    if (outcome.type === 'declined') {
      const refused = secretsMissing(outcome.plan);
      if (refused) return reportFailure(refused, 'text', world);
      world.err('Apply cancelled. Nothing was written to Amazon Connect.\n');
      return exit.unexpected;
    }
    world.out(summaryText(tally(outcome.results), paint));
    if (world.signal.reason instanceof OutputError) {
      world.err(`Error: ${failureOf(world.signal.reason).message}\n${summaryText(tally(outcome.results), paint)}`);
    }
    return exitCodeOf(outcome.results, world);
  } finally {
    working?.stop();
  }
}

async function agreed(plan: Plan, world: World): Promise<boolean> {
  const { instanceId, region } = plan.target;
  const question = `${irreversibleText(plan)}Make these changes in Amazon Connect instance ${instanceId} (${region})?\nOnly "yes" will be accepted: `;
  return (await world.ask(question)).trim() === 'yes';
}

/** Every line an event, the first the version, the last the summary, whatever happens. */
async function applyAsJson(options: ApplyOptions, world: World, keeping: Keeping): Promise<ExitCode> {
  world.out(versionLine());
  let begun = world.clock.now();
  const end = (exitCode: ExitCode, results: readonly ChangeResult[]): ExitCode => {
    const milliseconds = results.length > 0 ? world.clock.now() - begun : 0;
    world.out(summaryLine(tally(results), milliseconds, exitCode));
    return exitCode;
  };
  const say = (failure: Failure): void =>
    world.out(`${JSON.stringify({ type: 'error', ...errorDocument(failure) })}\n`);
  const fail = (failure: Failure): ExitCode => {
    say(failure);
    return end(failure.exitCode, []);
  };
  try {
    mustBeAbleToAsk(options, world);
    const outcome = await makePass(options, world, {
      enter: keeping.enter,
      emit: () => (event) => {
        keeping.on(event);
        if (event.type === 'applyBegins') begun = world.clock.now();
        world.out(eventLine(event, tool));
      },
      approve: async (plan) => secretsMissing(plan) === undefined,
    });
    if (outcome.type === 'invalid') return fail(invalid(outcome.diagnostics));
    if (outcome.type === 'refused') return fail(secretsMissing(outcome.plan) ?? refusedBySafety(outcome.plan));
    if (outcome.type === 'declined') return fail(secretsMissing(outcome.plan) ?? invalid([]));
    const { aborted, reason } = world.signal;
    if (aborted && !(reason instanceof Interrupted)) say(failureOf(reason));
    return end(exitCodeOf(outcome.results, world), outcome.results);
  } catch (error) {
    return fail(failureOf(world.signal.aborted ? world.signal.reason : error));
  }
}

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
  if (signal.aborted && signal.reason instanceof LockLost) return exit.locked;
  return open.some(({ failures }) => failures.some(({ denied }) => denied)) ? exit.denied : exit.unexpected;
}
