import {
  type Applied,
  type ApplyInputs as ApplyConfigurationOptions,
  type ApplyView,
  applyConfiguration,
  endingFor,
} from '../../app/apply.ts';
import { errorDocument, type Failure, failureOf } from '../../app/failure.ts';
import { tool } from '../../app/host/tool.ts';
import { DeadlinePassed, type Ending, Interrupted, OutputError, WrongUsage } from '../../base/errors.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { diagnosticLine, errorLine, eventLine, summaryLine, versionLine } from '../../report/json/events-json.ts';
import { type Mask, makeMask, noMask } from '../../report/mask.ts';
import { leftText, nextStep, resultText, summaryText, tally } from '../../report/text/apply-text.ts';
import { instanceText } from '../../report/text/instance-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import { differencesInWords } from '../../report/text/plan/differences.ts';
import { irreversibleText, planText } from '../../report/text/plan/plan-text.ts';
import { makeProgress } from '../../report/text/progress.ts';
import { hostOf } from '../log.ts';
import { type ReadingShown, showReading } from '../reading.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ApplyCommandOptions extends ApplyConfigurationOptions {
  readonly format: Format;
  readonly verbose?: boolean;
  readonly autoApprove?: boolean;
  readonly mask?: boolean;
}

/** A format: what it shows on the way, and how it ends. */
interface ApplyCommandView extends ApplyView {
  ended(applied: Applied): void;
  /** What was thrown instead. */
  failed(failure: Failure): void;
  close(): void;
}

/** Plans, asks, applies, and says what became of it. */
export async function apply(options: ApplyCommandOptions, world: World): Promise<ExitCode> {
  const mask = options.mask ? makeMask() : noMask;
  const view = (options.format === 'json' ? jsonView : textView)(options, { world, mask });
  try {
    mustBeAbleToAsk(options, world);
    const applied = await applyConfiguration(options, await hostOf(world, options), view);
    view.ended(applied);
    return exit[endingFor(applied)];
  } catch (error) {
    const failure = failureOf(world.signal.aborted ? world.signal.reason : error);
    view.failed(failure);
    return exit[failure.ending];
  } finally {
    view.close();
  }
}

function mustBeAbleToAsk(
  { autoApprove, planFile, partial, target, format }: ApplyCommandOptions,
  { interactive }: World,
): void {
  if (planFile === undefined && partial) throw new WrongUsage('--partial goes with a saved plan; name its file.');
  if (planFile !== undefined && target) {
    throw new WrongUsage('A saved plan says itself what it is about; leave out --target, or save a plan with it.');
  }
  if (autoApprove || planFile !== undefined || (interactive && format === 'text')) return;
  throw new WrongUsage('There is nobody to ask: apply needs --auto-approve where it is not run in a terminal.');
}

interface ShownApply {
  readonly world: World;
  readonly mask: Mask;
}

function textView({ autoApprove }: ApplyCommandOptions, { world, mask }: ShownApply): ApplyCommandView {
  const paint = makePaint(world.colour.out);
  const _paintErr = makePaint(world.colour.err);
  let reading: ReadingShown | undefined;
  let working: { stop(): void } | undefined;
  const close = (): void => {
    reading?.stop();
    working?.stop();
  };
  const say = (failure: Failure): void => void reportFailure(mask(failure), 'text', world);
  return {
    begin(connection, signal) {
      const shown = showReading(world, connection);
      reading = shown;
      const progress = makeProgress(connection.perSecondNow, () => world.clock.now());
      return (event) => {
        shown.on(event);
        progress.on(event);
        if (event.type === 'applyBegins') {
          working = whileWorking(world, progress.line);
          signal.addEventListener('abort', () => {
            // What a deadline leaves is told at the end.
            if (signal.reason instanceof DeadlinePassed) return;
            world.err(`${failureOf(signal.reason).message} Finishing the calls in flight ...\n`);
          });
        }
        if (event.type === 'changeEnded') world.out(resultText(mask(event.result), paint));
      };
    },
    planned(plan, { perSecond }) {
      showDiagnostics(mask(plan.diagnostics), world);
      world.out(`${planText(mask(plan), paint, perSecond)}\n`);
    },
    approve: async (plan, { signal }) => autoApprove || agreed(plan, { world, signal }),
    afresh(state) {
      world.err(
        state === 'begun'
          ? 'The answer came late, so the plan is made afresh.\n'
          : 'The plan is still the same; its changes are made.\n',
      );
    },
    ended(applied) {
      close();
      switch (applied.type) {
        case 'failed':
          return say(applied.failure);
        case 'declined':
          return world.err('Apply cancelled. Nothing was written to Amazon Connect.\n');
        case 'applied':
          return endAsText(applied, { world, mask });
      }
    },
    failed: say,
    close,
  };
}

function endAsText(
  { results, review, stopped }: Extract<Applied, { type: 'applied' }>,
  { world, mask }: ShownApply,
): void {
  const paint = makePaint(world.colour.out);
  for (const result of review.leftOut) world.out(resultText(mask(result), paint));
  showDiagnostics(mask(differencesInWords(review.gone)), world);
  const summary = summaryText(tally(results), paint, nextStep(mask(results)));
  world.out(`${leftText(mask(results))}${summary}`);
  if (review.leftOut.length > 0) world.err('What was left out is not as it was reviewed; plan and review it again.\n');
  if (stopped instanceof OutputError) world.err(summary);
}

async function agreed(
  plan: Plan,
  { world, signal }: { readonly world: World; readonly signal: AbortSignal },
): Promise<boolean> {
  const { instanceId: id, alias, region } = plan.target;
  const question = `${irreversibleText(plan)}Make these changes in Amazon Connect instance ${instanceText({ id, alias, region })}?\nOnly "yes" will be accepted: `;
  return (await world.ask(question, signal)).trim() === 'yes';
}

/** Every line an event, the first the version, the last the summary, whatever happens. */
function jsonView(_: ApplyCommandOptions, { world, mask }: ShownApply): ApplyCommandView {
  world.out(versionLine());
  let begun = world.clock.now();
  const say = (failure: Failure): void => world.out(errorLine(errorDocument(mask(failure))));
  const end = (ending: Ending, results: Extract<Applied, { type: 'applied' }>['results'] = []): void => {
    const milliseconds = results.length > 0 ? world.clock.now() - begun : 0;
    world.out(summaryLine(tally(results), milliseconds, exit[ending]));
  };
  return {
    begin: () => (event) => {
      if (event.type === 'applyBegins') begun = world.clock.now();
      world.out(eventLine(event, { tool, mask }));
    },
    planned() {},
    approve: async () => true,
    afresh() {},
    ended(applied) {
      if (applied.type === 'failed') say(applied.failure);
      if (applied.type === 'applied') {
        const { review, stopped } = applied;
        for (const result of review.leftOut) world.out(eventLine({ type: 'changeEnded', result }, { tool, mask }));
        for (const one of differencesInWords(review.gone)) world.out(diagnosticLine(mask(one)));
        const known = stopped instanceof Interrupted || stopped instanceof DeadlinePassed;
        if (stopped !== undefined && !known) say(failureOf(stopped));
      }
      end(endingFor(applied), applied.type === 'applied' ? applied.results : []);
    },
    failed(failure) {
      say(failure);
      end(failure.ending);
    },
    close() {},
  };
}
