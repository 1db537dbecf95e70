// Writes docs/errors.md from the pages of all codes.
import { writeFile } from 'node:fs/promises';
import { loadSource } from './load-source.mjs';

const { codesPage } = await loadSource('codes', `export { codesPage } from './scripts/codes/page.ts';`);
await writeFile(new URL('../docs/errors.md', import.meta.url), codesPage());
