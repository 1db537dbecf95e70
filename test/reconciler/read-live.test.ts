import { describe, expect, test } from 'vitest';
import type { Kind, Reading } from '../../src/kinds/kind.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { makeMemory } from '../../src/reconciler/memory.ts';
import { readLive } from '../../src/reconciler/read-live.ts';
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
    read: (reading: Reading) => readonly LiveResource[] | Promise<readonly LiveResource[]>,
  ): Kind => ({
    ...(rules.get('room') as NonNullable<ReturnType<typeof rules.get>>),
    ...{ name, readAfter, needs: { names: { search: [], describe: [] } } },
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
        ...{ clock, kinds, rules, wanted: new Set(wanted), detailed: new Set(wanted) },
        emit: (event: Event) => void events.push(event),
        ...{ send: script({}).send, method: 'search' as const, identityManagement: 'SAML' as const },
        ...more,
      }),
    );
  return { log, readings, events, kind, readAll };
}
const room = (key: string): LiveResource => found({ kind: 'room', key }, {});
const nothing = (): readonly LiveResource[] => [];

describe('kinds are read', () => {
  test('side by side, with those whose names they need', async () => {
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
    expect(log.sort()).toEqual(['0 bird', '0 food', '0 pet', '0 room']);
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
    const { live } = await readAll(
      [kind('pet', ['room'], () => [pet]), kind('room', [], () => [room('Den')])],
      ['pet'],
    );
    expect([...live.keys()]).toEqual(['room/Den', 'pet/rex']);
  });
  test('and never two of them as one', async () => {
    const { kind, readAll } = bench();
    const pets = ['REX', 'rex'].map((key) => found({ kind: 'pet', key }, {}));
    await expect(readAll([kind('pet', [], () => pets)], ['pet'])).rejects.toThrow(/pet\/REX .* and pet\/rex /);
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
  const roomOf = (id: string) => [{ kind: 'room', id }];
  /** A pet that says the name of the room with this id. */
  const namesRoom = (kind: ReturnType<typeof bench>['kind'], id: string): Kind =>
    kind('pet', ['room'], async (reading) => {
      const names = await reading.names(roomOf(id));
      return [found({ kind: 'pet', key: names.nameOf('room', id) }, {})];
    });

  test('the names of what it points at, once they are known', async () => {
    const { kind, readAll, log } = bench();
    const { live } = await readAll([namesRoom(kind, 'id of room/den'), kind('room', [], () => [room('den')])], ['pet']);
    expect([...live.keys()]).toContain('pet/den');
    expect(log.sort()).toEqual(['0 pet', '0 room']);
  });
  test('a name that was not listed, once it is listed: the list may have been cut short', async () => {
    const { kind, readAll, log } = bench();
    let times = 0;
    const rooms = kind('room', [], () => (++times === 1 ? [] : [room('den')]));
    const { live } = await readAll([namesRoom(kind, 'id of room/den'), rooms], ['pet']);
    expect([...live.keys()].sort()).toEqual(['pet/den', 'room/den']);
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
  test('that an id which stays unknown is no basis for a plan', async () => {
    const { kind, readAll, log } = bench();
    await expect(readAll([namesRoom(kind, 'x'), kind('room', [], nothing)], ['pet'])).rejects.toThrow(
      /room with id x, which Connect does not list/,
    );
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
  test('nothing of a failure but its end', async () => {
    const { kind, readAll } = bench();
    const fails = kind('room', [], () => {
      throw failed('denied');
    });
    await expect(readAll([namesRoom(kind, 'x'), fails], ['pet'])).rejects.toMatchObject({
      facts: { failure: 'denied' },
    });
  });
  test('whether a plan would change what it has found', async () => {
    const { kind, readAll, readings } = bench();
    await readAll([kind('pet', [], nothing)], ['pet'], { desired: desiredState({ 'pet/Rex': { room: 'den' } }) });
    const differs = (key: string, attributes: object) =>
      readings.get('pet')?.differs(found({ kind: 'pet', key }, { ...attributes }));
    expect([differs('REX', { room: 'den' }), differs('rex', {}), differs('nobody', {})]).toEqual([false, true, false]);
  });
});

describe('a name that is asked for and not there', () => {
  const desired = desiredState({ 'pet/Rex': { room: 'den' } });
  test('is looked for once more before it is missed', async () => {
    const { kind, readAll } = bench();
    let times = 0;
    const rooms = kind('room', [], () => (++times === 1 ? [] : [room('den')]));
    const { live } = await readAll([kind('pet', ['room'], nothing), rooms], ['pet'], { desired });
    expect([...live.keys()]).toEqual(['room/den']);
    expect(times).toBe(2);
  });
  test('is not looked for again where it is there, or asked for as well', async () => {
    const { kind, readAll, log } = bench();
    await readAll([kind('pet', ['room'], nothing), kind('room', [], () => [room('den')])], ['pet'], { desired });
    const both = desiredState({ 'pet/Rex': { room: 'hall' }, 'room/hall': {} });
    await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['pet', 'room'], { desired: both });
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
});

test('a kind knows whether more than its ids and names are needed', async () => {
  const { kind, readAll, readings } = bench();
  await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['pet']);
  expect(['pet', 'room'].map((name) => readings.get(name)?.detailed)).toEqual([true, false]);
});

test('what a kind warns of is told with what was read', async () => {
  const { kind, readAll } = bench();
  const warns = kind('room', [], ({ warn }) => {
    warn('search-denied', 'It is denied.');
    return [];
  });
  expect((await readAll([warns], ['room'])).diagnostics).toEqual([
    { severity: 'warning', code: 'search-denied', message: 'It is denied.' },
  ]);
});

describe('a memory', () => {
  test('gives each kind what it kept, until all is forgotten', async () => {
    const { kind, readAll } = bench();
    const memory = makeMemory();
    const seen: unknown[] = [];
    const remembers = kind('room', [], ({ recollection }) => {
      seen.push(recollection?.value);
      if (recollection) recollection.value = 'kept';
      return [];
    });
    await readAll([remembers], ['room'], { memory });
    await readAll([remembers], ['room'], { memory });
    memory.forget();
    await readAll([remembers], ['room'], { memory });
    await readAll([remembers], ['room']);
    expect(seen).toEqual([undefined, 'kept', undefined, undefined]);
  });
  test('tells what was touched since', () => {
    const memory = makeMemory();
    memory.touch('pet', '1');
    expect([...memory.of('pet').touched]).toEqual(['1']);
    expect([...memory.of('room').touched]).toEqual([]);
  });
});

test('the same resource on two pages is one resource, and no conflict', async () => {
  const { kind, readAll } = bench();
  const { live } = await readAll([kind('room', [], () => [room('den'), room('den')])], ['room']);
  expect([...live.keys()]).toEqual(['room/den']);
});

test('resources that share an address are set apart', async () => {
  const { kind, readAll } = bench();
  const other = { ...room('den'), id: 'another' };
  const { live, ambiguous } = await readAll([kind('room', [], () => [room('den'), other, room('attic')])], ['room']);
  expect([...live.keys()]).toEqual(['room/attic']);
  expect([...ambiguous].map(([key, several]) => [key, several.length])).toEqual([['room/den', 2]]);
});
