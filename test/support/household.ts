/** The toys of `states.ts` as kinds that are read, written and planned, and whole passes over them. */
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Instance, Send } from '../../src/connect/port.ts';
import type { ManagedKind, Reading } from '../../src/kinds/kind.ts';
import { type Calls, idOf, type Operation } from '../../src/kinds/operation.ts';
import type { Imagine } from '../../src/plan/compare/review.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes, LiveState } from '../../src/plan/model/state.ts';
import { nothingRecent } from '../../src/plan/safety/limits.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { type Outcome, type Ports, reconcile, type Wanted } from '../../src/reconciler/reconcile.ts';
import { type ManualClock, makeManualClock } from './manual-clock.ts';
import { desiredState, liveState, rules as toyRules } from './states.ts';
import { noSecrets } from './work.ts';

export type Table = { readonly [address: string]: Attributes };

/** More of some of the kinds, by their names. */
export type More = { readonly [kind: string]: Partial<ManagedKind> };

export const instance: Instance = { id: 'i', arn: 'a', region: 'us-west-2', identityManagement: 'SAML' };

/** These attributes, with the mark of the configuration `us`. */
export const ours = (attributes: Attributes = {}): Attributes => ({ ...attributes, tags: { [ownerTag]: 'us' } });

/** One call that makes a change of the household. The real client has no such call. */
export const operation = (call: string, { address }: Pick<Change, 'address'>, input: object): Operation =>
  ({ call, address, input }) as unknown as Operation;

/** `MakePet`, `ChangePet` and `DropPet`, each a single call. */
function calls(change: Change): Calls {
  const { kind, key } = change.address;
  const name = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  switch (change.action) {
    case 'create':
      return operation(`Make${name}`, change, { Key: key });
    case 'update':
      return operation(`Change${name}`, change, { Id: idOf(kind, key) });
    case 'delete':
      return operation(`Drop${name}`, change, { Id: idOf(kind, key) });
  }
}

/** The kinds room, weather and pet, which read what there is. A pet is read after the rooms, whose names it has. */
export function makeHousehold(live: LiveState = new Map(), more: More = {}): readonly ManagedKind[] {
  const managed = (kind: KindRules): ManagedKind => ({
    ...kind,
    section: { key: `${kind.name}s`, shape: 'list', schema: { section: { title: '', description: '' } } },
    readAfter: kind.name === 'pet' ? ['room'] : [],
    needs: { names: { search: [], describe: [] } },
    read: async (_: Reading) => [...live.values()].filter(({ address }) => address.kind === kind.name),
    declare: () => [],
    describe: () => null,
    check: () => [],
    operations: calls,
    identify: (output) => ('Id' in output ? { id: String(output.Id), arn: `arn of ${output.Id}` } : undefined),
    ...more[kind.name],
  });
  return [...toyRules.values()].map(managed);
}

export const rulesOf = (kinds: readonly ManagedKind[]): Rules => new Map(kinds.map((kind) => [kind.name, kind]));

/** What a pass is asked for and given besides what is asked of the household and what there is. */
export interface PassOptions {
  readonly wanted?: Partial<Wanted>;
  readonly policy?: Partial<Policy>;
  readonly more?: More;
  readonly ports?: Partial<Ports>;
  readonly clock?: ManualClock;
  readonly approve?: (plan: Plan, imagine: Imagine) => boolean;
}

/** One pass for the configuration `us`, whose plan is agreed to and whose calls all succeed. */
export async function pass(asked: Table, there: Table, options: PassOptions = {}) {
  const { wanted, policy, more = {}, ports, clock = makeManualClock(), approve = () => true } = options;
  const live = liveState(there);
  const kinds = makeHousehold(live, more);
  const sent: string[] = [];
  const events: Event[] = [];
  const send = (async (call: string, input: object, given) => {
    await given?.before?.();
    sent.push(`${call} ${Object.values(input).join(' ')}`);
    return { Id: `id ${sent.length}` };
  }) as Send;
  const outcome = await clock.run(
    reconcile(
      {
        desired: desiredState(asked),
        owner: 'us',
        managed: new Set(['room', 'pet']),
        policy: { ...defaultPolicy, keepAtLeast: new Map(), removed: 'delete', ...policy },
        diagnostics: [],
        ...wanted,
      },
      {
        ...{ instance, send, clock, kinds, rules: rulesOf(kinds), secrets: noSecrets },
        emit: (event) => void events.push(event),
        pace: () => ({ perSecond: 2, atOnce: 4 }),
        readCalls: () => ({}),
        recentChanges: () => nothingRecent,
        signal: new AbortController().signal,
        ...ports,
      },
      async (plan, imagine) => approve(plan, imagine),
    ),
  );
  return { outcome, sent, events };
}

/** The plan of an outcome that has one. */
export function planOf(outcome: Outcome): Plan {
  if (outcome.type === 'invalid') throw new Error(outcome.diagnostics.map(({ message }) => message).join('\n'));
  return outcome.plan;
}

export const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

/** A household as the files ask for it, and as it is: something of every sort is to be done. */
export const asked: Table = {
  'room/den': {},
  'room/attic': { inside: 'den' },
  'pet/Rex': { room: 'attic' },
  'pet/Bo': {},
};
export const there: Table = {
  'room/hall': {},
  'room/den': ours(),
  'pet/Rex': ours({ room: 'den' }),
  'pet/Bo': { room: 'den' },
  'pet/Tom': ours({ room: 'den' }),
};
