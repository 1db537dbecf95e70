// What a contact may have and which numbers it may call. Sources: StartOutboundVoiceContact, UpdateContactAttributes and
// Reference in the API reference.

import type { Reference } from '@aws-sdk/client-connect';
import { AwsError, invalidParameter } from '../protocol/errors.ts';

type Texts = Readonly<Record<string, string>>;

/** Bytes of all keys and values together. */
const MAX_ATTRIBUTES = 32_768;
const MAX_REFERENCES = 4096;

const ATTRIBUTE_KEY = /^[a-zA-Z0-9_-]+$/;

/** What a voice contact may refer to when it starts. */
const REFERENCE_TYPES = ['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL'];

/** Attributes as they will be: those that were there and those that come, where an empty value takes one away. */
export function withAttributes(live: Texts, given: Texts): Texts {
  const strange = Object.keys(given).find((key) => !ATTRIBUTE_KEY.test(key));
  if (strange !== undefined)
    throw invalidParameter(`The attribute key ${strange} has other characters than letters, digits, - and _`);
  // Object.fromEntries defines properties, so that a key such as `__proto__` is a key like any other.
  const kept = new Map([...Object.entries(live), ...Object.entries(given)]);
  const attributes = Object.fromEntries([...kept].filter(([, value]) => value !== ''));
  if (bytesOf(Object.entries(attributes).flat()) > MAX_ATTRIBUTES)
    throw invalidParameter(`The attributes of a contact have at most ${MAX_ATTRIBUTES} bytes`);
  return attributes;
}

export function checkReferences(references: Readonly<Record<string, Reference>>): void {
  for (const [key, { Type, Value }] of Object.entries(references)) {
    if (!REFERENCE_TYPES.includes(Type ?? ''))
      throw invalidParameter(`The reference ${key} of a voice contact is one of ${REFERENCE_TYPES.join(', ')}`);
    if (Type === 'DATE' && !/^\d+$/.test(Value ?? ''))
      throw invalidParameter(`The reference ${key} is a date and must be an epoch timestamp`);
  }
  const texts = Object.entries(references).flatMap(([key, { Value = '' }]) => [key, Value]);
  if (bytesOf(texts) > MAX_REFERENCES)
    throw invalidParameter(`The references of a contact have at most ${MAX_REFERENCES} bytes`);
}

/** British mobile numbers need a request to AWS first. */
export function checkDestination(number: string): void {
  if (number.startsWith('+447'))
    throw new AwsError('DestinationNotAllowedException', `Outbound calls to ${number} are not allowed`);
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
