/** What becomes of somebody who is parked, as the main file says it. */
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { memory, print } from './memory.ts';

const head = 'version: 1\ninstance: { alias: acme }\n';
const load = (body: string) =>
  loadConfiguration('connect-sync.yaml', standardSchema, memory({ 'connect-sync.yaml': head + body }));
const parked = 'parked: { routingProfile: Nowhere, securityProfiles: [Nobody] }\n';
const days = (count: number): number => count * 86_400_000;

describe('with the section parked', () => {
  test('an account has what it says, for 30 days in UTC', async () => {
    const { policy, diagnostics } = await load(`${parked}owner: hr\npolicy: { removed: park }`);
    expect(diagnostics).toEqual([]);
    const { attributes, parkFor, zone } = policy.parking!;
    expect(attributes).toEqual({ routingProfile: 'Nowhere', securityProfiles: ['Nobody'] });
    expect({ parkFor, zone }).toEqual({ parkFor: days(30), zone: 'UTC' });
  });
  test('an account has it for as long as the policy says, in the time zone of the files', async () => {
    const { policy } = await load(`${parked}timeZone: Europe/Dublin\npolicy: { removed: park, parkFor: 7d }`);
    expect(policy.parking).toMatchObject({ parkFor: days(7), zone: 'Europe/Dublin' });
  });
  test('nothing needs to be parked', async () => {
    const { policy, diagnostics } = await load(parked);
    expect(diagnostics).toEqual([]);
    expect(policy.parking?.parkFor).toBe(days(30));
  });
  test('its attributes are known by where they are written', async () => {
    const { policy } = await load(`${parked}owner: hr\npolicy: { removed: park }`);
    expect(policy.parking?.origins).toMatchObject({
      type: 'entry',
      path: ['parked'],
      source: { file: 'connect-sync.yaml' },
    });
  });
});

test.each([
  [
    'owner: hr\npolicy: { removed: park }',
    [
      'connect-sync.yaml:4:20 no-parking policy.removed: park needs the section parked: what an account without access has, written as a role is.',
    ],
  ],
  ['owner: hr\npolicy: { removed: delete }', []],
  ['users: []', []],
])('without it, %s is told %j', async (body, told) => {
  const { policy, diagnostics } = await load(body);
  expect(diagnostics.map(print)).toEqual(told);
  expect(policy.parking).toBeUndefined();
});

test('a section that is wrong is told once, and its absence is not', async () => {
  const { policy, diagnostics } = await load('owner: hr\nparked: { routingProfil: X }\npolicy: { removed: park }');
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-key']);
  expect(policy.parking).toBeUndefined();
});

test('a policy that parks people without an owner parks nobody, which is told', async () => {
  const { diagnostics } = await load(`${parked}policy: { removed: park }`);
  expect(diagnostics.map(print)).toEqual([
    'connect-sync.yaml:4:20 nothing-in-scope policy.removed: park does nothing here: without an owner nobody carries the mark of this configuration; set owner, or policy.scope.',
  ]);
});
