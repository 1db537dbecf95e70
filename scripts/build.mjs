// Builds dist/: the command and the library with the AWS SDK's few calls bundled in, so that they load quickly; the
// emulator, which needs the whole SDK, as a module of its own, so that nobody else pays for it; and the types of both.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/**
 * Of which commit this is, and when it was built. Where git has not got it, as in an image, COMMIT says it;
 * SOURCE_DATE_EPOCH (seconds) makes two builds of one commit the same.
 */
async function describeBuild() {
  const { COMMIT, SOURCE_DATE_EPOCH } = process.env;
  const git = async (...argv) => (await promisify(execFile)('git', argv)).stdout.trim();
  const fromGit = async () =>
    `${await git('rev-parse', '--short=8', 'HEAD')}${(await git('status', '--porcelain', '--', 'src')) && ' with changes'}`;
  const commit = COMMIT?.slice(0, 8) || (await fromGit().catch(() => 'unknown'));
  const at = SOURCE_DATE_EPOCH ? new Date(Number(SOURCE_DATE_EPOCH) * 1000) : new Date();
  return `commit ${commit}, built ${at.toISOString().replace(/\.\d+/, '')}`;
}

const shared = {
  define: { BUILD: JSON.stringify(await describeBuild()) },
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

/**
 * Declarations of the two modules that others import, and of what they name. TypeScript writes all that it has read, and
 * keeps the endings of the sources; here only what is reached stays, with the endings that a reader resolves.
 */
async function writeTypes() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  await mkdir('dist', { recursive: true });
  const all = await mkdtemp('dist/.types-');
  try {
    const tsc = join(typescript, 'bin', 'tsc');
    await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', all]);
    const reached = new Set(['app/index', 'emulator/index']);
    for (const name of reached) {
      const text = await readFile(join(all, 'src', `${name}.d.ts`), 'utf8');
      const written = text.replace(/((?:from |import\()['"])(\.[^'"]+)\.ts(['"])/g, (_, before, path, after) => {
        reached.add(join(dirname(name), path).replaceAll('\\', '/'));
        return `${before}${path}.js${after}`;
      });
      await mkdir(dirname(join(all, 'reached', name)), { recursive: true });
      await writeFile(join(all, 'reached', `${name}.d.ts`), written);
    }
    await rm('dist/types', { recursive: true, force: true });
    await rename(join(all, 'reached'), 'dist/types');
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

const types = writeTypes();
const results = await Promise.all([
  build({
    ...shared,
    entryPoints: { main: 'src/main.ts', index: 'src/app/index.ts' },
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
await types;

// What an earlier build left goes last, so that a command that is running finds its files until then.
const written = new Set([
  'types',
  ...results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((path) => basename(path))),
]);
const stale = (await readdir('dist')).filter((file) => !written.has(file));
await Promise.all(stale.map((file) => rm(join('dist', file), { recursive: true })));
