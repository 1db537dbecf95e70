import type { Instance } from '../instance.ts';
import { randomUuid, seededRandom } from '../random.ts';
import type { Resource } from '../table.ts';

interface Kind {
  /** The segment of their ARNs. */
  readonly kind: string;
  /** Where their ids come from, together with the id of the instance. */
  readonly seed: string;
}

/** Resources that an instance starts with, before everything that is created. */
export function givenResources<T extends { readonly name: string }>(
  instance: Instance,
  { kind, seed }: Kind,
  items: readonly T[],
): (T & Resource)[] {
  const random = seededRandom(`${seed} of ${instance.id}`);
  return items.map((item, index) => {
    const id = randomUuid(random);
    return {
      ...item,
      id,
      arn: `${instance.arn}/${kind}/${id}`,
      tags: {},
      modified: instance.created,
      order: index - items.length,
    };
  });
}
