import type { Tags } from '../tags.ts';
import type { GroupPath } from './path.ts';

export type GroupAttributes = {
  /** Names from the top down, its own last. */
  readonly path?: GroupPath;
  readonly tags?: Tags;
  /** Only where it is renamed: its key before and after. */
  readonly name?: string;
};
