import type { Instance } from './instance.ts';
import { type Resource, Table } from './table.ts';

/** What has a table but no ARN that TagResource knows: a contact has calls of its own for tags. */
const WITHOUT_ARN: ReadonlySet<string> = new Set<keyof Instance>([
  'contacts',
  'hoursOverrides',
  'predefinedAttributes',
  'approvedOrigins',
  'lambdaFunctions',
  'lexBots',
  'lexV2Bots',
  'securityKeys',
  'storageConfigs',
]);

/** Tables of what has an ARN: a new sort of resource is there as soon as the instance has a table for it. */
export function tablesOf(instance: Instance): Table<Resource>[] {
  return Object.entries(instance)
    .filter(([key]) => !WITHOUT_ARN.has(key))
    .map(([, part]): unknown => part)
    .filter((part): part is Table<Resource> => part instanceof Table);
}

export interface Found {
  readonly table: Table<Resource>;
  readonly record: Resource;
}

/** The resource with this ARN, of whatever sort; undefined where the instance has none. */
export function findByArn(instance: Instance, arn: string): Found | undefined {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  for (const table of tablesOf(instance)) {
    const record = table.get(id);
    if (record?.arn === arn) return { table, record };
  }
  return undefined;
}
