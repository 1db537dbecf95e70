/** Natural identity of a resource: its kind and the name a person uses. Never an id of Connect. */
export interface Address {
  readonly kind: string;
  /** Empty where there is only one of the kind. */
  readonly key: string;
}

/** `user/jane.doe`, `hierarchyGroup/Americas/Seattle`; the kind alone where there is only one of it. */
export const format = ({ kind, key }: Address): string => (key === '' ? kind : `${kind}/${key}`);

/** The reverse of `format`; a kind has no slash in its name, a key may. */
export function parse(text: string): Address {
  const slash = text.indexOf('/');
  return slash < 0 ? { kind: text, key: '' } : { kind: text.slice(0, slash), key: text.slice(slash + 1) };
}

/** The key of an address in a state, where `fold` says which keys of its kind are the same. */
export const foldedKey = (address: Address, fold: ((key: string) => string) | undefined): string =>
  format({ ...address, key: fold?.(address.key) ?? address.key });
