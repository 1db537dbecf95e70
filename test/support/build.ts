import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What dist/ is built of. */
const sources = [
  'src',
  'scripts/build.mjs',
  'schemas',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.types.json',
];

const changed = (path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Files and folders, whose time is that of the last file made or deleted in them. */
const all = (path: string): readonly string[] =>
  statSync(join(root, path)).isDirectory()
    ? [path, ...readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))]
    : [path];

/** Builds once before the tests, so that those of the command run what a user would run; nothing where that is built already. */
export default function setup(): void {
  const built = Math.min(
    ...['dist/main.js', 'dist/index.js', 'dist/emulator.js', 'dist/types/app/index.d.ts'].map(changed),
  );
  if (sources.flatMap(all).some((path) => changed(path) > built)) {
    execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit', cwd: root });
  }
}
