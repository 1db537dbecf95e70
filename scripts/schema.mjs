// Writes schemas/connect-sync.schema.json from what the kinds and the settings say of their sections, and from it
// docs/reference.md.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const target = fileURLToPath(new URL('../schemas/connect-sync.schema.json', import.meta.url));
const { text, referenceOf } = await loadSource(
  'schema',
  `
    import { calls } from './src/connect/calls.ts';
    import { composeSchema } from './src/config/schema/compose.ts';
    import { managedKinds } from './src/kinds/registry.ts';
    export { referenceOf } from './scripts/reference.ts';
    export const text = JSON.stringify(composeSchema(managedKinds, Object.keys(calls)));
  `,
);
await writeFile(target, text);
await writeFile(new URL('../docs/reference.md', import.meta.url), referenceOf(JSON.parse(text)));
execFileSync('npx', ['biome', 'format', '--write', target], { stdio: 'ignore' });
