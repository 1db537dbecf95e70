import { printable } from './paint.ts';

/** An instance as people tell it from others: `acme (10a4c4eb-…, us-west-2)`, as far as it is known. */
export function instanceText({
  id,
  alias,
  region,
}: { readonly [part in 'id' | 'alias' | 'region']?: string | undefined }): string {
  const [name = 'unknown', ...others] = [alias, id, region].filter((part) => part !== undefined && part !== '');
  return printable(others.length === 0 ? name : `${name} (${others.join(', ')})`);
}
