#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { Interrupted } from './base/errors.ts';
import { run } from './cli/program.ts';
import { systemWorld } from './cli/world.ts';
import { exit } from './report/exit-codes.ts';

// The SDK would warn on every run that it will drop Node 20 one day; that is not for our users to act on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const stop = new AbortController();
// Every call that waits for its turn listens; there is no leak to be warned of.
setMaxListeners(0, stop.signal);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Asked twice, it does not wait for the calls in flight.
    if (stop.signal.aborted) process.exit(exit[signal]);
    stop.abort(new Interrupted(signal));
  });
}

const argv = process.argv.slice(2);
process.exitCode = await run(argv, systemWorld(stop, argv));
