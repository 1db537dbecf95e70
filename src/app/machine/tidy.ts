import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Users; of fewer, what reading their files leaves behind is not worth the time. */
const worthTidying = 20_000;

/**
 * Gives back what reading the files of so many users has left behind before Connect is read: of 100,000 users the parser
 * leaves some 600 MB, which V8 would keep until the heap has doubled. Takes less than a second.
 */
export function tidyUpAfter(users: number): void {
  if (users <= worthTidying) return;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
