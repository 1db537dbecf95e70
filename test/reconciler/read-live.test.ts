import { describe, expect, test } from 'vitest';
import type { LiveResource } from '../../src/plan/state.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { readLive } from '../../src/reconciler/read-live.ts';
import type { Kind, Reading } from '../../src/resources/kind.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { desiredState, found, rules } from '../support/states.ts';

/** A kind that reads these resources in this time; `log` notes when each begins. */
function bench() {
  const clock = makeManualClock();
  const log: string[] = [];
  const readings = new Map<string, Reading>();
  const events: Event[] = [];
  const kind = (
    name: string,
    readAfter: readonly string[],
    read: (reading: Reading) => readonly LiveResource[],
  ): Kind => ({
    ...(rules.get('room') as NonNullable<ReturnType<typeof rules.get>>),
    ...{ name, readAfter },
    async read(reading) {
      log.push(`${clock.now()} ${name}`);
      readings.set(name, reading);
      await clock.sleep(1000);
      return read(reading);
    },
  });
  const readAll = (
    kinds: readonly Kind[],
    wanted: readonly string[],
    more: Partial<Parameters<typeof readLive>[0]> = {},
  ) =>
    clock.run(
      readLive({
        ...{ clock, kinds, rules, wanted: new Set(wanted), emit: (event: Event) => void events.push(event) },
        ...{ send: script({}).send, identityManagement: 'SAML' as const },
        ...more,
      }),
    );
  return { log, readings, events, kind, readAll };
}
const room = (key: string): LiveResource => found({ kind: 'room', key }, {});
const nothing = (): readonly LiveResource[] => [];

describe('kinds are read', () => {
  test('after those whose names they need, and the rest side by side', async () => {
    const { log, kind, readAll } = bench();
    await readAll(
      [
        kind('pet', ['room', 'food'], nothing),
        kind('room', [], nothing),
        kind('food', [], nothing),
        kind('bird', [], nothing),
      ],
      ['pet', 'bird'],
    );
    expect(log.sort()).toEqual(['0 bird', '0 food', '0 room', '1000 pet']);
  });
  test('only where they are wanted', async () => {
    const { log, kind, readAll } = bench();
    await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['room']);
    expect(log).toEqual(['0 room']);
  });
  test('once, however many need them', async () => {
    const { log, kind, readAll } = bench();
    await readAll(
      [kind('pet', ['room'], nothing), kind('bird', ['room'], nothing), kind('room', [], nothing)],
      ['pet', 'bird', 'room'],
    );
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(1);
  });
  test('into one state, under their folded names', async () => {
    const { kind, readAll } = bench();
    const pet = found({ kind: 'pet', key: 'REX' }, {});
    const live = await readAll([kind('pet', ['room'], () => [pet]), kind('room', [], () => [room('Den')])], ['pet']);
    expect([...live.keys()]).toEqual(['room/Den', 'pet/rex']);
  });
  test('and never two of them as one', async () => {
    const { kind, readAll } = bench();
    const pets = ['REX', 'rex'].map((key) => found({ kind: 'pet', key }, {}));
    await expect(readAll([kind('pet', [], () => pets)], ['pet'])).rejects.toThrow('pet/REX and pet/rex');
  });
  test('and told', async () => {
    const { kind, readAll, events } = bench();
    await readAll([kind('room', [], () => [room('den'), room('hall')])], ['room']);
    expect(events).toEqual([{ type: 'read', kind: 'room', count: 2 }]);
  });
  test('or not at all: the first failure ends it', async () => {
    const { kind, readAll } = bench();
    const fails = kind('room', [], () => {
      throw failed('denied');
    });
    await expect(readAll([fails, kind('pet', ['room'], nothing)], ['pet'])).rejects.toMatchObject({
      facts: { failure: 'denied' },
    });
  });
});

describe('a kind that is read is told', () => {
  test('the names of what was read before', async () => {
    const { kind, readAll, readings } = bench();
    await readAll([kind('pet', ['room'], nothing), kind('room', [], () => [room('den')])], ['pet']);
    expect(readings.get('pet')?.names.nameOf('room', 'id of room/den')).toBe('den');
  });
  test('that an id nobody listed is no basis for a plan', async () => {
    const { kind, readAll, readings } = bench();
    await readAll([kind('pet', [], nothing)], ['pet']);
    expect(() => readings.get('pet')?.names.nameOf('room', 'x')).toThrow(/room with id x, which Connect does not list/);
  });
  test('whether a plan would change what it has found', async () => {
    const { kind, readAll, readings } = bench();
    await readAll([kind('pet', [], nothing)], ['pet'], { desired: desiredState({ 'pet/Rex': { room: 'den' } }) });
    const differs = (key: string, attributes: object) =>
      readings.get('pet')?.differs(found({ kind: 'pet', key }, { ...attributes }));
    expect([differs('REX', { room: 'den' }), differs('rex', {}), differs('nobody', {})]).toEqual([false, true, false]);
  });
});
