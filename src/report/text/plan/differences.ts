/** What differs between a reviewed plan and one made afresh, in words. */

import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Json } from '../../../base/json.ts';
import { plural } from '../../../base/words.ts';
import type { Detail, Difference, ValueStep } from '../../../plan/compare/review.ts';

/** Differences that are told one by one, and attributes of each; more would say no more. */
const most = 40;
const maxDetails = 10;
/** Characters of a value. */
const longest = 120;

const doing = { create: 'creation', update: 'change', delete: 'deletion' } as const;

/** A warning for each difference, up to a bound; in the order given. */
export function differencesInWords(differences: readonly Difference[]): readonly Diagnostic[] {
  const told = differences.slice(0, most).map((difference): Diagnostic => {
    const address = 'address' in difference ? difference.address : undefined;
    return {
      severity: 'warning',
      code: `plan-${difference.type}`,
      message: inWords(difference).replace(/^its /, 'Its '),
      ...(address !== undefined && { address }),
    };
  });
  const left = differences.length - told.length;
  if (left === 0) return told;
  return [
    ...told,
    {
      severity: 'warning',
      code: 'plan-more',
      message: `${plural(left, 'more difference is', 'more differences are')} not shown.`,
    },
  ];
}

/** The one sentence that ends an apply whose plan is not the reviewed one. */
export function mismatch(file: string, differences: readonly Difference[]): Diagnostic {
  const count = (type: Difference['type']): number => differences.filter((one) => one.type === type).length;
  const isElsewhere = count('elsewhere') > 0;
  const sums = `${count('new')} new, ${count('gone')} gone, ${count('different')} different`;
  return {
    severity: 'error',
    code: 'plan-outdated',
    message: isElsewhere
      ? `${file} is a plan for another instance; name its configuration with -f.`
      : `The changes are not those that were reviewed in ${file}: ${sums}. Plan and review again, or apply what is still as reviewed with --partial.`,
  };
}

/** Why a reviewed or a new change was left out of a partial apply. */
export const whyLeftOut = (difference: Difference | undefined): string =>
  difference === undefined
    ? 'it builds on a change that is not as reviewed'
    : `not as reviewed: ${inWords(difference)}`;

function inWords(difference: Difference): string {
  switch (difference.type) {
    case 'elsewhere':
      return `The reviewed ${difference.what} is ${show(difference.reviewed)}, and this one is ${show(difference.now)}.`;
    case 'new':
      return `its ${doing[difference.action]} is new, and nobody has reviewed it.`;
    case 'gone':
      return `its reviewed ${doing[difference.action]} is not needed any more.`;
    case 'different': {
      const { details } = difference;
      const more = details.length > maxDetails ? `; and ${details.length - maxDetails} more` : '';
      return `${details.slice(0, maxDetails).map(detailInWords).join('; ')}${more}.`;
    }
    case 'arrangement':
      return 'The changes are the same, but not told as a plan tells them; save the plan anew with --out.';
  }
}

const detailInWords = ({ what, reviewed, now }: Detail): string =>
  `${what}: reviewed ${stepInWords(reviewed)}, now ${stepInWords(now)}`;

function stepInWords(step: ValueStep | undefined): string {
  if (step === undefined) return 'unchanged';
  return step.before === undefined ? show(step.after) : `${show(step.before)} -> ${show(step.after)}`;
}

function show(value: Json): string {
  if (value === null) return '(not set)';
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
