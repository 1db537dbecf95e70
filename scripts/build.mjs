// Builds dist/: the command with the AWS SDK's few calls bundled in, so that it loads quickly; and the emulator, which
// needs the whole SDK, as a module of its own, so that nobody else pays for it.
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const shared = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  outdir: 'dist',
  metafile: true,
  minify: true,
  keepNames: true,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
};

/** The emulator's module is left out of the command's bundle and loaded from beside it. */
const emulatorApart = {
  name: 'emulator-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/emulator\/index\.ts$/ }, () => ({ path: './emulator.js', external: true })),
};

/** Everything but the AWS SDK stays in node_modules, where licences and updates are what they seem. */
const onlySdk = {
  name: 'only-sdk',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) =>
      kind === 'entry-point' || /^@(aws-sdk|smithy|aws-crypto|aws)\//.test(path) || importer.includes('node_modules')
        ? undefined
        : { path, external: true },
    ),
};

const results = await Promise.all([
  build({
    ...shared,
    entryPoints: { main: 'src/main.ts' },
    splitting: true,
    chunkNames: 'chunk-[hash]',
    mainFields: ['module', 'main'],
    plugins: [emulatorApart, onlySdk],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  }),
  build({ ...shared, entryPoints: { emulator: 'src/emulator/index.ts' }, packages: 'external' }),
]);

// What an earlier build left goes last, so that a command that is running finds its files until then.
const written = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((path) => basename(path))));
const stale = (await readdir('dist')).filter((file) => !written.has(file));
await Promise.all(stale.map((file) => rm(join('dist', file), { recursive: true })));
