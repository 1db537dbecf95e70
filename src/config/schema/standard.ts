import written from '../../../schemas/connect-sync.schema.json' with { type: 'json' };
import { managedKinds } from '../../kinds/registry.ts';
import { makeSchema, type Schema } from './schema.ts';

/** What files may say of all that connect-sync manages. */
export const standardSchema: Schema = makeSchema(managedKinds, written);

/** The same as a file for editors. */
export const standardSchemaText = (): string => `${JSON.stringify(written, null, 2)}\n`;
