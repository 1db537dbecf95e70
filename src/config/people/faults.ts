/**
 * What goes wrong with one expression, or one attribute, over all records, in few sentences: each points at the first record
 * it is about and says how many others there are.
 */
import type { Code } from '../../base/codes.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';

/** Different sentences about one subject, at most; what is beyond them is counted. */
const maxSentences = 10;

interface FaultGroup {
  readonly diagnostic: Omit<Diagnostic, 'source' | 'message'>;
  readonly message: string;
  readonly span: () => SourceSpan;
  count: number;
}

export interface Faults {
  /**
   * `subject` is what to fix, such as an expression. Two faults of a subject with one message are one. The message has no
   * full stop.
   */
  add(
    subject: string,
    fault: {
      readonly code: Code;
      readonly message: string;
      readonly span: () => SourceSpan;
      readonly address?: string;
    },
  ): void;
  diagnostics(): readonly Diagnostic[];
}

export function collectFaults(): Faults {
  const subjects = new Map<string, { readonly told: Map<string, FaultGroup>; others: number }>();
  return {
    add(subject, { code, message, span, address }) {
      let known = subjects.get(subject);
      if (!known) {
        known = { told: new Map(), others: 0 };
        subjects.set(subject, known);
      }
      const before = known.told.get(message);
      if (before) before.count += 1;
      else if (known.told.size >= maxSentences) known.others += 1;
      else {
        const diagnostic = { severity: 'error', code, ...(address !== undefined && { address }) } as const;
        known.told.set(message, { diagnostic, message, span, count: 1 });
      }
    },
    diagnostics: () =>
      [...subjects.values()].flatMap(({ told, others }) =>
        [...told.values()].map(({ diagnostic, message, span, count }, at): Diagnostic => {
          const last =
            at === told.size - 1 && others > 0
              ? `; ${plural(others, 'more record has', 'more records have')} other values like it`
              : '';
          const same = count > 1 ? `; so in ${plural(count - 1, 'more record')}` : '';
          return { ...diagnostic, message: `${message}${same}${last}.`, source: span() };
        }),
      ),
  };
}
