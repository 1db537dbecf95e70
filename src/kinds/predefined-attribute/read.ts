import type { PredefinedAttribute, PredefinedAttributeValues } from '@aws-sdk/client-connect';
import { failedAs } from '../../base/errors.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import type { LookAgain, Reading } from '../kind.ts';
import { pages, readWhole } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../reading/search.ts';
import type { PredefinedAttributes } from './attributes.ts';

type FoundAttribute = Pick<PredefinedAttribute, 'Name' | 'Values'>;

export async function readAttributes(reading: Reading): Promise<readonly LiveResource<PredefinedAttributes>[]> {
  const found = await searchOrDescribe(reading, 'SearchPredefinedAttributes', {
    search: () => searchAttributes(reading),
    describe: () => describeAttributes(reading),
  });
  return found.flatMap(({ Name, Values }) => (Name === undefined ? [] : [toLive(Name, Values)]));
}

/** A predefined attribute has no id and no ARN: its name is all there is. */
const toLive = (name: string, values: PredefinedAttributeValues | undefined): LiveResource<PredefinedAttributes> => ({
  address: { kind: 'predefinedAttribute', key: name },
  id: name,
  arn: '',
  attributes: { values: values?.StringList ?? [] },
  carried: {},
});

const searchAttributes = (reading: Reading): Promise<readonly FoundAttribute[]> =>
  readWhole(async () => {
    const search = { call: 'SearchPredefinedAttributes', input: { MaxResults: 100 } } as const;
    const result = await searchOnce(reading, search, ({ PredefinedAttributes }) =>
      PredefinedAttributes?.map((one) => ({ ...one, Id: one.Name })),
    );
    if (result.found.size < result.total) throw comesShort(search.call, result);
    return [...result.found.values()];
  });

/** The list has no values, so each attribute is described. */
async function describeAttributes(reading: Reading): Promise<readonly FoundAttribute[]> {
  const { send, signal } = reading;
  const names = await readWhole(async () => {
    const listed: string[] = [];
    for await (const page of pages(send, 'ListPredefinedAttributes', { MaxResults: 100 }, { signal })) {
      for (const { Name } of page.PredefinedAttributeSummaryList ?? []) if (Name !== undefined) listed.push(Name);
    }
    return listed;
  });
  reading.announce('DescribePredefinedAttribute', names.length);
  const described = await inParallel(names, (name) => describe(name, reading));
  return described.filter((one) => one !== undefined);
}

/** `undefined` where there is none of this name, or not any more. */
async function describe(
  Name: string,
  { send, signal }: Pick<Reading, 'send' | 'signal'>,
): Promise<FoundAttribute | undefined> {
  try {
    return (await send('DescribePredefinedAttribute', { Name }, { signal })).PredefinedAttribute;
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}

export const lookAgain: LookAgain<PredefinedAttributes> = {
  calls: () => ['DescribePredefinedAttribute'],
  async read({ id }, looking) {
    const found = await describe(id, looking);
    return found && toLive(found.Name ?? id, found.Values);
  },
};
