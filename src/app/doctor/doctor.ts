/**
 * Looks at everything that a command depends on, one check after the other, and writes nothing: neither to Amazon Connect nor
 * on this machine. It is for when things are broken, so what fails is a check, and what needs that says so.
 */

import type { Check } from '../../base/checkup.ts';
import type { ReadMethod } from '../../kinds/kind.ts';
import { kinds, managedKinds, rules } from '../../kinds/registry.ts';
import { defaultPolicy } from '../../plan/model/policy.ts';
import { type ConfigurationOptions, readConfiguration } from '../configuration.ts';
import type { Host } from '../host/host.ts';
import type { Elsewhere } from '../instance/connection.ts';
import { instanceNamed } from '../instance/instance-named.ts';
import { type StateOptions, stateFolderOf } from '../keeping.ts';
import { nodeVersion } from '../machine/environment.ts';
import { checkRoute, notChecked, obstacleOf } from './instance.ts';
import { checkFiles, checkLock, checkNode, checkStateFolder, checkWindow } from './machine.ts';
import { type Command, type Needed, neededCalls, type Scope } from './needs.ts';
import { alongRoute, type Route } from './route.ts';
import { makeTrials, tryReads } from './trials.ts';

export interface DoctorOptions extends ConfigurationOptions, StateOptions {
  /** What everything is to be ready for. */
  readonly for: Command;
  readonly read?: ReadMethod;
  /** An instance instead of a configuration: then everything is taken to be managed. */
  readonly instance?: string;
  readonly region?: string;
  /** Where Amazon Connect is, instead of AWS or AWS_ENDPOINT_URL_CONNECT. */
  readonly elsewhere?: Elsewhere;
}

/** Everything, as for an export. */
const all: Scope = {
  managed: new Set(managedKinds.map(({ name }) => name)),
  desired: new Map(),
  policy: defaultPolicy,
};

/** Rejects only for wrong usage, and where it is told to stop. */
export async function examine(options: DoctorOptions, host: Host): Promise<readonly Check[]> {
  const { file, instance, region, for: command, read: method = 'search' } = options;
  const configuration = instance === undefined ? await readConfiguration(options) : undefined;
  const reference = instance === undefined ? configuration?.instance : instanceNamed(instance, region);
  const scope: Scope = configuration ?? all;
  const needed = neededCalls(scope, { kinds, rules, method, command });
  const state = stateFolderOf(options, host);
  const travelling = { host, throttle: configuration?.throttle, elsewhere: options.elsewhere };
  return alongRoute(reference, travelling, async (route) => [
    checkNode(nodeVersion),
    configuration
      ? checkFiles(file, configuration)
      : notChecked('files', '--instance was given; all sections are taken to be managed'),
    ...checkRoute(route, { now: host.clock.now(), profile: host.env['AWS_PROFILE'] }),
    ...(await checkCalls(needed, route, { command, signal: host.signal })),
    route.place === undefined || state.folder === undefined
      ? notChecked('lock', state.folder === undefined ? 'there is no state folder' : (obstacleOf(route) ?? ''))
      : checkLock(route.place, state.folder, { command, clock: host.clock }),
    checkStateFolder(state, command),
    checkWindow(scope.policy, state),
  ]);
}

async function checkCalls(
  { reads, writes }: Needed,
  route: Route,
  { command, signal }: { readonly command: Command } & Pick<Host, 'signal'>,
): Promise<readonly Check[]> {
  const why = obstacleOf(route);
  const tried =
    route.send && why === undefined
      ? await tryReads(reads, makeTrials(route.send, signal))
      : reads.map(({ call }) => notChecked(call, why ?? 'there is no instance'));
  if (reads.length === 0) return [notChecked('reads', 'it is not known what the files manage')];
  const message =
    writes.length > 0
      ? `not tried, since that would change the instance: ${writes.join(', ')}`
      : `${command} needs none for what the files manage`;
  return [...tried, { name: 'writes', status: writes.length > 0 ? 'skipped' : 'ok', message }];
}
