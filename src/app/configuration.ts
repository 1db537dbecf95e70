/** The files, as every command reads them. */

import { type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import { fileSystem } from '../config/files/file-system.ts';
import { type Configuration, type FileSystem, loadConfiguration } from '../config/load.ts';
import { standardSchema } from '../config/schema/standard.ts';
import { managedKinds } from '../kinds/registry.ts';
import type { Wanted } from '../reconciler/reconcile.ts';

export const defaultFile = 'connect-sync.yaml';

export interface ConfigurationOptions {
  readonly file: string;
  /** Whether `include` may lead out of the folder of `file`. */
  readonly allowOutsideIncludes?: boolean;
}

export const readConfiguration = (options: ConfigurationOptions): Promise<Configuration> =>
  loadConfiguration(options.file, standardSchema, fileSystemFor(options));

export function fileSystemFor({ allowOutsideIncludes }: ConfigurationOptions): FileSystem {
  const { realPath, ...anywhere } = fileSystem;
  return allowOutsideIncludes ? anywhere : { ...anywhere, realPath };
}

/** What the files ask for, with a warning where that is nothing. Wrong files get no such warning: what they manage is not known. */
export const wantedFrom = (configuration: Configuration): Wanted => ({
  ...configuration,
  diagnostics: hasErrors(configuration.diagnostics)
    ? configuration.diagnostics
    : [...configuration.diagnostics, ...nothingManaged(configuration.managed)],
});

const nothingManaged = (managed: ReadonlySet<string>): readonly Diagnostic[] =>
  managed.size > 0
    ? []
    : [
        {
          severity: 'warning',
          code: 'nothing-managed',
          message: `No section of the configuration manages anything; there could be: ${managedKinds.map(({ section }) => section.key).join(', ')}.`,
        },
      ];
