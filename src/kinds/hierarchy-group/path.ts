/**
 * A hierarchy group is known by the names on the way down to it: `Americas/Seattle/Alpha`, or a list of names where one
 * has a slash in it. Both forms name the same group, so that they compare equal each has exactly one canonical form:
 * text wherever text can say it. As the key of an address it is always text, a slash within a name written `\/`.
 */

export type GroupPath = string | readonly string[];

export function canonicalPath(path: GroupPath): GroupPath {
  const names = namesIn(path);
  return names.some((name) => name.includes('/')) ? names : names.join('/');
}

export function pathKey(path: GroupPath): string {
  if (typeof path === 'string') return mask(path, /\\/g);
  return path.map((name) => mask(name, /[\\/]/g)).join('/');
}

/** The names on the way down to a group, from the top. */
export const namesIn = (path: GroupPath): readonly string[] => (typeof path === 'string' ? path.split('/') : path);

const mask = (text: string, what: RegExp): string => text.replace(what, (character) => `\\${character}`);

/** The reverse of `pathKey`. */
export function groupPathOf(key: string): GroupPath {
  const names = (key.match(/(?:\\.|[^\\/])+/gs) ?? []).map((name) => name.replace(/\\(.)/gs, '$1'));
  return canonicalPath(names);
}
