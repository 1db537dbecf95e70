/**
 * Made-up kinds that can be managed, one for each way in which a kind can differ from a user, and a make-believe Connect
 * that keeps them. Nothing of the program knows them: they show what a kind's folder has to say, and that it is enough.
 */
import { CallError, type FailureClass } from '../../src/base/errors.ts';
import { isMap, type Json } from '../../src/base/json.ts';
import type { Send } from '../../src/connect/port.ts';
import type { Declared, ManagedKind } from '../../src/kinds/kind.ts';
import { arnOf, type Calls, idOf, type Operation } from '../../src/kinds/operation.ts';
import type { JsonSchema } from '../../src/kinds/section.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { merge } from '../../src/plan/model/merge.ts';
import type { Attributes, LiveResource } from '../../src/plan/model/state.ts';

/** What the make-believe Connect has of one thing, which is known by its name and the id of what it is inside of. */
interface Stored {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly inside: string | undefined;
  readonly attributes: Attributes;
}

/** The same as it is read: by its whole path. */
export interface Thing extends Omit<Stored, 'name'> {
  readonly key: string;
}

/** Calls of the make-believe Connect. They are none that the real client has. */
type ToyCall = 'MakeToy' | 'ChangeToy' | 'TagToy' | 'DropToy';

const operation = (call: ToyCall, address: Operation['address'], input: object): Operation =>
  ({ call, address, input }) as unknown as Operation;

/** The calls of any toy: made, changed and dropped by one call each, its tags set by another. */
function calls(change: Change, live: LiveResource | undefined): Calls {
  const { address } = change;
  const at = { Id: idOf(address.kind, address.key) };
  const parent = parentOf(address.key);
  const inside = parent === undefined ? {} : { Inside: idOf(address.kind, parent) };
  switch (change.action) {
    case 'create':
      return operation('MakeToy', address, {
        Kind: address.kind,
        Key: address.key,
        ...inside,
        Attributes: change.after,
      });
    case 'update': {
      const { tags, ...rest } = merge(live?.attributes ?? {}, change.after);
      const changed = Object.keys(change.after).some((name) => name !== 'tags');
      return {
        inOrder: [
          ...(changed ? [operation('ChangeToy', address, { ...at, Key: address.key, Attributes: rest })] : []),
          ...(Object.hasOwn(change.after, 'tags')
            ? [operation('TagToy', address, { Arn: arnOf(address.kind, address.key), Tags: tags })]
            : []),
        ],
      };
    }
    case 'delete':
      return { ...operation('DropToy', address, at), onNotFound: 'done', onInUse: 'wait' };
  }
}

const parentOf = (key: string): string | undefined =>
  key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : undefined;
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

function toy(name: string, things: () => readonly Thing[], more: Partial<ManagedKind>): ManagedKind {
  return {
    name,
    noun: name,
    ownership: 'tag',
    counts: 'configuration',
    section: { key: `${name}s`, shape: 'list', schema: schemaOf({ type: 'array', items: { type: 'object' } }) },
    attributes: {},
    fold: (key) => key,
    references: () => [],
    readAfter: [],
    needs: { names: { search: [], describe: [] } },
    read: async () =>
      things()
        .filter(({ kind }) => kind === name)
        .map(({ kind, key, id, attributes }) => ({
          address: { kind, key },
          id,
          arn: `arn:${id}`,
          attributes,
          carried: {},
        })),
    declare(entry) {
      const { name: key, ...attributes } = entry as Attributes;
      return [{ key: String(key), attributes }];
    },
    describe: (live) => live.map(({ address, attributes }) => ({ name: address.key, ...attributes })),
    check: () => [],
    operations: calls,
    ...more,
  };
}

const schemaOf = (section: JsonSchema) => ({
  section: { title: 'Toys', description: 'Made up for a test.', ...section },
});

const identify = (output: object) => ('Id' in output ? { id: String(output.Id), arn: `arn:${output.Id}` } : undefined);

/** The branches of a tree of maps: `{ a: { b: {} } }` is `a` and `a/b`. */
function branches(tree: Json, above: readonly string[] = []): readonly Declared[] {
  if (!isMap(tree)) return [];
  return Object.entries(tree).flatMap(([name, below]) => {
    const at = [...above, name];
    return [{ key: at.join('/'), attributes: insideOf(at), at }, ...branches(below, at)];
  });
}

const insideOf = (at: readonly string[]): Attributes => (at.length > 1 ? { inside: at.slice(0, -1).join('/') } : {});

/** The kinds over one make-believe Connect. */
export function makeToys(things: () => readonly Thing[]): readonly ManagedKind[] {
  return [
    /** A tree; each branch points at the one above it. */
    toy('branch', things, {
      section: { key: 'branches', shape: 'tree', schema: schemaOf({ type: 'object' }) },
      identify,
      references: ({ inside }) =>
        typeof inside === 'string' ? [{ path: ['inside'], address: { kind: 'branch', key: inside } }] : [],
      rename: (key, { from, to }) =>
        key === from ? to : key.startsWith(`${from}/`) ? `${to}${key.slice(from.length)}` : undefined,
      declare: (entry) => branches(entry),
      describe: () => ({}),
    }),
    /** One thing, without a name, that is changed and never made or dropped. */
    toy('calendar', things, {
      section: { key: 'calendar', shape: 'single', schema: schemaOf({ type: 'object' }) },
      ownership: 'declared',
      attributes: { days: { compareAs: 'exactMap' } },
      declare: (entry) => [{ key: '', attributes: entry as Attributes }],
      describe: ([one]) => one?.attributes ?? {},
    }),
    /** Cannot be tagged, and nothing says what id a call has made. */
    toy('word', things, { ownership: 'declared' }),
    /** Cannot be deleted, and says so. */
    toy('vault', things, {
      identify,
      check: ({ change }) =>
        change?.action === 'delete'
          ? [
              {
                severity: 'error',
                code: 'still-used',
                message: `The vault ${change.address.key} cannot be deleted.`,
              },
            ]
          : [],
    }),
  ];
}

/** A make-believe Connect: it refuses what does not fit, so that a wrong order of calls shows. */
export function makeToyBox(given: readonly Pick<Stored, 'kind' | 'name' | 'attributes'>[] = []) {
  const things = new Map<string, Stored>(
    given.map((one, index) => [`g${index}`, { ...one, id: `g${index}`, inside: undefined }]),
  );
  const sent: string[] = [];
  /** Ids that count as in use for so many more attempts. */
  const lagging = new Map<string, number>();
  const refuse = (call: string, failure: FailureClass, error: string): never => {
    throw new CallError({ call, error, message: error, failure, attempts: 1, uncertain: false });
  };
  const keyOf = ({ name, inside }: Stored): string => {
    const above = inside === undefined ? undefined : things.get(inside);
    return above ? `${keyOf(above)}/${name}` : name;
  };
  const read = (one: Stored): Thing => {
    const key = keyOf(one);
    return { ...one, key, attributes: { ...one.attributes, ...insideOf(key.split('/')) } };
  };
  const thing = (call: string, id: unknown): Stored =>
    things.get(String(id)) ?? refuse(call, 'not-found', 'ResourceNotFoundException');

  const answers: { readonly [C in ToyCall]: (input: { readonly [name: string]: unknown }) => object } = {
    MakeToy({ Kind, Key, Inside, Attributes: attributes }) {
      if (Inside !== undefined) thing('MakeToy', Inside);
      const id = `i${sent.length}`;
      const inside = Inside === undefined ? undefined : String(Inside);
      things.set(id, {
        kind: String(Kind),
        name: nameOf(String(Key)),
        id,
        inside,
        attributes: attributes as Attributes,
      });
      return { Id: id };
    },
    ChangeToy({ Id, Key, Attributes: attributes }) {
      const { tags = {} } = thing('ChangeToy', Id).attributes;
      const { name: _, ...rest } = attributes as Attributes;
      things.set(String(Id), { ...thing('ChangeToy', Id), name: nameOf(String(Key)), attributes: { ...rest, tags } });
      return {};
    },
    TagToy({ Arn, Tags }) {
      const one = thing('TagToy', String(Arn).slice('arn:'.length));
      things.set(one.id, { ...one, attributes: { ...one.attributes, tags: Tags as Json } });
      return {};
    },
    DropToy({ Id }) {
      const left = lagging.get(String(Id)) ?? 0;
      lagging.set(String(Id), left - 1);
      const isUsed = [...things.values()].some(({ inside }) => inside === Id);
      if (isUsed || left > 0) return refuse('DropToy', 'in-use', 'ResourceInUseException');
      thing('DropToy', Id);
      things.delete(String(Id));
      return {};
    },
  };
  const send = (async (call: string, input: { readonly [name: string]: unknown }, options) => {
    await options?.before?.();
    const about = things.get(String(input['Id'] ?? String(input['Arn']).slice('arn:'.length)));
    sent.push(`${call} ${about ? keyOf(about) : input['Key']}`);
    return answers[call as ToyCall](input);
  }) as Send;
  return {
    send,
    sent,
    things: () => [...things.values()].map(read),
    lag: (id: string, attempts: number) => lagging.set(id, attempts),
  };
}
