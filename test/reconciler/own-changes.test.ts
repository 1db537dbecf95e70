/** What a process has changed itself is read anew, even where Connect gives it no other LastModifiedTime. */
import { expect, test } from 'vitest';
import { makeMemory } from '../../src/reconciler/memory.ts';
import { startInstance } from '../support/instance.ts';

const anHour = 3_600_000;
const names = ['jane', 'omar', 'zoe'];

const files = (lastNames: { readonly [username: string]: string }): string =>
  JSON.stringify({
    version: 1,
    instance: { alias: 'any' },
    users: names.map((username) => ({
      ...{ username, firstName: 'F', lastName: lastNames[username] ?? 'L' },
      ...{ routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] },
    })),
  });

test('the next pass knows its own changes, and finds nothing to do', async () => {
  const stopped = Date.now() - anHour;
  const instance = await startInstance({ now: () => stopped });
  const memory = makeMemory();
  const changes = async (lastNames: { readonly [username: string]: string }): Promise<readonly string[]> => {
    const outcome = await instance.apply(files(lastNames), { memory });
    return outcome.type === 'applied' ? outcome.plan.changes.map(({ address }) => address.key) : [outcome.type];
  };
  expect(await changes({})).toEqual(names);
  expect(await changes({})).toEqual([]);
  expect(await changes({ omar: 'Haddad' })).toEqual(['omar']);
  instance.emulator.clearRequests();
  expect(await changes({ omar: 'Haddad' })).toEqual([]);
  const described = instance.emulator.requests().filter(({ operation }) => operation === 'DescribeUser');
  expect(described).toHaveLength(1);
});
