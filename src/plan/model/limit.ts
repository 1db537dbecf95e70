/** How many changes of one sort a plan may make. */
/** A number of changes, or hundredths of a per cent of the resources that a plan is about: 5% is 500. */
export type Limit =
  | { readonly type: 'count'; readonly count: number }
  | { readonly type: 'share'; readonly hundredths: number };

/** As a person writes it: `37`, `5%`. */
export const limitText = (limit: Limit | undefined): string =>
  limit === undefined ? 'none' : limit.type === 'count' ? String(limit.count) : `${limit.hundredths / 100}%`;
