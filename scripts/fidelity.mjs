// Writes docs/emulator-fidelity.md from the emulator's BEHAVIOUR.md and from what the contract tests saw on real instances.
import { readFile, writeFile } from 'node:fs/promises';
import { loadSource } from './load-source.mjs';

const root = new URL('..', import.meta.url);
const { fidelityPage, operations } = await loadSource(
  'fidelity',
  `
    import { IMPLEMENTED } from './src/emulator/operations/all.ts';
    export { fidelityPage } from './scripts/fidelity/page.ts';
    export const operations = Object.keys(IMPLEMENTED);
  `,
);
const behaviour = await readFile(new URL('src/emulator/BEHAVIOUR.md', root), 'utf8');
const observed = JSON.parse(await readFile(new URL('docs/emulator-observed.json', root), 'utf8'));
await writeFile(new URL('docs/emulator-fidelity.md', root), fidelityPage({ behaviour, operations, observed }));
