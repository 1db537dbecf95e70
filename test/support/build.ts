import { execFileSync } from 'node:child_process';

/** Builds once before the tests, so that those of the command run what a user would run. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
