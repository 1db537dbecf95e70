import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Finished } from './binary.ts';

/** Runs a script as a person's shell would, with a home of its own and nothing of AWS in its environment but `env`. */
export async function bash(
  script: string,
  cwd: string,
  env: { readonly [name: string]: string } = {},
): Promise<Finished> {
  const { PATH = '' } = process.env;
  const home = join(cwd, '../home');
  const child = spawn('bash', ['-c', script], {
    cwd,
    env: { PATH: `${join(cwd, '..')}:${PATH}`, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((ended, failed) => child.on('close', ended).on('error', failed));
  return { code, stdout, stderr };
}
