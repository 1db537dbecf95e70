/**
 * Names of files, and of roles, from names of Connect. Those may hold anything (`../x`, `CON`, an emoji, nothing at all), so a
 * name is made of lower-case letters, digits and hyphens, which every file system takes and none confuses with another.
 */
import anyAscii from 'any-ascii';

const maxLength = 60;

/** Devices of Windows, which no file there may be called, whatever its suffix. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** `São Paulo` is `sao-paulo`; empty where nothing can be written in letters and digits. */
export function slug(name: string): string {
  const words = anyAscii(name.normalize('NFC'))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-/, '').slice(0, maxLength).replace(/-$/, '');
}

/**
 * A name for each path, no two of them the same. The last name of a path is enough where no other path ends alike; else the
 * whole path is taken, and where that is not enough, a number. `fallback` is a name that is safe.
 */
export function uniqueNames(paths: readonly (readonly string[])[], fallback: string): readonly string[] {
  const short = paths.map((path) => slug(path.at(-1) ?? ''));
  const uses = new Map<string, number>();
  for (const name of short) uses.set(name, (uses.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return paths.map((path, index) => {
    const last = short[index] ?? '';
    const name = safe((uses.get(last) === 1 ? last : slug(path.join(' '))) || fallback, fallback);
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
    taken.add(free);
    return free;
  });
}

const safe = (name: string, prefix: string): string => (reserved.test(name) ? `${prefix}-${name}` : name);
