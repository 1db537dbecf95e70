import { Interrupted, OutputError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ChangeResult, Emit } from '../../reconciler/events.ts';
import { unusableSecrets } from '../../reconciler/secrets.ts';
import { resultText, summaryText, tally } from '../../report/apply-text.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { eventLine, summaryLine, versionLine } from '../../report/events-json.ts';
import { makePaint } from '../../report/paint.ts';
import { planText } from '../../report/plan-text.ts';
import { makeProgress } from '../../report/progress.ts';
import type { Connection } from '../connection.ts';
import { type ExitCode, exit } from '../exit.ts';
import { errorDocument, type Failure, type Format, failureOf, invalid, reportFailure, WrongUsage } from '../failure.ts';
import { makePass, type PassOptions } from '../pass.ts';
import { tool } from '../tool.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ApplyOptions extends PassOptions {
  readonly format: Format;
  readonly autoApprove?: boolean;
}

/** Plans, asks, applies, and says what became of it. */
export async function apply(options: ApplyOptions, world: World): Promise<ExitCode> {
  return options.format === 'json' ? applyAsJson(options, world) : applyAsText(options, world);
}

function mustBeAbleToAsk({ autoApprove, format }: ApplyOptions, { interactive }: World): void {
  if (autoApprove || (interactive && format === 'text')) return;
  throw new WrongUsage('There is nobody to ask: apply needs --auto-approve where it is not run in a terminal.');
}

async function applyAsText(options: ApplyOptions, world: World): Promise<ExitCode> {
  mustBeAbleToAsk(options, world);
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
      if (event.type === 'changeEnded') world.out(resultText(event.result, paint));
    };
  };
  try {
    const outcome = await makePass(options, world, {
      emit: begin,
      async approve(plan, { perSecond }) {
        if (secretsMissing(plan)) return false;
        world.err(diagnosticsText(plan.diagnostics, makePaint(world.colour.err)));
        world.out(`${planText(plan, paint, perSecond)}\n`);
        return options.autoApprove || plan.changes.length === 0 || agreed(plan, world);
      },
    });
    working?.stop();
    if (outcome.type === 'invalid') return reportFailure(invalid(outcome.diagnostics), 'text', world);
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
  const question = `Make these changes in Amazon Connect instance ${instanceId} (${region})?\nOnly "yes" will be accepted: `;
  return (await world.ask(question)).trim() === 'yes';
}

/** Every line an event, the first the version, the last the summary, whatever happens. */
async function applyAsJson(options: ApplyOptions, world: World): Promise<ExitCode> {
  world.out(versionLine());
  let begun = world.clock.now();
  const end = (exitCode: ExitCode, results: readonly ChangeResult[]): ExitCode => {
    const milliseconds = results.length > 0 ? world.clock.now() - begun : 0;
    world.out(summaryLine(tally(results), milliseconds, exitCode));
    return exitCode;
  };
  const fail = (failure: Failure): ExitCode => {
    world.out(`${JSON.stringify({ type: 'error', ...errorDocument(failure) })}\n`);
    return end(failure.exitCode, []);
  };
  try {
    mustBeAbleToAsk(options, world);
    const outcome = await makePass(options, world, {
      emit: () => (event) => {
        if (event.type === 'applyBegins') begun = world.clock.now();
        world.out(eventLine(event, tool));
      },
      approve: async (plan) => secretsMissing(plan) === undefined,
    });
    if (outcome.type === 'invalid') return fail(invalid(outcome.diagnostics));
    if (outcome.type === 'declined') return fail(secretsMissing(outcome.plan) ?? invalid([]));
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
  return open.some(({ failures }) => failures.some(({ denied }) => denied)) ? exit.denied : exit.unexpected;
}
