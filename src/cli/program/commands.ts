/** What commands are added to, and how one ends. */
import type { Command } from 'commander';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { World } from '../world.ts';

export interface Commands {
  readonly program: Command;
  readonly world: World;
  /** Told of the exit code, once, by the command that ran. */
  done(code: ExitCode): void;
}
