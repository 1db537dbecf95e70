// What Amazon Connect gives every instance from a library of its own, with ids that follow from the instance's.

import type { Instance } from '../instance.ts';
import { addDefaultFlows } from './flows.ts';
import { addDefaultPrompts } from './prompts.ts';

const GIVEN = {
  contactFlows: addDefaultFlows,
  prompts: addDefaultPrompts,
} satisfies { readonly [Part in keyof Instance]?: (instance: Instance) => void };

/** Adds what an instance is given to the parts that `kept` does not have: all of them are missing in a new instance, some in an old data file. */
export function addMissing(instance: Instance, kept: object): void {
  for (const [part, add] of Object.entries(GIVEN)) if (!Object.hasOwn(kept, part)) add(instance);
}
