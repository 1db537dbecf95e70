/**
 * The library: `import { openInstance, loadConfiguration, plan, apply, watch, exportInstance } from 'connect-sync'`. It
 * prints nothing, ends no process and keeps nothing global; what goes wrong is thrown as `Failed`, with a code and a class
 * of failure. The command line is a thin layer over the same functions. docs/library.md has examples.
 */

import { type Ending, WrongUsage } from '../base/errors.ts';
import type { Configuration } from '../config/load.ts';
import type { RateLimits } from '../connect/rates.ts';
import type { ReadMethod } from '../kinds/kind.ts';
import type { Plan } from '../plan/model/plan.ts';
import { type PlanDocument, planDocument } from '../plan/model/plan-file.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import { exit } from '../report/exit-codes.ts';
import {
  type EventDocument,
  eventDocument,
  type ResultDocument,
  resultDocument,
  type SummaryDocument,
} from '../report/json/event-documents.ts';
import { tally } from '../report/text/apply-text.ts';
import { type Applied, type ApplyView, applyOver } from './apply.ts';
import { type ConfigurationOptions, defaultFile, readConfiguration } from './configuration.ts';
import { type Exported, exportOver } from './export.ts';
import { asError, invalid } from './failure.ts';
import { type Host, hostOfProcess } from './host/own-host.ts';
import { tool } from './host/tool.ts';
import { type Access, accessOf } from './instance/access.ts';
import type { Connection, Elsewhere, InstanceReference } from './instance/connection.ts';
import type { ReadOptions } from './instance/kept-reads.ts';
import { openAccess, withinTime } from './instance/open.ts';
import type { KeepingOptions } from './keeping.ts';
import { planOver } from './plan.ts';
import { noReview, reviewOfDocument } from './review.ts';

export type { Diagnostic, SourceSpan } from '../base/diagnostic.ts';
export { type Ending, Failed } from '../base/errors.ts';
export type { Configuration } from '../config/load.ts';
export type { ChangeDocument, PlanDocument } from '../plan/model/plan-file.ts';
export type { EventDocument, ResultDocument, SummaryDocument } from '../report/json/event-documents.ts';
export type { Exported } from './export.ts';
export { type RunningWatch, type WatchEventDocument, type WatchOptions, watch } from './watch/watch.ts';

/** Reads the files from the main one on. Their mistakes are in `diagnostics`; nothing is thrown for them. */
export function loadConfiguration(
  file: string,
  options: Omit<ConfigurationOptions, 'file'> = {},
): Promise<Configuration> {
  return readConfiguration({ ...options, file });
}

/** How an instance is reached, read, and what is kept on this machine. Times in milliseconds. */
export interface InstanceOptions extends ReadOptions, Omit<KeepingOptions, 'file'> {
  /** Ends the opening. */
  readonly signal?: AbortSignal;
  /** Where Amazon Connect is, instead of AWS or AWS_ENDPOINT_URL_CONNECT: an emulator. */
  readonly endpoint?: string;
  /** Instead of those that the AWS SDK finds by itself. */
  readonly credentials?: Elsewhere['credentials'];
  /** Limits by API that win over the configuration's. */
  readonly rate?: RateLimits;
  /** How to read; `search` where left out. */
  readonly read?: ReadMethod;
  /** Told of what is worth knowing and is no result. */
  readonly onWarning?: (message: string) => void;
}

/** An instance that is open. The same may be planned and applied again and again, one after the other. */
export interface OpenInstance {
  readonly id: string;
  readonly arn: string;
  readonly alias: string | undefined;
  readonly region: string;
  readonly identityManagement: string;
  close(): void;
}

interface Opened {
  readonly connection: Connection;
  readonly options: InstanceOptions;
}

const opened = new WeakMap<OpenInstance, Opened>();

/**
 * Opens the instance that the files name, or one by its id or alias. Rejects with `Failed` where the files have errors,
 * there is no such instance, or access is denied.
 */
export async function openInstance(
  where: Configuration | InstanceReference,
  options: InstanceOptions = {},
): Promise<OpenInstance> {
  const { endpoint, credentials, rate } = options;
  const elsewhere: Elsewhere | undefined =
    endpoint === undefined && credentials === undefined
      ? undefined
      : { ...(endpoint !== undefined && { endpoint }), ...(credentials && { credentials }) };
  const reach: Access = 'desired' in where ? accessOf(where) : { instance: where };
  const connection = await openAccess(reach, { elsewhere, rate }, hostOfProcess(options));
  const { id, arn, alias, region, identityManagement } = connection.instance;
  const instance: OpenInstance = { id, arn, alias, region, identityManagement, close: connection.close };
  opened.set(instance, { connection, options });
  return instance;
}

/** Which part of the files, and how it is followed. */
export interface PassOptions {
  readonly signal?: AbortSignal;
  /** Addresses that the plan is limited to: `user/jane.doe`. */
  readonly targets?: readonly string[];
  /** Breaches of safety rules that are meant, by their exact number: `{ delete: 37 }`. */
  readonly accept?: Acceptances;
  /** The same events as the lines of `apply --format json`. */
  readonly onEvent?: (event: EventDocument) => void;
}

/**
 * What would change, as data; writes nothing. A plan that a safety rule refuses is a plan as well: its `safety` says so.
 * Rejects with `Failed` where the files are wrong for this instance.
 */
export async function plan(
  instance: OpenInstance,
  configuration: Configuration,
  options: PassOptions = {},
): Promise<PlanDocument> {
  const { connection, host } = means(instance, options);
  let made: Plan | undefined;
  accessOf(configuration);
  const outcome = await planOver(connection, {
    options: passOptions(instance, configuration, options),
    configuration,
    host,
    view: {
      begin: () => follower(options),
      planned(plan) {
        made = plan;
      },
    },
  });
  if (outcome.type === 'invalid' || !made)
    throw asError(invalid(outcome.type === 'invalid' ? outcome.diagnostics : []));
  return planDocument(made, tool);
}

export interface ApplyOptions extends PassOptions {
  /** Whether this plan is to be made. Asked once, unless the plan is empty, refused, or `reviewed`. */
  readonly approve?: (plan: PlanDocument) => boolean | Promise<boolean>;
  /** A plan that somebody has agreed to: its changes are made, or none where the plan has become another. */
  readonly reviewed?: PlanDocument;
  /** Milliseconds for everything: waiting for the lock, reading, asking, writing. */
  readonly deadline?: number;
}

export interface ApplyOutcome {
  /** `success`; `partial` where some changes failed or had no time; `unexpected` where it was declined or none was made. */
  readonly ending: Ending;
  /** What the command line would exit with. */
  readonly exitCode: number;
  readonly declined: boolean;
  readonly plan: PlanDocument;
  readonly results: readonly ResultDocument[];
  readonly summary: Omit<SummaryDocument, 'seconds' | 'exitCode'>;
}

/**
 * Plans, asks, and makes the changes, under the lock of the instance and on record, as the command does. A failed call is
 * a result. Rejects with `Failed` where nothing was written: wrong files, `safety`, `locked`, `plan-outdated`, `access-denied`.
 */
export async function apply(
  instance: OpenInstance,
  configuration: Configuration,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  const { approve, reviewed, deadline } = options;
  if (!approve && !reviewed) throw new WrongUsage('apply needs approve, or a reviewed plan.');
  const { connection, host } = means(instance, options);
  accessOf(configuration);
  let shown: Plan | undefined;
  const view: ApplyView = {
    begin: () => follower(options),
    planned(plan) {
      shown = plan;
    },
    approve: async (plan) => (await approve?.(planDocument(plan, tool))) ?? false,
    afresh() {},
  };
  const applied = await withinTime(deadline, host, (inside) =>
    applyOver(connection, {
      options: passOptions(instance, configuration, options),
      configuration,
      review: reviewed ? reviewOfDocument(reviewed) : noReview,
      inside,
      view,
    }),
  );
  if (applied.type === 'failed') throw asError(applied.failure);
  if (applied.type === 'declined' && applied.by) throw applied.by;
  const made = applied.plan ?? shown;
  if (!made) throw new Error('There is no plan, and nothing has said why.');
  return outcomeOf(applied, made);
}

function outcomeOf(applied: Exclude<Applied, { type: 'failed' }>, made: Plan): ApplyOutcome {
  const results = applied.type === 'applied' ? applied.results : [];
  const ending: Ending = applied.type === 'applied' ? applied.ending : 'unexpected';
  return {
    ending,
    exitCode: exit[ending],
    declined: applied.type === 'declined',
    plan: planDocument(made, tool),
    results: results.map(resultDocument),
    summary: tally(results),
  };
}

/** The live instance as YAML on which `plan` finds nothing to do. */
export function exportInstance(
  instance: OpenInstance,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Exported> {
  const { connection, host, instanceOptions } = means(instance, options);
  return exportOver(connection, { options: instanceOptions, host, emit: () => {} });
}

interface Means extends Opened {
  readonly host: Host;
  readonly instanceOptions: InstanceOptions;
}

function means(instance: OpenInstance, { signal }: { readonly signal?: AbortSignal }): Means {
  const found = opened.get(instance);
  if (!found) throw new WrongUsage('This instance was not opened by openInstance.');
  const { connection, options } = found;
  const { onWarning } = options;
  const host = hostOfProcess({ ...(signal && { signal }), ...(onWarning && { onWarning }) });
  return { connection, options, instanceOptions: options, host };
}

/** By the main file runs without an owner know each other. */
function passOptions(instance: OpenInstance, { files }: Configuration, { targets, accept }: PassOptions) {
  const options: InstanceOptions = opened.get(instance)?.options ?? {};
  return { ...options, file: files[0] ?? defaultFile, ...(targets && { target: targets }), ...(accept && { accept }) };
}

const follower =
  ({ onEvent }: PassOptions) =>
  (event: Parameters<typeof eventDocument>[0]): void => {
    const document = onEvent && eventDocument(event, tool);
    if (document) onEvent(document);
  };
