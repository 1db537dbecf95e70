import type { Address } from '../plan/address.ts';
import type { Identity, IdRef, SecretRef } from '../resources/operation.ts';
import type { Secrets } from './secrets.ts';

type Ref = IdRef | SecretRef;

const isRef = (value: object): value is Ref => 'idOf' in value || 'arnOf' in value || 'secret' in value;

/** Every reference within an operation's input. */
export function referencesIn(input: unknown): readonly Ref[] {
  if (typeof input !== 'object' || input === null) return [];
  if (!Array.isArray(input) && isRef(input)) return [input];
  return Object.values(input).flatMap(referencesIn);
}

/** An operation's input as it is sent: ids, ARNs and secrets in place of the references to them. */
export function resolve(
  input: unknown,
  identityOf: (address: Address) => Identity | undefined,
  secrets: Secrets,
): unknown {
  if (typeof input !== 'object' || input === null) return input;
  if (Array.isArray(input)) return input.map((element) => resolve(element, identityOf, secrets));
  if (isRef(input)) return replacementOf(input, identityOf, secrets);
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, resolve(value, identityOf, secrets)]));
}

function replacementOf(ref: Ref, identityOf: (address: Address) => Identity | undefined, secrets: Secrets): string {
  if ('secret' in ref) {
    const value = 'env' in ref.secret ? secrets.env(ref.secret.env) : secrets.generate();
    if (value === undefined) throw new Error('A secret was not set; it should have been refused before.');
    return value;
  }
  const address = 'idOf' in ref ? ref.idOf : ref.arnOf;
  const identity = identityOf(address);
  if (!identity) throw new Error(`Nothing is known of ${address.kind}/${address.key}.`);
  return 'idOf' in ref ? identity.id : identity.arn;
}
