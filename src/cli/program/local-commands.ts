/** Commands that need no instance. */

import { Argument, Option } from 'commander';
import { builtOf, tool } from '../../app/host/tool.ts';
import { exit } from '../../report/exit-codes.ts';
import { type Shell, scripts, shells } from '../completion/scripts.ts';
import { below } from './below.ts';
import type { Commands } from './commands.ts';
import { completionHelp, demoHelp, emulatorHelp, versionHelp } from './help.ts';
import { answers, faults, quotas, rates, regionName, wholeNumber } from './options.ts';

export function addEmulator({ program, world, done }: Commands): void {
  program
    .command('emulator')
    .description('run a local Amazon Connect on 127.0.0.1 that the AWS SDKs and CLI talk to')
    .option('--port <number>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 4510)
    .option('--host <address>', 'address to listen on; other machines reach any but a loopback address', '127.0.0.1')
    .option(
      '--control-port <number>',
      'also serve settings, faults and the request log, on 127.0.0.1; 0 takes any free port',
      wholeNumber(0, 65_535),
    )
    .option('--region <region>', 'the Region of its instance (default: us-west-2); others have none', regionName)
    .option('--users <number>', 'start with this many realistic users', wholeNumber(0, 100_000), 0)
    .addOption(
      new Option('--identity-management <type>', 'how the instance keeps identities')
        .choices(['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'])
        .default('SAML'),
    )
    .option('--seed <file>', 'start with what this JSON file describes (schemas/emulator-seed.schema.json)')
    .option('--data <file>', 'keep everything in this file over restarts; what it holds wins over the three above')
    .option('--settings <file>', 'behave as this JSON file says (schemas/emulator-settings.schema.json)')
    .option('--no-throttle', 'answer as fast as possible, without the documented limits per API')
    .option('--rate <api=rate/burst>', 'limit an API to so many calls a second and at once; * is all others', rates)
    .option('--quota <name=number>', 'how many of a thing an instance may have: users=500', quotas)
    .option('--page-cap <number>', 'give no page more items than this', wholeNumber(1, 1000))
    .option('--search-lag <ms>', 'let searches trail behind writes', wholeNumber(0, 86_400_000))
    .option('--describe-lag <ms>', 'let DescribeUser miss new users for a while', wholeNumber(0, 86_400_000))
    .option('--create-lag <ms>', 'let no call know what was just created', wholeNumber(0, 86_400_000))
    .option('--in-use-lag <ms>', 'let what users have just left be in use for a while', wholeNumber(0, 86_400_000))
    .option('--events-to <url>', 'post an event of every write to this address, as EventBridge would')
    .option('--latency <ms>', 'delay every answer', wholeNumber(0, 3_600_000))
    .option('--retry-after <s>', 'add a Retry-After header to throttled answers', wholeNumber(0, 3600))
    .addOption(
      new Option('--unimplemented <answer>', 'answer lists that it does not know with 501, or an empty page').choices([
        'refuse',
        'empty',
      ]),
    )
    .option('--fault <json>', 'let calls go wrong: a fault as in a settings file', faults)
    .option('--guess <name=answer>', 'what to take for true where AWS says nothing; see BEHAVIOUR.md', answers)
    .addHelpText('after', below(emulatorHelp))
    .action(async (options) => done(await (await import('../commands/emulator.ts')).emulator(options, world)));
}

export function addCompletion({ program, world, done }: Commands): void {
  program
    .command('completion')
    .description('print a script that lets a shell complete commands, options and addresses')
    .addArgument(new Argument('<shell>', 'the shell that is to read it').choices(shells))
    .addHelpText('after', below(completionHelp))
    .action((shell: Shell) => {
      world.out(scripts[shell]);
      done(exit.success);
    });
}

export function addVersion({ program, world, done }: Commands): void {
  program
    .command('version')
    .description('print the version, and the commit that it was built of')
    .addHelpText('after', below(versionHelp))
    .action(() => {
      world.out(`${tool.version} (${builtOf})\n`);
      done(exit.success);
    });
}

export function addDemo({ program, world, done }: Commands): void {
  program
    .command('demo')
    .description('the whole story against the emulator: plan, apply, drift, repair; no AWS account needed')
    .addArgument(
      new Argument('[story]', 'a few users, or a whole contact centre and its reorganisation')
        .choices(['quickstart', 'contact-centre'] as const)
        .default('quickstart' as const),
    )
    .addHelpText('after', below(demoHelp))
    .action(async (story) => done(await (await import('../commands/demo/demo.ts')).demo(story, world)));
}
