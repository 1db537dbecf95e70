import { randomInt } from 'node:crypto';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { SecretOf } from '../../kinds/operation.ts';
import { type Address, format } from '../../plan/model/address.ts';
import { locate } from '../../plan/model/origin.ts';
import { keyOf, type Rules } from '../../plan/model/rules.ts';
import type { DesiredState } from '../../plan/model/state.ts';
import type { Work } from '../lower.ts';
import { referencesIn, type Secrets } from './resolve.ts';

/** What Connect takes as a password: 8 to 64 characters with a lower, an upper and a digit (CreateUser). */
const password = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,64}$/;

/** Secrets that are to be sent and cannot be: not set, or not what Connect takes. Warnings, which an apply does not accept. */
export function missingSecrets(
  work: readonly Work[],
  secrets: Secrets,
  { desired, rules }: { readonly desired: DesiredState; readonly rules: Rules },
): readonly Diagnostic[] {
  return work.flatMap(({ change: { address }, operations }) =>
    operations
      .flatMap(({ input }) => referencesIn(input))
      .filter((reference) => reference instanceof SecretOf)
      .flatMap(({ secret }) => {
        if (!('env' in secret)) return [];
        const value = secrets.env(secret.env);
        if (value !== undefined && password.test(value)) return [];
        const wanted = desired.get(keyOf(rules, address));
        const problem =
          value === undefined || value === ''
            ? `The environment variable ${secret.env} is not set; apply needs it for the initial password of ${address.key}.`
            : `The environment variable ${secret.env} does not hold a password that Connect takes: 8 to 64 characters without blanks, with a lower-case letter, an upper-case letter and a digit.`;
        return [
          {
            severity: 'warning',
            code: secretCode,
            message: problem,
            address: format(address),
            ...(wanted && { source: locate(wanted.origins, sensitivePath(rules, address)) }),
          } as const,
        ];
      }),
  );
}

/** The attribute of a kind that holds references to secrets. */
const sensitivePath = (rules: Rules, { kind }: Address): readonly string[] =>
  Object.entries(rules.get(kind)?.attributes ?? {}).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []));

export const secretCode = 'secret-not-usable';

/** The same of a plan that is about to be applied: errors now, which end it before its first write. */
export const unusableSecrets = ({
  diagnostics,
}: {
  readonly diagnostics: readonly Diagnostic[];
}): readonly Diagnostic[] =>
  diagnostics.flatMap((one) => (one.code === secretCode ? [{ ...one, severity: 'error' } as const] : []));

const lower = 'abcdefghijkmnopqrstuvwxyz';
const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';

/** 32 random characters, among them a lower, an upper and a digit. */
export function generatePassword(): string {
  const pick = (from: string): string => from[randomInt(from.length)] ?? '';
  const characters = [lower, upper, digits, ...Array.from({ length: 29 }, () => lower + upper + digits)].map(pick);
  for (let index = characters.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return characters.join('');
}
