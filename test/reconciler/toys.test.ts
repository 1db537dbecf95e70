/** Kinds that the program has never heard of, which only a list of kinds names, are read from a file, planned, guarded, ordered, applied, and then there is nothing left to do. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { composeSchema } from '../../src/config/schema/compose.ts';
import { makeSchema } from '../../src/config/schema/schema.ts';
import type { Instance } from '../../src/connect/port.ts';
import { format } from '../../src/plan/model/address.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import { nothingRecent } from '../../src/plan/safety/limits.ts';
import { type Outcome, reconcile, type Wanted } from '../../src/reconciler/reconcile.ts';
import { memory } from '../config/memory.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { makeToyBox, makeToys } from '../support/toys.ts';
import { noSecrets } from '../support/work.ts';

const instance: Instance = { id: 'i', arn: 'a', region: 'us-west-2', identityManagement: 'SAML' };

/** The sections of a file, as they would be written. */
type Sections = { readonly [section: string]: Json };

function start(given: Parameters<typeof makeToyBox>[0] = []) {
  const box = makeToyBox(given);
  const kinds = makeToys(box.things);
  const rules = new Map(kinds.map((kind) => [kind.name, kind]));
  const schema = makeSchema(kinds, composeSchema(kinds, []));
  const clock = makeManualClock();

  async function pass(
    sections: Sections,
    more: Partial<Wanted> & { readonly limits?: Partial<Policy> } = {},
  ): Promise<Outcome> {
    const { limits, ...others } = more;
    // JSON is YAML.
    const file = JSON.stringify({ version: 1, instance: { alias: 'toys' }, owner: 'us', ...sections });
    const configuration = await loadConfiguration('toys.yaml', schema, memory({ 'toys.yaml': file }));
    expect(configuration.diagnostics).toEqual([]);
    const wanted: Wanted = {
      ...configuration,
      policy: { ...defaultPolicy, removed: 'delete', ...limits },
      ...others,
    };
    const ports = {
      ...{ instance, send: box.send, clock, kinds, rules, secrets: noSecrets },
      emit: () => {},
      pace: () => ({ perSecond: 1000, atOnce: 1 }),
      readCalls: () => ({}),
      recentChanges: () => nothingRecent,
      signal: new AbortController().signal,
    };
    return clock.run(reconcile(wanted, ports, async () => true));
  }

  /** Applies, and asserts that there is nothing left to do then. */
  async function converge(sections: Sections, more: Parameters<typeof pass>[1] = {}): Promise<readonly string[]> {
    box.sent.length = 0;
    const outcome = await pass(sections, more);
    if (outcome.type !== 'applied') throw new Error(JSON.stringify(outcome));
    expect(outcome.results.filter((one) => one.outcome !== 'complete')).toEqual([]);
    const sent = [...box.sent];
    const again = await pass(sections, more);
    expect(again).toMatchObject({ type: 'applied', plan: { changes: [] } });
    return sent;
  }
  const keys = (): readonly string[] =>
    box
      .things()
      .map(({ kind, key }) => format({ kind, key }))
      .sort();
  return { pass, converge, keys, box };
}

const generous: Partial<Policy> = { configurationLimits: {} };

describe('a tree', () => {
  const tree = { branches: { Seattle: { Alpha: {}, Beta: {} }, Dublin: { Alpha: {} } } };

  test('is made from the top down, and the same name in two places is two resources', async () => {
    const { converge, keys } = start();
    const sent = await converge(tree);
    expect(sent.indexOf('MakeToy Seattle')).toBeLessThan(sent.indexOf('MakeToy Seattle/Alpha'));
    expect(sent.indexOf('MakeToy Dublin')).toBeLessThan(sent.indexOf('MakeToy Dublin/Alpha'));
    expect(keys()).toEqual([
      ...['branch/Dublin', 'branch/Dublin/Alpha', 'branch/Seattle', 'branch/Seattle/Alpha', 'branch/Seattle/Beta'],
    ]);
  });
  test('is deleted from the bottom up, also where Connect takes a while to notice', async () => {
    const { converge, keys, box } = start();
    await converge(tree);
    box.lag(box.things().find(({ key }) => key === 'Seattle')?.id ?? '', 3);
    const sent = await converge({ branches: { Dublin: { Alpha: {} } } }, { limits: generous });
    expect(sent.at(-1)).toBe('DropToy Seattle');
    expect(sent.filter((one) => one === 'DropToy Seattle')).toHaveLength(4);
    expect(keys()).toEqual(['branch/Dublin', 'branch/Dublin/Alpha']);
  });
  test('does not lose a large part of it at once', async () => {
    const { converge, pass, box } = start();
    await converge(tree);
    const outcome = await pass({ branches: { Dublin: {} } });
    expect(outcome).toMatchObject({ type: 'refused' });
    expect(outcome.type === 'refused' && outcome.plan.safety.find(({ result }) => result === 'fail')).toMatchObject({
      rule: 'configurationLimits.delete',
      value: 4,
    });
    expect(box.things()).toHaveLength(5);
  });
  test('is renamed with all that is below', async () => {
    const { converge, keys } = start();
    await converge(tree);
    const renamed = [{ kind: 'branch', from: 'Seattle', to: 'Puget Sound', source: { file: 'x', line: 1, column: 1 } }];
    const { Seattle, Dublin } = tree.branches;
    const after = { branches: { 'Puget Sound': Seattle, Dublin } };
    expect(await converge(after, { renamed })).toEqual(['ChangeToy Seattle']);
    expect(keys()).toContain('branch/Puget Sound/Alpha');
  });
});

describe('a single resource', () => {
  const day = { kind: 'calendar', name: '', attributes: { days: { mon: 'open', sun: 'closed' } } };
  test('is changed in place, and what it does not list is removed', async () => {
    const { converge, box } = start([day]);
    expect(await converge({ calendar: { days: { mon: 'closed' } } })).toEqual(['ChangeToy ']);
    expect(box.things()).toMatchObject([{ attributes: { days: { mon: 'closed' } } }]);
  });
  test('has an address without a name', async () => {
    const outcome = await start([day]).pass({ calendar: { days: {} } });
    expect(outcome.type === 'applied' && outcome.plan.changes.map(({ address }) => format(address))).toEqual([
      'calendar',
    ]);
  });
});

describe('what cannot be tagged', () => {
  const word = (name: string) => ({ kind: 'word', name, attributes: {} });
  test('is made without a mark, and is then as it should be', async () => {
    const { converge } = start();
    expect(await converge({ words: [{ name: 'a', meaning: 1 }] })).toEqual(['MakeToy a']);
  });
  test('stays where it is not listed, unless its own section says delete', async () => {
    const { converge, keys } = start([word('a'), word('b')]);
    expect(await converge({ words: [{ name: 'a' }] })).toEqual([]);
    const removed = new Map([['word', 'delete' as const]]);
    expect(await converge({ words: [{ name: 'a' }] }, { limits: { ...generous, removed } })).toEqual(['DropToy b']);
    expect(keys()).toEqual(['word/a']);
  });
});

test('what cannot be deleted refuses the plan, and nothing is written', async () => {
  const { converge, pass, box } = start();
  await converge({ vaults: [{ name: 'main' }, { name: 'spare' }] });
  box.sent.length = 0;
  const outcome = await pass({ vaults: [{ name: 'main' }] });
  expect(outcome).toMatchObject({ type: 'invalid', diagnostics: [{ code: 'still-used' }] });
  expect(box.sent).toEqual([]);
});

test('what is there already is marked, once', async () => {
  const { converge } = start([{ kind: 'vault', name: 'main', attributes: {} }]);
  expect(await converge({ vaults: [{ name: 'main' }] })).toEqual(['TagToy main']);
});
