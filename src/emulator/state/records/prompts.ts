// Prompts. The emulator keeps what is said of them and no audio.

import type { Resource } from '../table.ts';

export interface Prompt extends Resource {
  readonly description: string | undefined;
  /** Where its audio came from, which no call shows; undefined for Amazon Connect's own. */
  readonly s3Uri: string | undefined;
}
