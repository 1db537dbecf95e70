/** Applying a saved plan: what was reviewed, and whether the plan made afresh is still that. */

import { InvalidInput } from '../base/errors.ts';
import { canonicalJson } from '../base/json.ts';
import { readText } from '../config/files/file-system.ts';
import { readPlan } from '../config/read-plan.ts';
import { rules } from '../kinds/registry.ts';
import { compareWithReviewed, type Difference, type Imagine, only, stillAsReviewed } from '../plan/compare/review.ts';
import type { Plan } from '../plan/model/plan.ts';
import { changeDocuments, type PlanDocument, type SavedPlan } from '../plan/model/plan-file.ts';
import type { ChangeResult } from '../reconciler/events.ts';
import { differencesInWords, mismatch, whyLeftOut } from '../report/text/plan/differences.ts';
import { asError, type Failure, invalid, outdated } from './failure.ts';
import type { Host } from './host/host.ts';
import type { PassInputs } from './pass.ts';
import { planConfiguration } from './plan.ts';

export interface Review {
  /** True where somebody has looked at the plan before, so that nobody is asked again. */
  readonly reviewed: boolean;
  /** What the pass is limited to. */
  readonly targets?: readonly string[];
  /** Why a plan may not be applied: it is not the reviewed one. */
  refuse(plan: Plan, imagine: Imagine): Failure | undefined;
  /** Changes that a partial apply leaves out, as results; and reviewed ones that are not needed any more. */
  readonly leftOut: readonly ChangeResult[];
  readonly gone: readonly Difference[];
}

export interface ReviewOptions extends PassInputs {
  readonly planFile?: string;
  readonly partial?: boolean;
}

export const noReview: Review = { reviewed: false, refuse: () => undefined, leftOut: [], gone: [] };

/** Bytes; some hundreds of thousands of changes. */
const largestPlan = 256 * 1024 * 1024;

/** Reads the plan file, if one is named; with `partial` also looks what of it is still as reviewed. Rejects with what refuses it. */
export async function beginReview(options: ReviewOptions, host: Host): Promise<Review> {
  const { planFile, partial, target } = options;
  if (planFile === undefined) return target ? { ...noReview, targets: target } : noReview;
  const saved = await readSaved(planFile);
  return partial ? lookAhead(saved, { ...options, planFile }, host) : reviewOf(saved, planFile);
}

/** What a saved plan holds an apply to; `planFile` is what messages call it. */
export const reviewOf = (saved: SavedPlan, planFile: string): Review => ({
  ...noReview,
  reviewed: true,
  ...(saved.targets && { targets: saved.targets }),
  refuse(plan, imagine) {
    const differences = compareWithReviewed(saved, plan, { imagine, rules });
    if (differences.length === 0) return undefined;
    return outdated([...differencesInWords(differences), mismatch(planFile, differences)]);
  },
});

/** The same for a plan that is at hand; it must be as whole as one in a file. */
export function reviewOfDocument(reviewed: PlanDocument): Review {
  const reading = readPlan(canonicalJson(reviewed));
  if (reading.type === 'plan') return reviewOf(reading.plan, 'the reviewed plan');
  throw new InvalidInput('damaged-plan', `The reviewed plan is not a whole plan. ${reading.message}`);
}

async function readSaved(planFile: string): Promise<SavedPlan> {
  const reading = readPlan(await readText(planFile, largestPlan).catch(explainDifference(planFile)));
  switch (reading.type) {
    case 'plan':
      return reading.plan;
    case 'damaged':
      throw new InvalidInput('damaged-plan', `${planFile} is not a whole plan. ${reading.message}`);
    case 'other-format':
      throw asError(
        outdated([
          {
            severity: 'error',
            code: 'plan-format',
            message: `${planFile} is a plan of another format. ${reading.message}`,
          },
        ]),
      );
  }
}

const explainDifference =
  (planFile: string) =>
  (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === undefined) throw error;
    const why =
      code === 'ENOENT'
        ? 'There is no such file; save a plan with plan --out.'
        : code === 'EFBIG'
          ? 'It is larger than 256 MiB.'
          : code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
            ? 'It is not text in UTF-8.'
            : `It cannot be read (${code}).`;
    throw new InvalidInput('damaged-plan', `${planFile} is not a plan. ${why}`);
  };

/** A pass that only plans, so that the next one can be limited to what is still as reviewed. */
async function lookAhead(
  saved: SavedPlan,
  options: ReviewOptions & { readonly planFile: string },
  host: Host,
): Promise<Review> {
  const { planFile } = options;
  const limited = saved.targets ? { ...options, target: saved.targets } : options;
  let differences: readonly Difference[] = [];
  const outcome = await planConfiguration(limited, host, {
    begin: () => () => {},
    planned(plan, _, imagine) {
      differences = compareWithReviewed(saved, plan, { imagine, rules });
    },
  });
  if (outcome.type === 'invalid') throw asError(invalid(outcome.diagnostics));
  const { plan } = outcome;
  const whole = reviewOf(saved, planFile);
  if (differences.length === 0) return whole;
  const kept = stillAsReviewed(plan, differences, rules);
  const left = changeDocuments(plan).flatMap(({ address }, index) => (kept.has(address) ? [] : [index]));
  const cannotBeCompared = differences.some(({ type }) => type === 'elsewhere' || type === 'arrangement');
  if (cannotBeCompared || (kept.size === 0 && left.length > 0)) {
    throw asError(outdated([...differencesInWords(differences), mismatch(planFile, differences)]));
  }
  const byAddress = new Map(differences.map((one) => ['address' in one ? one.address : '', one]));
  const documents = changeDocuments(plan);
  const remaining = reviewOf(only(saved, kept), planFile);
  return {
    ...remaining,
    ...(kept.size > 0 && { targets: [...kept] }),
    gone: differences.filter(({ type }) => type === 'gone'),
    leftOut: left.flatMap((index): ChangeResult[] => {
      const change = plan.changes[index];
      if (!change) return [];
      return [
        {
          ...{ address: change.address, action: change.action, adoption: false, outcome: 'skipped' },
          ...{ done: [], failures: [], milliseconds: 0 },
          skipped: { type: 'unreviewed', why: whyLeftOut(byAddress.get(documents[index]?.address ?? '')) },
        },
      ];
    }),
  };
}
