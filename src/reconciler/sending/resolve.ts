import { ArnOf, type Identity, IdOf, type Placeholder, SecretOf } from '../../kinds/operation.ts';
import type { Address } from '../../plan/model/address.ts';

/** Where secrets come from at the moment they are needed. */
export interface Secrets {
  /** A variable of the environment. */
  env(name: string): string | undefined;
  /** A new random password, which is shown nowhere. */
  generate(): string;
}

const isReference = (value: object): value is Placeholder =>
  value instanceof IdOf || value instanceof ArnOf || value instanceof SecretOf;

/** Every reference within an operation's input. */
export function referencesIn(input: unknown): readonly Placeholder[] {
  if (typeof input !== 'object' || input === null) return [];
  return isReference(input) ? [input] : Object.values(input).flatMap(referencesIn);
}

/** An operation's input as it is sent: ids, ARNs and secrets in place of the references to them. */
export function resolve(
  input: unknown,
  identityOf: (address: Address) => Identity | undefined,
  secrets: Secrets,
): unknown {
  if (typeof input !== 'object' || input === null) return input;
  if (isReference(input)) return replacementOf(input, identityOf, secrets);
  if (Array.isArray(input)) return input.map((element) => resolve(element, identityOf, secrets));
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, resolve(value, identityOf, secrets)]));
}

function replacementOf(
  reference: Placeholder,
  identityOf: (address: Address) => Identity | undefined,
  secrets: Secrets,
): string {
  if (reference instanceof SecretOf) {
    const { secret } = reference;
    const value = 'env' in secret ? secrets.env(secret.env) : secrets.generate();
    if (value === undefined) throw new Error('A secret was not set; it should have been refused before.');
    return value;
  }
  const address = reference instanceof IdOf ? reference.idOf : reference.arnOf;
  const identity = identityOf(address);
  if (!identity) throw new Error(`Nothing is known of ${address.kind}/${address.key}.`);
  return reference instanceof IdOf ? identity.id : identity.arn;
}
