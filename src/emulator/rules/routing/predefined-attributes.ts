// What predefined attributes and their values may be called. Source: "Create predefined attributes for routing contacts
// to agents" of the administrator guide.

import { invalidParameter, notFound } from '../../protocol/errors.ts';
import type { Instance } from '../../state/instance.ts';
import { attributeKey, type PredefinedAttribute } from '../../state/records/predefined-attributes.ts';
import type { User } from '../../state/records/resources.ts';

/** As AWS writes it; its `+-@` is a range, which has digits and most punctuation in it. */
const NAME = /^(?!(aws:|connect:))[\p{L}\p{Z}\p{N}_.:/=+-@']+$/u;

export function checkAttributeName(name: string): void {
  if (!NAME.test(name)) throw invalidParameter(`A predefined attribute cannot be called ${name}`);
}

export function checkValues(values: readonly string[]): void {
  const wrong = values.find((value) => !NAME.test(value));
  if (wrong !== undefined) throw invalidParameter(`A predefined attribute cannot have the value ${wrong}`);
  if (new Set(values.map((value) => value.toLowerCase())).size < values.length)
    throw invalidParameter('A predefined attribute cannot have a value twice, whatever its capitals');
}

/** The attribute with exactly this name. Throws ResourceNotFoundException. */
export function findAttribute(instance: Instance, name: string): PredefinedAttribute {
  const found = attributeNamed(instance, name);
  if (!found) throw notFound(`Predefined attribute ${name} was not found`);
  return found;
}

export function attributeNamed(instance: Instance, name: string): PredefinedAttribute | undefined {
  const found = instance.predefinedAttributes.named(attributeKey(name));
  return found?.name === name ? found : undefined;
}

/** The first user who is proficient in this attribute, and in one of these values if any are given. */
export function proficientUser(instance: Instance, name: string, values?: readonly string[]): User | undefined {
  for (const user of instance.users.values()) {
    const entries = user.proficiencies?.entries ?? [];
    if (entries.some((entry) => entry.name === name && (values?.includes(entry.value) ?? true))) return user;
  }
  return undefined;
}
