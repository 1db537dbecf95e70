// Writes docs/emulator-fidelity.md from the emulator's BEHAVIOUR.md and from what the contract tests saw on real instances.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const compiled = fileURLToPath(new URL('node_modules/.cache/connect-sync-fidelity/fidelity.mjs', root));

// It uses the source itself, which Node 20 does not read.
await build({
  stdin: {
    contents: `
      import { IMPLEMENTED } from './src/emulator/operations/all.ts';
      export { fidelityPage } from './scripts/fidelity/page.ts';
      export const operations = Object.keys(IMPLEMENTED);
    `,
    resolveDir: fileURLToPath(root),
  },
  outfile: compiled,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
});
const { fidelityPage, operations } = await import(pathToFileURL(compiled).href);
const behaviour = await readFile(new URL('src/emulator/BEHAVIOUR.md', root), 'utf8');
const observed = JSON.parse(await readFile(new URL('docs/emulator-observed.json', root), 'utf8'));
await writeFile(new URL('docs/emulator-fidelity.md', root), fidelityPage({ behaviour, operations, observed }));
