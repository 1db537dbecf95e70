#!/usr/bin/env node
import { outOfFiles } from './base/open-files.ts';

// The SDK would warn on every run that it will drop Node 20 one day; that is not for our users to act on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

try {
  // The command is many files. Loaded from here, one that cannot be opened can be told.
  const { start } = await import('./cli/start.ts');
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  const message = outOfFiles(error);
  if (message === undefined) throw error;
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 1;
}
