/** Where each attribute of a resource comes from, and why it is managed, not yet, no longer, or not at all. Offline. */

import { formatSpan, hasCertainErrors } from '../../base/diagnostic.ts';
import { WrongUsage } from '../../base/errors.ts';
import { isMap, type Json, present } from '../../base/json.ts';
import { nearest } from '../../base/matching/nearest.ts';
import type { Configuration } from '../../config/load.ts';
import { rules } from '../../kinds/registry.ts';
import { removalOf } from '../../plan/compare/ownership.ts';
import { type Address, format, parse } from '../../plan/model/address.ts';
import type {
  ExplainedAttribute,
  Explanation,
  LiveExplanation,
  ManagedState,
  Provenance,
} from '../../plan/model/explanation.ts';
import { type AttributePath, locate, type Origin, type Origins, originOf } from '../../plan/model/origin.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import { keyOf } from '../../plan/model/rules.ts';
import type { DesiredResource } from '../../plan/model/state.ts';
import { type ConfigurationOptions, readConfiguration } from '../configuration.ts';
import { asError, invalid } from '../failure.ts';
import type { Host } from '../host/host.ts';
import type { PassInputs } from '../pass.ts';
import { momentOf, planConfiguration } from '../plan.ts';

export interface ExplainOptions extends PassInputs {
  readonly asOf?: string;
  /** Asks Amazon Connect as well. */
  readonly live?: boolean;
}

/** Rejects with what is wrong with the files. */
export async function explain(text: string, options: ExplainOptions, host: Host): Promise<Explanation> {
  const address = addressOf(text);
  const configuration = await readConfiguration(options satisfies ConfigurationOptions);
  if (hasCertainErrors(configuration.diagnostics)) throw asError(invalid(configuration.diagnostics));
  const asOf = options.asOf === undefined ? host.clock.now() : momentOf(options.asOf, configuration.timeZone);
  const explained = explainAddress(address, configuration, asOf);
  return options.live ? { ...explained, live: await askConnect(explained, options, host) } : explained;
}

export function addressOf(text: string): Address {
  const address = parse(text);
  if (rules.has(address.kind)) return address;
  const meant = nearest(address.kind, rules.keys());
  const hint = meant === undefined ? 'an address is a kind and a name, such as user/jane.doe' : `did you mean ${meant}`;
  throw new WrongUsage(
    `There is nothing of the kind ${JSON.stringify(address.kind)}; ${hint}${meant === undefined ? '.' : '?'}`,
  );
}

/** `at` in milliseconds since the Unix epoch. */
export function explainAddress(address: Address, configuration: Configuration, at: number): Explanation {
  const wanted = configuration.desired.get(keyOf(rules, address));
  if (!wanted) {
    return {
      address: format(address),
      standing: 'notListed',
      asOf: at,
      attributes: [],
      reasons: whyNotListed(address, configuration),
    };
  }
  const { period = {}, record, origins } = wanted;
  const standing =
    period.from !== undefined && at < period.from
      ? 'notYet'
      : period.until !== undefined && at >= period.until
        ? 'noLonger'
        : 'managed';
  return {
    address: format(wanted.address),
    standing,
    asOf: at,
    reasons: [...whyStanding(standing, wanted, configuration)],
    at: locate(origins),
    ...present({ source: record?.source, key: record?.key, from: period.from, until: period.until }),
    attributes: [...attributesOf(wanted.attributes, origins, [])],
  };
}

function* whyStanding(
  standing: ManagedState,
  wanted: DesiredResource,
  configuration: Configuration,
): Generator<string> {
  const place = (path: AttributePath): string => formatSpan(locate(wanted.origins, path));
  const { from, until } = wanted.period ?? {};
  const { timeZone } = configuration;
  if (standing === 'notYet' && from !== undefined)
    yield `Wanted from ${momentIn(from, timeZone)} on (${place(['from'])}).`;
  if (standing === 'noLonger' && until !== undefined) {
    yield `No longer wanted since ${momentIn(until, timeZone)} (${place(['until'])}).`;
    yield whatBecomes(wanted.address, configuration);
  }
  if (standing === 'managed') {
    const origin = wanted.record ? `A record of ${wanted.record.source} lists it` : 'The files list it';
    const end = until === undefined ? '' : `, until ${momentIn(until, timeZone)} (${place(['until'])})`;
    yield `${origin} (${place([])})${end}.`;
  }
}

function whyNotListed(address: Address, configuration: Configuration): readonly string[] {
  const kind = rules.get(address.kind);
  const records = configuration.passedOver(address.key);
  const reasons = records.map(({ at, why }) => `The record ${formatSpan(at)} does not count: ${why}.`);
  if (!configuration.managed.has(address.kind))
    return [`The files do not manage any ${kind?.noun ?? address.kind}.`, ...reasons];
  const exports = configuration.sources.map(({ file }) => file).join(' or ');
  const nowhere = exports === '' ? 'No file lists it.' : `No file lists it, and no record of ${exports} makes it.`;
  return [...(reasons.length > 0 ? reasons : [nowhere]), whatBecomes(address, configuration)];
}

/** What a plan does with such an account, if this configuration has it. */
function whatBecomes({ kind }: Address, { policy }: Configuration): string {
  const consequence = { keep: 'kept and reported', park: 'parked, and deleted later', delete: 'deleted' };
  return `If Amazon Connect has it and it is in scope, it is ${consequence[removalOf(policy, rules.get(kind))]} (policy.removed).`;
}

function* attributesOf(value: Json, origins: Origins, path: AttributePath): Generator<ExplainedAttribute> {
  const parts = partsAt(origins, path);
  if (isMap(value) && (path.length === 0 || parts)) {
    for (const [name, item] of Object.entries(value)) yield* attributesOf(item, origins, [...path, name]);
    return;
  }
  yield { path: path.join('.'), value, from: provenanceOf(originOf(origins, path), path), at: locate(origins, path) };
}

/** Whether several layers wrote parts of what is at a path. */
function partsAt(origins: Origins, path: AttributePath): boolean {
  let at: Origins | undefined = origins;
  for (const step of path) at = at && 'parts' in at && Object.hasOwn(at.parts, step) ? at.parts[step] : undefined;
  return at !== undefined && 'parts' in at;
}

function provenanceOf(origin: Origin, path: AttributePath): Provenance {
  switch (origin.type) {
    case 'entry':
      return { type: origin.path[0] === 'overrides' ? 'override' : 'entry' };
    case 'role':
      return { type: 'role', role: origin.name };
    case 'default':
      return { type: 'default' };
    case 'record':
    case 'rule': {
      const { by } = origin;
      const expression = by.written(path);
      const field = by.fieldOf(path)?.join('.');
      const expressionAt = expression === undefined ? undefined : by.source.at([...by.path, ...path]);
      const made = present({ expression, expressionAt, field: field === '' ? undefined : field });
      return origin.type === 'rule' ? { type: 'rule', rule: origin.number, ...made } : { type: 'record', ...made };
    }
  }
}

/** `2026-12-01 00:00 (Europe/Dublin)` */
function momentIn(ms: number, timeZone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(ms);
  return `${text} (${timeZone})`;
}

/** Plans for this one resource, and tells what that came to. */
async function askConnect(
  { address, standing }: Explanation,
  options: ExplainOptions,
  host: Host,
): Promise<LiveExplanation> {
  let plan: Plan | undefined;
  const outcome = await planConfiguration({ ...options, target: [address] }, host, {
    begin: () => () => {},
    planned(made) {
      plan = made;
    },
  });
  if (outcome.type === 'invalid') {
    const isUnknown = outcome.diagnostics.some(({ code }) => code === 'unknown-target');
    if (!isUnknown) throw asError(invalid(outcome.diagnostics));
    return { sentence: 'Amazon Connect does not have it either.' };
  }
  const [change] = plan?.changes.filter((one) => format(one.address).toLowerCase() === address.toLowerCase()) ?? [];
  if (change) return { sentence: consequences[change.action], change };
  const parked = plan?.parked.find((one) => format(one.address).toLowerCase() === address.toLowerCase());
  if (parked) return { sentence: `Parked since ${parked.parkedOn}; deleted on ${parked.deleteOn}.` };
  if ((plan?.noLongerListed.length ?? 0) > 0)
    return { sentence: 'Amazon Connect has it, in the scope of this configuration; it is kept.' };
  if (standing === 'managed') return { sentence: 'Amazon Connect has it as the files ask.' };
  return {
    sentence:
      'Nothing is to be done about it: Amazon Connect does not have it, or it is not in the scope of this configuration.',
  };
}

const consequences: { readonly [action in PlannedChange['action']]: string } = {
  create: 'Amazon Connect does not have it; a plan creates it.',
  update: 'Amazon Connect has it otherwise; a plan changes it.',
  delete: 'Amazon Connect has it; a plan deletes it.',
};
