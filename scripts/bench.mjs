// What things cost, in calls and in ratios. Each file of scripts/bench is one benchmark:
//   npm run bench                      all of them
//   npm run bench -- reading           one of them
//   npm run bench -- reading 20000     with words of its own
import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('./bench/', import.meta.url));
const outdir = fileURLToPath(new URL('../node_modules/.cache/connect-sync-bench/', import.meta.url));
const names = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map(({ name }) => basename(name, '.ts'))
  .sort();
const [chosen, ...words] = process.argv.slice(2);
if (chosen !== undefined && !names.includes(chosen)) {
  console.error(`There is no benchmark ${chosen}; there are ${names.join(', ')}.`);
  process.exit(64);
}

// They use the source itself, which Node 20 does not read.
await mkdir(outdir, { recursive: true });
const entryPoints = (chosen === undefined ? names : [chosen]).map((name) => `${folder}${name}.ts`);
await build({
  entryPoints,
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
});
for (const name of chosen === undefined ? names : [chosen]) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', `${outdir}${name}.mjs`, ...words], {
    stdio: 'inherit',
    // The SDK would warn that it will drop Node 20 one day.
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
