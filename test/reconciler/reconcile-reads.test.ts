/** What a pass gives its kinds to read with. */
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/kinds/kind.ts';
import { makeMemory } from '../../src/reconciler/memory.ts';
import { asked, ours, type PassOptions, pass, there } from '../support/household.ts';
import { addressOf, found } from '../support/states.ts';

describe('a kind is read', () => {
  async function readings(options: PassOptions = {}) {
    const seen = new Map<string, Reading>();
    const reads = (name: string) => ({
      read: async (reading: Reading) => {
        seen.set(name, reading);
        return Object.entries(there)
          .map(([text, attributes]) => found(addressOf(text), attributes))
          .filter(({ address }) => address.kind === name);
      },
    });
    const { outcome } = await pass(asked, there, { ...options, more: { room: reads('room'), pet: reads('pet') } });
    const [pet, room] = [seen.get('pet'), seen.get('room')];
    if (!pet || !room) throw new Error('They were not read.');
    return { outcome, pet, room };
  }

  test('by searching, unless somebody asks for the other way', async () => {
    expect((await readings()).pet.method).toBe('search');
    expect((await readings({ ports: { method: 'describe' } })).pet.method).toBe('describe');
  });
  test('with the cache and the memory of the process, as far as there are some', async () => {
    const cache = { recall: () => undefined, remember() {} };
    const memory = makeMemory();
    const { pet } = await readings({ ports: { cache, memory } });
    expect([pet.cache, pet.recollection]).toEqual([cache, memory.of('pet')]);
    expect(Object.keys((await readings()).pet)).not.toContain('cache');
  });
  test('in full where it is managed, and else only its names', async () => {
    const { pet, room } = await readings({ wanted: { managed: new Set(['pet']) } });
    expect([pet.detailed, room.detailed]).toEqual([true, false]);
  });
  test('knowing what is asked of it, with the mark, and which kinds may be deleted', async () => {
    const { pet, room } = await readings({ wanted: { targets: ['pet/Rex'], managed: new Set(['pet']) } });
    expect([...(pet.desired ?? [])].map(([key, { attributes }]) => [key, attributes])).toEqual([
      ['pet/rex', ours({ room: 'attic' })],
    ]);
    expect(pet.mayDelete).toEqual(new Set(['pet']));
    expect(room.identityManagement).toBe('SAML');
  });
  test('knowing what would be deleted', async () => {
    const { pet } = await readings();
    const differs = (text: string, attributes = there[text] ?? {}) => pet.differs(found(addressOf(text), attributes));
    expect([differs('pet/Tom'), differs('pet/Tom', {}), differs('pet/Rex', ours({ room: 'attic' }))]).toEqual([
      ...[true, false, false],
    ]);
  });
});
