import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { present } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { InputOf } from '../../connect/port.ts';
import { format } from '../../plan/model/address.ts';
import type { Change } from '../../plan/model/change.ts';
import { locate } from '../../plan/model/origin.ts';
import type { DesiredResource, LiveResource } from '../../plan/model/state.ts';
import { fieldOf, text, texts } from '../fields.ts';
import type { ManagedKind } from '../kind.ts';
import type { Calls } from '../operation.ts';
import { readOnce } from '../reading/recollect.ts';
import type { PredefinedAttributes } from './attributes.ts';
import { lookAgain, readAttributes } from './read.ts';
import { schema } from './schema.ts';
import { settleCreate } from './settle.ts';

const kind = 'predefinedAttribute';

/** Connect's own attributes. They come with the instance; values can be added to some of them. */
const isBuiltIn = (name: string): boolean => /^(connect|aws):/i.test(name);

export const predefinedAttribute: ManagedKind<PredefinedAttributes> = {
  name: kind,
  noun: 'predefined attribute',
  section: { key: 'predefinedAttributes', shape: 'list', schema },
  ownership: 'declared',
  counts: 'configuration',
  attributes: { values: { compareAs: 'set' } },
  /** Names are unique regardless of case (CreatePredefinedAttribute). */
  fold: (name) => name.toLowerCase(),
  references: () => [],
  parts: { noun: 'value', of: ({ values = [] }) => values },
  complete: (asked, live) =>
    asked.values ? { ...asked, values: [...new Set([...asked.values, ...(live.values ?? [])])] } : asked,
  takesAway: ({ after: { values } }) => values?.length === 0,
  builtIn: isBuiltIn,
  insteadOfRenaming: 'list the new name beside the old one, give it to the users, and remove the old one then',
  readAfter: [],
  needs: {
    names: {
      search: ['SearchPredefinedAttributes'],
      describe: ['ListPredefinedAttributes', 'DescribePredefinedAttribute'],
    },
    again: ['DescribePredefinedAttribute'],
    writes: ['CreatePredefinedAttribute', 'UpdatePredefinedAttribute'],
    deletes: ['DeletePredefinedAttribute'],
  },
  read: (reading) => readOnce(reading, () => readAttributes(reading)),
  declare: (entry) => [
    { key: text(fieldOf(entry, 'name')) ?? '', attributes: present({ values: texts(fieldOf(entry, 'values')) }) },
  ],
  describe: (live) =>
    live
      .filter(
        ({ address, attributes: { values = [] } }) =>
          !isReadOnly(address.key) && !(isBuiltIn(address.key) && values.length === 0),
      )
      .map(({ address, attributes: { values = [] } }) => ({
        name: address.key,
        values: [...values].sort(compareText),
      })),
  check: ({ desired, change }) => (desired && change ? checkOwn(desired, change) : []),
  operations,
  lookAgain,
  // Its name is all the identity it has; an attribute of Connect's own may begin with an update.
  identify: (_, { input }) => ({ id: (input as InputOf<'CreatePredefinedAttribute'>).Name ?? '', arn: '' }),
  settle: settleCreate,
};

/** AWS's administrator guide, "System predefined attributes". */
const system = ['connect:language', 'connect:subtype', 'connect:workloadtype'];
const isReadOnly = (name: string): boolean => name.toLowerCase() === 'connect:subtype';

function checkOwn({ address, origins }: DesiredResource, { action }: Change): readonly Diagnostic[] {
  const error = (code: Code, message: string): readonly Diagnostic[] => [
    { severity: 'error', code, message, source: locate(origins), address: format(address) },
  ];
  if (isReadOnly(address.key)) {
    return error(
      'read-only',
      `The values of ${address.key} are Amazon Connect's own and cannot be changed; leave it out.`,
    );
  }
  if (action === 'create' && isBuiltIn(address.key) && !system.includes(address.key.toLowerCase())) {
    const [prefix] = address.key.split(':');
    return error(
      'reserved-name',
      `Names that begin with ${prefix}: are Amazon Connect's own, and it has no ${address.key}; choose another name.`,
    );
  }
  return [];
}

function operations(change: Change<PredefinedAttributes>, live: LiveResource<PredefinedAttributes> | undefined): Calls {
  const { address } = change;
  const Name = address.key;
  const { values: now = [] } = live?.attributes ?? {};
  if (change.action === 'delete') {
    // Nothing marks it as ours: a value that was not in the plan is somebody's.
    if (lacks(change.before.values, now)) return { together: [] };
    return { call: 'DeletePredefinedAttribute', address, input: { Name }, onNotFound: 'done', onInUse: 'wait' };
  }
  const { values = [] } = change.after;
  if (change.action === 'create' && !isBuiltIn(Name)) {
    return { call: 'CreatePredefinedAttribute', address, input: { Name, Values: { StringList: [...values] } } };
  }
  const { values: before = [] } = change.action === 'update' ? change.before : {};
  const kept = before.filter((value) => values.includes(value));
  if (lacks(now, kept)) return { together: [] };
  // It replaces the values, those too that somebody has added since the plan; one that is in use is refused.
  const added = now.filter((value) => !before.includes(value) && !values.includes(value));
  const Values = { StringList: [...values, ...added] };
  return { call: 'UpdatePredefinedAttribute', address, input: { Name, Values }, onInUse: 'wait' };
}

const lacks = (all: readonly string[] = [], some: readonly string[] = []): boolean =>
  some.some((value) => !all.includes(value));
