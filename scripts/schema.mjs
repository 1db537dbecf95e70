// Writes schemas/connect-sync.schema.json from what the kinds and the settings say of their sections, and from it
// docs/reference.md.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const compiled = fileURLToPath(new URL('../node_modules/.cache/connect-sync-schema/schema.mjs', import.meta.url));
const target = fileURLToPath(new URL('../schemas/connect-sync.schema.json', import.meta.url));

// It uses the source itself, which Node 20 does not read.
await build({
  stdin: {
    contents: `
      import { calls } from './src/connect/calls.ts';
      import { composeSchema } from './src/config/schema/compose.ts';
      import { managedKinds } from './src/kinds/registry.ts';
      export { referenceOf } from './scripts/reference.ts';
      export const text = JSON.stringify(composeSchema(managedKinds, Object.keys(calls)));
    `,
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
  },
  outfile: compiled,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
});
const { text, referenceOf } = await import(pathToFileURL(compiled).href);
await writeFile(target, text);
await writeFile(new URL('../docs/reference.md', import.meta.url), referenceOf(JSON.parse(text)));
execFileSync('npx', ['biome', 'format', '--write', target], { stdio: 'ignore' });
