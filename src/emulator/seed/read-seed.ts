import { type Position, positionAt, positionsOf } from './positions.ts';
import { type Finding, SeedError } from './seed-error.ts';

/** A seed with what tells where a part of it stands. */
export interface SeedContent {
  readonly content: unknown;
  /** Gives a sentence its place; without a JSON pointer, the one that it begins with. */
  find(message: string, pointer?: string): Finding;
}

/** `seed` is the text of a file, or what such a text says. Throws SeedError for text that is not JSON. */
export function readSeed(seed: unknown): SeedContent {
  if (typeof seed !== 'string') return { content: seed, find: (message) => ({ message }) };
  const content = parse(seed);
  const positions = positionsOf(seed);
  return { content, find: (message, pointer) => ({ message, position: positions(pointer ?? pointerOf(message)) }) };
}

/** `/instances/0/users/3 (jane.doe): …`, `/instances/0 must not have alais` */
function pointerOf(message: string): string {
  const [, pointer = ''] = /^(\/[^\s:]*)/.exec(message) ?? [];
  const [, key] = / must not have (\S+)$/.exec(message) ?? [];
  return key === undefined ? pointer : `${pointer}/${key}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    throw new SeedError([{ message: `This is not JSON: ${message}`, position: placeOf(message, text) }]);
  }
}

/** Node.js says where, but for a text that ends too early. */
function placeOf(message: string, text: string): Position {
  const [, offset] = /at position (\d+)/.exec(message) ?? [];
  return positionAt(text, offset === undefined ? text.length : Number(offset));
}
