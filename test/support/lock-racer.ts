/**
 * One of many processes that want the same lock: takes it, makes sure that nobody else is inside, leaves, and again.
 * Killed inside, it leaves its process id there, and the next process must find it dead.
 *
 * Arguments: the lock's folder, a file that is there while somebody is inside, and until when (milliseconds).
 */
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { self, stateOf } from '../../src/app/machine/processes.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { makeFileLock } from '../../src/keep/lock-files.ts';

const [folder = '', inside = '', until = '0'] = process.argv.slice(2);
const by = self();
const lock = makeFileLock(folder, { clock: systemClock, stateOf });
let entered = 0;

function enter(): void {
  const own = `${inside}-${by.pid}`;
  writeFileSync(own, JSON.stringify(by));
  try {
    linkSync(own, inside);
  } catch {
    const other = JSON.parse(readFileSync(inside, 'utf8'));
    if (stateOf(other) !== 'gone') throw new Error(`${by.pid} and ${other.pid} both have the lock.`);
    renameSync(own, inside);
  }
}

while (Date.now() < Number(until)) {
  const got = await lock.acquire({ instance: { id: 'raced' }, command: 'race', by });
  if (got.type === 'held') {
    await setTimeout(Math.random() * 3);
    continue;
  }
  enter();
  entered += 1;
  await setTimeout(Math.random() * 2);
  const mine = JSON.parse(readFileSync(inside, 'utf8'));
  if (mine.pid !== by.pid) throw new Error(`${mine.pid} came in while ${by.pid} had the lock.`);
  unlinkSync(inside);
  await lock.release(got.lease);
}
process.stdout.write(`${entered}\n`);
