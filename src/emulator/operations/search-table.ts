import type { ControlPlaneTagFilter } from '@aws-sdk/client-connect';
import type { Call } from '../rules/call.ts';
import { type Criteria, type Fields, type Leaves, matchesCriteria, matchesTags, type Test } from '../rules/search.ts';
import type { Resource, Table } from '../state/table.ts';

export interface Described {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
}

/** The fields that most searches know. */
export const DESCRIBED: Fields<Described> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  resourceID: ({ id }) => id,
};

export interface SearchInput {
  readonly SearchCriteria?: Criteria | undefined;
  readonly SearchFilter?: { readonly TagFilter?: ControlPlaneTagFilter | undefined } | undefined;
}

export interface Subject<T extends Resource> {
  readonly table: Pick<Table<T>, 'values'>;
  readonly fields: Fields<T>;
  readonly leaves?: Leaves<T>;
  /** What a filter other than a TagFilter lets through. */
  readonly filter?: Test<T>;
}

/** The page of a search that a call asks for, with what it answers besides the items. */
export function searchTable<T extends Resource>(
  { page }: Call,
  { SearchCriteria, SearchFilter }: SearchInput,
  { table, fields, leaves = {}, filter = () => true }: Subject<T>,
) {
  const wanted = matchesCriteria(SearchCriteria, fields, leaves);
  const tagged = matchesTags(SearchFilter?.TagFilter);
  const found = [...table.values()].filter((item) => wanted(item) && tagged(item) && filter(item));
  const { items, NextToken } = page(found, ({ order }) => order);
  return { items, NextToken, ApproximateTotalCount: found.length };
}
