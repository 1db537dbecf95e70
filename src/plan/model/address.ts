/** Natural identity of a resource: its kind and the name a person uses. Never an id of Connect. */
export interface Address {
  readonly kind: string;
  readonly key: string;
}

/** `user/jane.doe`, `hierarchyGroup/Americas/Seattle`. */
export const format = ({ kind, key }: Address): string => `${kind}/${key}`;
