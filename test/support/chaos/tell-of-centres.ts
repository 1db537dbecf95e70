/**
 * One run of a whole contact centre, levels, groups, profiles, predefined attributes and users together: it is made, and
 * becomes others, with renames, moves and deletions, random faults, kills, and somebody else who changes things between.
 */
import { expect } from 'vitest';
import { CallError, PartialRead } from '../../../src/base/errors.ts';
import type { Plan } from '../../../src/plan/model/plan.ts';
import type { Acceptances } from '../../../src/plan/safety/finding.ts';
import type { Outcome } from '../../../src/reconciler/reconcile.ts';
import { type More, startInstance, type TestInstance } from '../instance.ts';
import { type Centre, makeCentre, makeParts, queues, type Step, treeOf } from './centre.ts';
import { type Console, openConsole } from './console.ts';
import { type Dice, makeDice } from './dice.ts';
import { enter } from './entries.ts';
import { evolve } from './evolve.ts';
import { disturb } from './faults.ts';
import { expectAsAsked, expectCovered, expectLawful, expectSound, noteLowest, theirsIn } from './laws.ts';
import { type Ledger, openLedger, servedIn, takeEntries } from './ledger.ts';
import { owner } from './people.ts';
import { makeLeapingClock, startProcess } from './process.ts';

/** What becomes of what is not listed any more; `tagged`: of all but predefined attributes, which `delete` in one word leaves. */
const removals = { all: 'every kind', tagged: 'delete', none: 'keep' } as const;
type Removed = keyof typeof removals;

/** Applies that are disturbed; the ones after them are left in peace. */
const disturbed = 2;
const maxApplies = 7;

export async function tellOfCentres(number: number): Promise<void> {
  const dice = makeDice(`centre ${number}`);
  const { pick, whole } = dice;
  const removed = pick(['all', 'all', 'tagged', 'none'] as const);
  const parts = makeParts(dice);
  const steps: Step[] = [{ centre: makeCentre(dice, parts), renamed: [] }];
  for (const last of Array.from({ length: whole(1, 2) }, (_, index) => index))
    steps.push(evolve(steps[last]?.centre as Centre, { dice, parts, mayShrink: removed !== 'none' }));
  const clock = makeLeapingClock();
  const seed = { version: 1, instances: [{ queues: queues.map((name) => ({ name })) }] };
  const instance = await startInstance({ seed, throttle: false, now: clock.now, clock });
  const ledger = await openLedger(instance);
  const someone = openConsole(instance, dice);
  try {
    await someone.settleIn(removed === 'all' ? 'without' : 'with an attribute');
    const telling = { instance, ledger, dice, someone, clock, removed };
    catchUp(telling);
    const before = theirsIn(ledger);
    for (const step of steps) {
      await become(step, telling);
      expectAsAsked(ledger, step.centre, removed);
      expect(theirsIn(ledger)).toEqual(before);
      expect(await instance.plan(configurationOf(step, removed))).toMatchObject({
        type: 'declined',
        plan: { changes: [] },
      });
    }
  } finally {
    someone.close();
  }
}

function configurationOf({ centre, renamed }: Step, removed: Removed): string {
  const { levels, groups, ...sections } = centre;
  const kinds = ['users', 'hierarchyGroups', 'routingProfiles', 'securityProfiles', 'predefinedAttributes'];
  return JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, owner, renamed },
    ...sections,
    hierarchy: { levels, groups: treeOf(groups) },
    policy: {
      removed: removed === 'all' ? Object.fromEntries(kinds.map((kind) => [kind, 'delete'])) : removals[removed],
      ...{ limits: { update: '100%', delete: '100%' }, configurationLimits: { delete: '100%' } },
      keepAtLeast: { Admin: 0 },
    },
  });
}

interface Telling {
  readonly instance: TestInstance;
  readonly ledger: Ledger;
  readonly dice: Dice;
  readonly someone: Console;
  readonly clock: ReturnType<typeof makeLeapingClock>;
  readonly removed: Removed;
}

/** Applies until it is done, disturbed at first. */
async function become(step: Step, telling: Telling): Promise<void> {
  const { instance, ledger, dice, someone, clock } = telling;
  const { chance } = dice;
  let accepted: Acceptances = {};
  for (let count = 1; count <= maxApplies; count++) {
    const isDisturbed = count <= disturbed;
    if (isDisturbed && chance(0.3)) await someone.interfere(ledger, step);
    catchUp(telling);
    await clock.sleep(60_000);
    const interferes = isDisturbed && chance(0.3);
    if (isDisturbed && chance(0.7)) disturb(instance.emulator, dice);
    const ended = await applyOnce(step, { ...telling, accepted, isDisturbed, interferes });
    if (ended === 'killed' || ended === 'unread') continue;
    if (ended.type === 'refused') accepted = toAccept(ended.plan);
    if (isComplete(ended) && !interferes && !someone.isInTheWay(ledger)) return;
    if (count === maxApplies) throw new Error(`It is never done: ${JSON.stringify(ended).slice(0, 6000)}`);
    if (ended.type === 'invalid' || !isDisturbed || chance(0.5)) await someone.giveWay(ledger);
  }
  throw new Error('It is never done: nothing could be read, or every apply was killed.');
}

const catchUp = ({ instance, ledger }: Telling): void => {
  for (const entry of takeEntries(instance.emulator)) enter(ledger, entry);
};

interface Applying extends Telling {
  readonly accepted: Acceptances;
  readonly isDisturbed: boolean;
  /** Somebody else changes things while the question stands. */
  readonly interferes: boolean;
}

/** One apply, and a look at every call that it has made. */
async function applyOnce(step: Step, applying: Applying): Promise<Outcome | 'unread' | 'killed'> {
  const { instance, ledger, dice, someone, clock, removed, accepted, isDisturbed, interferes } = applying;
  const { emulator } = instance;
  const { chance, whole, pick } = dice;
  const process = startProcess(clock, {
    rate: { perSecond: pick([2, 10]), burst: pick([5, 10]) },
    killAt: isDisturbed && chance(0.35) ? whole(1, 90) : undefined,
    killAfterSending: chance(0.5),
  });
  const first = servedIn(ledger);
  const told = instance.events.length;
  emulator.settings.patch({ throttle: true });
  const applied = outcomeOf(instance, configurationOf(step, removed), {
    ...{ accepted, below: process.below },
    meanwhile: async () => (interferes ? someone.interfere(ledger, step) : undefined),
  });
  const ended = await Promise.race([applied, process.killed]);
  process.end();
  emulator.settings.patch({ throttle: false });
  emulator.faults.clear();
  // Lags are over before the next one begins.
  await clock.sleep(600_000);
  const lowest = new Map(first);
  for (const entry of takeEntries(emulator)) {
    if (entry.own) expectLawful(ledger, entry, step.centre);
    enter(ledger, entry);
    expectSound(ledger);
    noteLowest(lowest, ledger);
  }
  const plan = planIn(instance, told);
  if (plan && !interferes) expectCovered(plan.coverage, { first, lowest });
  return ended;
}

const isComplete = (ended: Outcome): boolean =>
  ended.type === 'applied' && ended.results.every(({ outcome }) => outcome === 'complete');

/** `unread` where it could not even be planned. */
async function outcomeOf(instance: TestInstance, files: string, more: More): Promise<Outcome | 'unread'> {
  try {
    return await instance.apply(files, more);
  } catch (error) {
    if (error instanceof CallError || error instanceof PartialRead) return 'unread';
    throw error;
  }
}

function planIn({ events }: TestInstance, since: number): Plan | undefined {
  return events.slice(since).flatMap((event) => (event.type === 'plan' ? [event.plan] : []))[0];
}

function toAccept({ safety }: Plan): Acceptances {
  const words = safety.flatMap(({ result, acceptable }) => (result === 'fail' ? (acceptable ?? '') : []));
  return Object.fromEntries(words.map((word) => [word.split('=')[0], Number(word.split('=')[1])]));
}
