/** What a kind is told while it is read: what concerns the plan, what others are called, what others there are. */
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/kinds/kind.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import type { ReadLive } from '../../src/reconciler/read-live.ts';
import { makeReads } from '../support/reads.ts';
import { failed } from '../support/script.ts';
import { addressOf, desiredState, found, rules } from '../support/states.ts';

const nothing = (): readonly LiveResource[] => [];
const room = (key: string): LiveResource => found({ kind: 'room', key }, {});

/** What a pet is given to read with, once it has been read. */
async function readingOf(more: Partial<ReadLive> = {}): Promise<Reading> {
  const { kind, readAll, readings } = makeReads();
  await readAll([kind('pet', [], nothing)], ['pet'], more);
  return readings.get('pet') as Reading;
}

describe('a resource', () => {
  const source = { file: 'x.yaml', line: 1, column: 1 };
  const mayRemove = ({ address }: LiveResource) => address.key === 'Tom';
  const rename = (key: string, { from, to }: { readonly from: string; readonly to: string }) =>
    key === from ? to : undefined;
  const renaming = new Map(rules).set('pet', { ...rules.get('pet'), rename } as NonNullable<
    ReturnType<typeof rules.get>
  >);
  const desired = desiredState({ 'pet/Rex': { room: 'den' } });

  test.each<[why: string, Partial<ReadLive>, concerning: readonly string[]]>([
    ['since all are exported', {}, ['rex', 'Tom', 'Old', 'Bo']],
    ['that is listed', { desired }, ['rex']],
    ['that would be deleted, too', { desired, mayRemove }, ['rex', 'Tom']],
    [
      'that is listed under the name that it gets',
      { desired, rules: renaming, renamed: [{ kind: 'pet', from: 'Old', to: 'Rex', source }] },
      ['rex', 'Old'],
    ],
    [
      'that is deleted under the name that it gets',
      { desired, mayRemove, rules: renaming, renamed: [{ kind: 'pet', from: 'Old', to: 'Tom', source }] },
      ['rex', 'Tom', 'Old'],
    ],
    ['that somebody wants to see', { desired: new Map(), only: addressOf('pet/BO') }, ['Bo']],
    ['but not all of them because of that one', { desired, only: addressOf('pet/Bo') }, ['rex', 'Bo']],
  ])('concerns the plan: one %s', async (_, more, concerning) => {
    const { concerns } = await readingOf(more);
    const all = ['rex', 'Tom', 'Old', 'Bo'];
    expect(all.filter((key) => concerns(found({ kind: 'pet', key }, {})))).toEqual(concerning);
  });
  test('of a kind without rules concerns an export as well', async () => {
    const { concerns } = await readingOf();
    expect(concerns(found({ kind: 'bird', key: 'Kiki' }, {}))).toBe(true);
    const { concerns: ofPlan } = await readingOf({ desired });
    expect(ofPlan(found({ kind: 'bird', key: 'Kiki' }, {}))).toBe(false);
  });
  test('differs where it would change or go', async () => {
    const { differs } = await readingOf({ desired, mayRemove });
    const of = (key: string, attributes: object) => differs(found({ kind: 'pet', key }, { ...attributes }));
    expect([of('rex', { room: 'den' }), of('rex', {}), of('Tom', {}), of('Bo', {})]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('does not differ where nothing is asked of anything', async () => {
    expect((await readingOf()).differs(found(addressOf('pet/Rex'), {}))).toBe(false);
  });
});

describe('the one resource that is wanted', () => {
  test('is told to its own kind', async () => {
    const { kind, readAll, readings } = makeReads();
    const only = addressOf('pet/Rex');
    await readAll([kind('pet', ['room'], nothing), kind('room', [], nothing)], ['pet'], { only });
    expect(readings.get('pet')?.only).toEqual(only);
    expect(Object.keys(readings.get('room') ?? {})).not.toContain('only');
  });
  test('is none where all are', async () => expect(Object.keys(await readingOf())).not.toContain('only'));
});

test('nothing may be deleted, unless somebody says so', async () => {
  expect((await readingOf()).mayDelete).toEqual(new Set());
  expect((await readingOf({ mayDelete: new Set(['pet']) })).mayDelete).toEqual(new Set(['pet']));
});

describe('names', () => {
  /** What a pet hears of these ids of a kind, once it has asked for them. */
  async function heard(pointers: readonly string[], ask: (names: Awaited<ReturnType<Reading['names']>>) => unknown) {
    const { kind, readAll, log } = makeReads();
    const answers: unknown[] = [];
    const pet = kind('pet', ['room'], async (reading) => {
      answers.push(ask(await reading.names(pointers.map((id) => ({ kind: 'room', id })))));
      return [];
    });
    await readAll([pet, kind('room', [], () => [room('den')])], ['pet']);
    return { answer: answers[0], log };
  }
  test('are known of what was listed, and of nothing else', async () => {
    const { answer } = await heard([], (names) => [
      names.knows('room', 'id of room/den'),
      names.knows('room', 'id of room/attic'),
      names.knows('bird', '1'),
    ]);
    expect(answer).toEqual([true, false, false]);
  });
  test.each([
    ['room', 'id of room/attic', 'room'],
    ['pet', '7', 'house pet'],
    ['bird', '1', 'bird'],
  ])('that are unknown are no basis for a plan: a %s', async (kind, id, noun) => {
    await expect(heard([], (names) => names.nameOf(kind, id))).rejects.toThrow(
      `Something points at the ${noun} with id ${id}, which Connect does not list; try again.`,
    );
  });
  test('that are known are not read again', async () => {
    const { log } = await heard(['id of room/den'], () => undefined);
    expect(log.sort()).toEqual(['0 pet', '0 room']);
  });
  test('are read anew where they are not known', async () => {
    const { kind, readAll } = makeReads();
    const fresh: boolean[] = [];
    const rooms = kind('room', [], (reading) => {
      fresh.push(reading.fresh);
      return [room('den')];
    });
    const pet = kind('pet', ['room'], async (reading) => {
      await reading.names([{ kind: 'room', id: 'another' }]);
      return [];
    });
    await readAll([pet, rooms], ['pet']);
    expect(fresh).toEqual([false, true]);
  });
});

describe('what else there is', () => {
  test('is read when it is asked for, once', async () => {
    const { kind, readAll, log } = makeReads();
    const asks = (name: string) =>
      kind(name, [], async ({ others }) => (await others('room')).map(({ id }) => found({ kind: name, key: id }, {})));
    const { live, others } = await readAll(
      [asks('pet'), asks('bird'), kind('room', [], () => [room('den')])],
      ['pet', 'bird'],
    );
    expect([...live.keys()].sort()).toEqual(['bird/id of room/den', 'pet/id of room/den', 'room/den']);
    expect(log.sort()).toEqual(['0 bird', '0 pet', '1000 room']);
    expect(await others('room')).toEqual([room('den')]);
  });
  test('can be asked for afterwards', async () => {
    const { clock, kind, readAll, log } = makeReads();
    const { live, others } = await readAll([kind('pet', [], nothing), kind('room', [], () => [room('den')])], ['pet']);
    expect([...live.keys()]).toEqual([]);
    expect(await clock.run(others('room'))).toEqual([room('den')]);
    expect(log).toEqual(['0 pet', '1000 room']);
  });
  test('is nothing of a kind that does not exist', async () => {
    const { readAll } = makeReads();
    await expect(readAll([], ['bird'])).rejects.toThrow('There is no kind bird.');
  });
});

describe('what comes before', () => {
  test('is not read for a kind of which ids and names are enough', async () => {
    const { kind, readAll, log } = makeReads();
    const kinds = [kind('pet', ['room'], nothing), kind('room', ['weather'], nothing), kind('weather', [], nothing)];
    await readAll(kinds, ['pet']);
    expect(log.sort()).toEqual(['0 pet', '0 room']);
  });
  test('ends it where it fails, even where its names are not needed', async () => {
    const { kind, readAll } = makeReads();
    const fails = kind('room', [], () => {
      throw failed('denied');
    });
    await expect(readAll([kind('pet', ['room'], nothing), fails], ['pet'])).rejects.toThrow('It was denied.');
  });
});

describe('a kind', () => {
  test('says how many calls are to come, and why', async () => {
    const { kind, readAll, events } = makeReads();
    const pet = kind('pet', [], ({ announce }) => {
      announce('DescribeUser', 40, { denied: 'SearchUsers', changed: 2 });
      announce('DescribeUser', 3, { changed: 1 });
      announce('ListUsers', 1);
      return [];
    });
    const { changedLately, diagnostics } = await readAll([pet], ['pet']);
    expect(events).toEqual([
      { type: 'readAhead', call: 'DescribeUser', times: 40, denied: 'SearchUsers' },
      { type: 'readAhead', call: 'DescribeUser', times: 3 },
      { type: 'readAhead', call: 'ListUsers', times: 1 },
      { type: 'read', kind: 'pet', count: 0 },
    ]);
    expect({ changedLately, diagnostics }).toEqual({ changedLately: 3, diagnostics: [] });
  });
  test('can wait, until somebody stops it', async () => {
    const { clock, kind, readAll } = makeReads();
    const signal = new AbortController();
    const pet = kind('pet', [], async ({ wait, now }) => {
      await wait(500);
      return [found({ kind: 'pet', key: `${now} ${clock.now()}` }, {})];
    });
    expect([...(await readAll([pet], ['pet'])).live.keys()]).toEqual(['pet/0 1500']);
    signal.abort(new Error('Stop.'));
    await expect(readAll([pet], ['pet'], { signal: signal.signal })).rejects.toThrow('Stop.');
  });
});

test('what is asked for and points at nothing known is looked for in the kinds that were read, and in no others', async () => {
  const { kind, readAll, log } = makeReads();
  const desired = desiredState({ 'pet/Rex': { room: 'den' }, 'bird/Kiki': {} });
  await readAll([kind('pet', [], nothing), kind('room', [], nothing)], ['pet'], { desired });
  expect(log).toEqual(['0 pet']);
});
