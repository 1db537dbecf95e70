import { describe, expect, test } from 'vitest';
import type { Kind } from '../../src/kinds/kind.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import { makeMemory } from '../../src/reconciler/memory.ts';
import { makeReads } from '../support/reads.ts';
import { failed } from '../support/script.ts';
import { desiredState, found } from '../support/states.ts';

const room = (key: string): LiveResource => found({ kind: 'room', key }, {});
const nothing = (): readonly LiveResource[] => [];

describe('kinds are read', () => {
  test('side by side, with those whose names they need', async () => {
    const { log, kind, readAll } = makeReads();
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
    const { log, kind, readAll } = makeReads();
    await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['room']);
    expect(log).toEqual(['0 room']);
  });
  test('once, however many need them', async () => {
    const { log, kind, readAll } = makeReads();
    await readAll(
      [kind('pet', ['room'], nothing), kind('bird', ['room'], nothing), kind('room', [], nothing)],
      ['pet', 'bird', 'room'],
    );
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(1);
  });
  test('into one state, under their folded names', async () => {
    const { kind, readAll } = makeReads();
    const pet = found({ kind: 'pet', key: 'REX' }, {});
    const { live } = await readAll(
      [kind('pet', ['room'], () => [pet]), kind('room', [], () => [room('Den')])],
      ['pet'],
    );
    expect([...live.keys()]).toEqual(['room/Den', 'pet/rex']);
  });
  test('and never two of them as one', async () => {
    const { kind, readAll } = makeReads();
    const pets = ['REX', 'rex'].map((key) => found({ kind: 'pet', key }, {}));
    await expect(readAll([kind('pet', [], () => pets)], ['pet'])).rejects.toMatchObject({
      code: 'partial-read',
      message:
        'Connect has pet/REX (id id of pet/REX) and pet/rex (id id of pet/rex), which are the same to it; nothing is planned.',
    });
  });
  test('and told', async () => {
    const { kind, readAll, events } = makeReads();
    await readAll([kind('room', [], () => [room('den'), room('hall')])], ['room']);
    expect(events).toEqual([{ type: 'read', kind: 'room', count: 2 }]);
  });
  test('or not at all: the first failure ends it', async () => {
    const { kind, readAll } = makeReads();
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
  const namesRoom = (kind: ReturnType<typeof makeReads>['kind'], id: string): Kind =>
    kind('pet', ['room'], async (reading) => {
      const names = await reading.names(roomOf(id));
      return [found({ kind: 'pet', key: names.nameOf('room', id) }, {})];
    });

  test('the names of what it points at, once they are known', async () => {
    const { kind, readAll, log } = makeReads();
    const { live } = await readAll([namesRoom(kind, 'id of room/den'), kind('room', [], () => [room('den')])], ['pet']);
    expect([...live.keys()]).toContain('pet/den');
    expect(log.sort()).toEqual(['0 pet', '0 room']);
  });
  test('a name that was not listed, once it is listed: the list may have been cut short', async () => {
    const { kind, readAll, log } = makeReads();
    let times = 0;
    const rooms = kind('room', [], () => (++times === 1 ? [] : [room('den')]));
    const { live } = await readAll([namesRoom(kind, 'id of room/den'), rooms], ['pet']);
    expect([...live.keys()].sort()).toEqual(['pet/den', 'room/den']);
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
  test('that an id which stays unknown is no basis for a plan', async () => {
    const { kind, readAll, log } = makeReads();
    await expect(readAll([namesRoom(kind, 'x'), kind('room', [], nothing)], ['pet'])).rejects.toThrow(
      /room with id x, which Connect does not list/,
    );
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
  test('nothing of a failure but its end', async () => {
    const { kind, readAll } = makeReads();
    const fails = kind('room', [], () => {
      throw failed('denied');
    });
    await expect(readAll([namesRoom(kind, 'x'), fails], ['pet'])).rejects.toMatchObject({
      facts: { failure: 'denied' },
    });
  });
  test('whether a plan would change what it has found', async () => {
    const { kind, readAll, readings } = makeReads();
    await readAll([kind('pet', [], nothing)], ['pet'], { desired: desiredState({ 'pet/Rex': { room: 'den' } }) });
    const differs = (key: string, attributes: object) =>
      readings.get('pet')?.differs(found({ kind: 'pet', key }, { ...attributes }));
    expect([differs('REX', { room: 'den' }), differs('rex', {}), differs('nobody', {})]).toEqual([false, true, false]);
  });
});

describe('a name that is asked for and not there', () => {
  const desired = desiredState({ 'pet/Rex': { room: 'den' } });
  test('is looked for once more before it is missed', async () => {
    const { kind, readAll } = makeReads();
    let times = 0;
    const rooms = kind('room', [], () => (++times === 1 ? [] : [room('den')]));
    const { live } = await readAll([kind('pet', ['room'], nothing), rooms], ['pet'], { desired });
    expect([...live.keys()]).toEqual(['room/den']);
    expect(times).toBe(2);
  });
  test('is not looked for again where it is there, or asked for as well', async () => {
    const { kind, readAll, log } = makeReads();
    await readAll([kind('pet', ['room'], nothing), kind('room', [], () => [room('den')])], ['pet'], { desired });
    const both = desiredState({ 'pet/Rex': { room: 'hall' }, 'room/hall': {} });
    await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['pet', 'room'], { desired: both });
    expect(log.filter((line) => line.endsWith('room'))).toHaveLength(2);
  });
});

test('a kind knows whether more than its ids and names are needed', async () => {
  const { kind, readAll, readings } = makeReads();
  await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['pet']);
  expect(['pet', 'room'].map((name) => readings.get(name)?.detailed)).toEqual([true, false]);
});

test('what a kind warns of is told with what was read', async () => {
  const { kind, readAll } = makeReads();
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
    const { kind, readAll } = makeReads();
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
  const { kind, readAll } = makeReads();
  const { live } = await readAll([kind('room', [], () => [room('den'), room('den')])], ['room']);
  expect([...live.keys()]).toEqual(['room/den']);
});

test('resources that share an address are set apart', async () => {
  const { kind, readAll } = makeReads();
  const other = { ...room('den'), id: 'another' };
  const { live, ambiguous } = await readAll([kind('room', [], () => [room('den'), other, room('attic')])], ['room']);
  expect([...live.keys()]).toEqual(['room/attic']);
  expect([...ambiguous].map(([key, several]) => [key, several.length])).toEqual([['room/den', 2]]);
});
