/** One resource as Amazon Connect has it, beside what the files ask for. Reads no more than that takes. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { hasCertainErrors } from '../../base/diagnostic.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { nearest } from '../../base/matching/nearest.ts';
import type { Configuration } from '../../config/load.ts';
import { kinds, managedKinds, rules } from '../../kinds/registry.ts';
import type { Beside } from '../../plan/compare/beside.ts';
import { diff } from '../../plan/compare/diff.ts';
import { marked } from '../../plan/compare/ownership.ts';
import { wantedAt } from '../../plan/days/period.ts';
import { type Address, format } from '../../plan/model/address.ts';
import { keyOf } from '../../plan/model/rules.ts';
import type { DesiredState, LiveResource } from '../../plan/model/state.ts';
import { rulesIn } from '../../reconciler/compare.ts';
import { readLive, severalOf } from '../../reconciler/read-live.ts';
import { readConfiguration } from '../configuration.ts';
import { asError, invalid } from '../failure.ts';
import type { Host } from '../host/host.ts';
import { accessOf } from '../instance/access.ts';
import type { Connection } from '../instance/connection.ts';
import { instanceNamed } from '../instance/instance-named.ts';
import { withInstance } from '../instance/open.ts';

import type { PassInputs } from '../pass.ts';
import { addressOf, explainAddress } from './explain.ts';

export interface GetOptions extends PassInputs {
  /** An instance instead of a configuration: then there is nothing to set beside it. */
  readonly instance?: string;
  readonly region?: string;
}

export interface Got {
  readonly beside: Beside;
  /** What reading had to say. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Rejects with what is wrong with the files, and where neither they nor Amazon Connect have it. */
export async function get(text: string, options: GetOptions, host: Host): Promise<Got> {
  const address = addressOf(text);
  if (!managedKinds.some(({ name }) => name === address.kind)) {
    throw new WrongUsage(`get shows ${managedKinds.map(({ name }) => name).join(', ')}; not ${address.kind}.`);
  }
  if (/[*?]/.test(address.key))
    throw new WrongUsage('get shows one resource; leave out * and ?, or use plan --target.');
  const configuration = options.instance === undefined ? await readConfiguration(options) : undefined;
  if (configuration && hasCertainErrors(configuration.diagnostics)) throw asError(invalid(configuration.diagnostics));
  const access = configuration
    ? accessOf(configuration)
    : { instance: instanceNamed(options.instance ?? '', options.region) };
  const work = (connection: Connection): Promise<Got> =>
    setBeside(connection, { address, configuration, host, options });
  return withInstance(access, options, { host, work });
}

interface Setting {
  readonly address: Address;
  readonly configuration: Configuration | undefined;
  readonly options: GetOptions;
  readonly host: Host;
}

async function setBeside(
  { instance, send }: Connection,
  { address, configuration, options, host }: Setting,
): Promise<Got> {
  const key = keyOf(rules, address);
  const now = host.clock.now();
  const everything: DesiredState = configuration
    ? marked(wantedAt(configuration.desired, now), configuration.owner, rules)
    : new Map();
  const wanted = everything.get(key);
  const { live, ambiguous, diagnostics } = await readLive({
    ...{ send, kinds, rules, clock: host.clock, signal: host.signal, emit: () => {} },
    ...{ method: options.read ?? 'search', identityManagement: instance.identityManagement },
    ...present({ renamed: configuration?.renamed }),
    wanted: new Set([address.kind]),
    detailed: new Set([address.kind]),
    desired: new Map(wanted ? [[key, wanted]] : []),
    only: address,
  });
  const several = ambiguous.get(key);
  if (several) throw severalOf(several);
  const found = live.get(key);
  const explanation = configuration && explainAddress(address, configuration, now);
  if (!found && (explanation === undefined || explanation.standing === 'notListed')) {
    throw unknown(address, { live: [...live.values()], desired: everything });
  }
  const pair = wanted
    ? diff(new Map([[key, wanted]]), new Map(found ? [[key, found]] : []), rulesIn(rules, kinds, instance))
    : [];
  const { id: instanceId, region, alias, identityManagement } = instance;
  return {
    diagnostics,
    beside: {
      address: format(found?.address ?? wanted?.address ?? address),
      target: { instanceId, region, identityManagement, ...present({ alias }) },
      ...present({
        live: found && { id: found.id, arn: found.arn, attributes: found.attributes },
        desired: wanted?.attributes,
        explanation,
        change: pair[0],
      }),
    },
  };
}

function unknown(
  address: Address,
  { live, desired }: { readonly live: readonly LiveResource[]; readonly desired: DesiredState },
): InvalidInput {
  const known = [...live, ...desired.values()].filter((one) => one.address.kind === address.kind);
  const meant = nearest(
    address.key,
    known.map((one) => one.address.key),
  );
  const hint = meant === undefined ? '' : ` Did you mean ${format({ ...address, key: meant })}?`;
  return new InvalidInput('unknown-address', `Neither the files nor Amazon Connect have ${format(address)}.${hint}`);
}
