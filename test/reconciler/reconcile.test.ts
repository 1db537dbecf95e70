/** Whole passes over a household: what is read, asked, sent and told of it. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Send } from '../../src/connect/port.ts';
import type { LookAgain } from '../../src/kinds/kind.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { SourceFacts } from '../../src/plan/model/person.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { makeMemory } from '../../src/reconciler/memory.ts';
import { asked, ours, pass, planOf, there } from '../support/household.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { addressOf, desiredState, found } from '../support/states.ts';

describe('a plan that is agreed to', () => {
  test('is made call by call, and all of it is told', async () => {
    const { outcome, sent, events } = await pass(asked, there);
    const plan = planOf(outcome);
    expect(plan.changes.map(({ action, address }) => `${action} ${address.key}`)).toEqual([
      ...['update Bo', 'update Rex', 'delete Tom', 'create attic'],
    ]);
    const made = { outcome: 'complete', failures: [], milliseconds: 0 } as const;
    const results = [
      { address: addressOf('pet/Bo'), action: 'update', adoption: true, done: ['ChangePet'], ...made },
      { address: addressOf('pet/Rex'), action: 'update', adoption: false, done: ['ChangePet'], ...made },
      { address: addressOf('pet/Tom'), action: 'delete', adoption: false, done: ['DropPet'], ...made },
      { address: addressOf('room/attic'), action: 'create', adoption: false, done: ['MakeRoom'], ...made },
    ];
    expect(outcome).toEqual({ type: 'applied', plan, results });
    expect(sent).toEqual([
      ...['DropPet id of pet/Tom', 'MakeRoom attic', 'ChangePet id of pet/Rex', 'ChangePet id of pet/Bo'],
    ]);
    expect(events.slice(0, 4)).toEqual([
      { type: 'read', kind: 'room', count: 2 },
      { type: 'read', kind: 'pet', count: 3 },
      { type: 'plan', plan },
      { type: 'applyBegins', calls: { ChangePet: 2, DropPet: 1, MakeRoom: 1 } },
    ]);
    const ended = events.flatMap((event) => (event.type === 'changeEnded' ? [event.result] : []));
    expect(new Set(ended)).toEqual(new Set(results));
  });
  test('is on record before its first call', async () => {
    const log: unknown[] = [];
    const journal = {
      begin: async (plan: Plan, calls: object) => void log.push(plan.changes.length, calls),
      attempt: async ({ call }: { readonly call: string }) => void log.push(call),
    };
    await pass({ 'pet/Rex': {} }, {}, { ports: { journal } });
    expect(log).toEqual([1, { MakePet: 1 }, 'MakePet']);
  });
  test('is not made where it cannot be recorded', async () => {
    const journal = { begin: () => Promise.reject(new Error('The disk is full.')), attempt: async () => {} };
    const sent: string[] = [];
    const send = (async (call: string) => void sent.push(call)) as Send;
    await expect(pass(asked, there, { ports: { journal, send } })).rejects.toThrow('The disk is full.');
    expect(sent).toEqual([]);
  });
  test('is made without what waits for later', async () => {
    const postponed = ({ action }: { readonly action: string }) => action === 'delete';
    const { outcome, sent, events } = await pass(asked, there, { wanted: { postponed } });
    expect(planOf(outcome).changes).toHaveLength(4);
    expect(outcome).toMatchObject({ results: [{}, {}, {}] });
    expect(sent).toEqual(['MakeRoom attic', 'ChangePet id of pet/Rex', 'ChangePet id of pet/Bo']);
    expect(events[3]).toEqual({ type: 'applyBegins', calls: { ChangePet: 2, MakeRoom: 1 } });
  });
  test('is remembered as what this process has touched: by id what is there, by name what is made', async () => {
    const memory = makeMemory();
    const { outcome } = await pass(asked, there, { ports: { memory } });
    expect(outcome.type).toBe('applied');
    expect([...memory.of('pet').touched]).toEqual(['id of pet/Bo', 'id of pet/Rex', 'id of pet/Tom']);
    expect([...memory.of('room').touched]).toEqual(['attic']);
  });
  test('is not made of what a look right before shows to be somebody else’s', async () => {
    const theirs = found(addressOf('pet/Rex'), { tags: { [ownerTag]: 'them' } });
    const lookAgain: LookAgain = { calls: () => ['DescribeUser'], read: async () => theirs };
    const { outcome, sent } = await pass(
      { 'pet/Rex': { chip: 1, room: 'den' } },
      { 'room/den': {}, 'pet/Rex': ours() },
      { more: { pet: { lookAgain } } },
    );
    const skipped = { type: 'overtaken', why: 'it is managed by "them" by now' };
    expect(outcome).toMatchObject({ results: [{ outcome: 'skipped', done: [], skipped }] });
    expect(sent).toEqual([]);
  });
});

describe('nothing is sent', () => {
  const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

  test('where the plan is declined', async () => {
    const { outcome, sent, events } = await pass(asked, there, { approve: () => false });
    expect(outcome).toEqual({ type: 'declined', plan: planOf(outcome) });
    expect(sent).toEqual([]);
    expect(types(events)).toEqual(['read', 'read', 'plan']);
  });
  test('where a safety rule refuses the plan, even if somebody agrees to it', async () => {
    const shown: Plan[] = [];
    const approve = (plan: Plan) => shown.push(plan) > 0;
    const limits = { delete: { type: 'count', count: 0 } } as const;
    const { outcome, sent, events } = await pass(asked, there, { policy: { limits }, approve });
    expect(outcome).toEqual({ type: 'refused', plan: planOf(outcome) });
    expect(shown).toEqual([planOf(outcome)]);
    expect(sent).toEqual([]);
    expect(types(events)).toEqual(['read', 'read', 'plan']);
  });
  test('where something is wrong with what Amazon Connect has', async () => {
    const approve = () => {
      throw new Error('Nobody is asked.');
    };
    const { outcome, events } = await pass({ 'pet/Rex': { room: 'attic' } }, { 'room/den': {} }, { approve });
    expect(outcome).toEqual({
      type: 'invalid',
      diagnostics: [
        {
          severity: 'error',
          code: 'unknown-name',
          message: 'There is no room "attic" in this instance; there is only "den".',
          source: { file: 'x.yaml', line: 1, column: 2 },
          address: 'pet/Rex',
        },
      ],
    });
    expect(types(events)).not.toContain('plan');
  });
});

describe('nothing is read', () => {
  const error = (message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
    ...{ severity: 'error', code: 'unknown-key', message },
    ...more,
  });

  test('where the files are wrong, which is told in the order of the files', async () => {
    const [first, second] = ['b.yaml', 'a.yaml'].map((file) =>
      error(`In ${file}.`, { source: { file, line: 1, column: 1 } }),
    ) as [Diagnostic, Diagnostic];
    const wanted = { diagnostics: [second, first], files: ['b.yaml', 'a.yaml'] };
    const { outcome, events } = await pass(asked, there, { wanted });
    expect(outcome).toEqual({ type: 'invalid', diagnostics: [first, second] });
    expect(events).toEqual([]);
  });
  test('where an export is older than it may be', async () => {
    const at = { file: 'x.yaml', line: 3, column: 5 };
    const hour = 3_600_000;
    const source: SourceFacts = {
      ...{ file: 'hr.json', at, age: { made: 0, maxAge: 24 * hour, at } },
      ...{ blanks: { type: 'count' as const, count: 0 }, samePerson: new Set<string>(), leftOut: new Set<string>() },
    };
    const passAt = (now: number) => pass(asked, there, { wanted: { sources: [source] }, clock: makeManualClock(now) });
    const { outcome, events } = await passAt(48 * hour);
    expect(outcome).toEqual({
      type: 'invalid',
      diagnostics: [
        {
          severity: 'error',
          code: 'stale-export',
          message: 'The export hr.json is 2 d old; expect.maxAge allows 1 d.',
          source: at,
        },
      ],
    });
    expect(events).toEqual([]);
    expect((await passAt(24 * hour)).outcome.type).toBe('applied');
  });
  test('before it is known that what looks wrong is what Amazon Connect has', async () => {
    const unlessLive = [{ kind: 'pet', key: 'Bo', path: ['room'], value: 'den' }];
    const wrong = error('A pet cannot live there.', { unlessLive });
    const outcomeOf = async (wrong: Diagnostic) =>
      (await pass(asked, there, { wanted: { diagnostics: [wrong] } })).outcome;
    expect((await outcomeOf(wrong)).type).toBe('applied');
    const other = { ...wrong, unlessLive: [{ ...unlessLive[0], value: 'attic' }] } as Diagnostic;
    expect(await outcomeOf(other)).toEqual({ type: 'invalid', diagnostics: [other] });
  });
});

test('who approves a plan can ask what would be planned if Amazon Connect were otherwise', async () => {
  const noon = 43_200_000;
  const desired = new Map(
    [...desiredState({ 'room/den': {}, 'pet/Rex': { room: 'hall' }, 'pet/Bo': {} })].map(([key, one]) => [
      key,
      { ...one, period: { from: noon } },
    ]),
  );
  const plans: unknown[] = [];
  await pass(asked, there, {
    wanted: { desired, asOf: noon },
    approve(plan, imagine) {
      const changes = imagine((live) => new Map([...live].filter(([key]) => key !== 'pet/tom' && key !== 'pet/bo')));
      for (const some of [plan.changes, changes])
        plans.push(some.map(({ action, address }) => `${action} ${address.key}`));
      return false;
    },
  });
  expect(plans).toEqual([
    ['update Bo', 'update Rex', 'delete Tom'],
    ['create Bo', 'update Rex'],
  ]);
});
