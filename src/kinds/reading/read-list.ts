import type { InputOf, OutputOf } from '../../connect/port.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import type { Reading } from '../kind.ts';
import { pages, readWhole } from './paging.ts';
import { readOnce } from './recollect.ts';

interface ListedResource {
  readonly Id?: string | undefined;
  readonly Arn?: string | undefined;
  readonly Name?: string | undefined;
}

/** Reads a kind of which only id, ARN and name are needed. The largest page is 1,000. */
export function readList<C extends 'ListQueues' | 'ListRoutingProfiles'>(
  { kind, call, input }: { readonly kind: string; readonly call: C; readonly input?: InputOf<C> },
  reading: Reading,
  listOf: (page: OutputOf<C>) => readonly ListedResource[] | undefined,
): Promise<readonly LiveResource[]> {
  const { send, signal } = reading;
  const readAll = async (): Promise<readonly LiveResource[]> => {
    const live: LiveResource[] = [];
    for await (const page of pages(send, call, { ...input, MaxResults: 1000 }, { signal })) {
      for (const { Id, Arn, Name } of listOf(page) ?? []) {
        if (Id === undefined || Name === undefined) continue;
        live.push({ address: { kind, key: Name }, id: Id, arn: Arn ?? '', attributes: {}, carried: {} });
      }
    }
    return live;
  };
  return readOnce(reading, () => readWhole(readAll));
}
