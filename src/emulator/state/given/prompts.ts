// Prompts that every instance starts with.

import type { Instance } from '../instance.ts';
import { givenResources } from './given-resources.ts';

/** As listings of real instances have them. */
const PROMPTS = [
  { name: 'Beep.wav' },
  { name: 'CustomerHold.wav' },
  { name: 'CustomerQueue.wav' },
  { name: 'Music_Jazz_MyTimetoFly_Inst.wav' },
  { name: 'Music_Pop_ThisAndThatIsLife_Inst.wav' },
  { name: 'Music_Pop_ThrowYourselfInFrontOfIt_Inst.wav' },
  { name: 'Music_Rock_EverywhereTheSunShines_Inst.wav' },
];

export function addDefaultPrompts(instance: Instance): void {
  for (const prompt of givenResources(instance, { kind: 'prompt', seed: 'prompts' }, PROMPTS))
    instance.prompts.put({ ...prompt, description: undefined, s3Uri: undefined });
}
