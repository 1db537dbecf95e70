import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);

/** The module that `contents` is, with paths from the repository's root. It uses the source itself, which Node 20 does not read. */
export async function loadSource(name, contents) {
  const outfile = fileURLToPath(new URL(`node_modules/.cache/connect-sync-${name}/${name}.mjs`, root));
  await build({
    stdin: { contents, resolveDir: fileURLToPath(root) },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
  });
  return import(pathToFileURL(outfile).href);
}
