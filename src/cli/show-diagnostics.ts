import { relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { annotations, command } from '../report/text/annotations.ts';
import { diagnosticsText } from '../report/text/diagnostics-text.ts';
import { makePaint } from '../report/text/paint.ts';
import type { World } from './world.ts';

/** Prints diagnostics on stderr; in a job of GitHub Actions, also at their lines of the pull request. */
export function showDiagnostics(diagnostics: readonly Diagnostic[], world: World): void {
  world.err(diagnosticsText(diagnostics, makePaint(world.colour.err)));
  annotate(diagnostics, world);
}

/** For output that has the diagnostics in it already. */
export function annotate(diagnostics: readonly Diagnostic[], { env, cwd, err }: World): void {
  if (!inGitHubActions(env)) return;
  const root = env['GITHUB_WORKSPACE'] || cwd;
  err(annotations(diagnostics, (file) => relative(root, resolve(cwd, file)).split(sep).join('/')));
}

/** A failure that no file is to blame for. */
export function annotateFailure(message: string, { env, err }: World): void {
  if (inGitHubActions(env)) err(command('error', {}, message));
}

const inGitHubActions = (env: World['env']): boolean => env['GITHUB_ACTIONS'] === 'true';
