/** A pass that only plans. */

import { existsSync } from 'node:fs';
import { isDay, parseMoment, startOfDay, type TimeZone } from '../base/day.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { WrongUsage } from '../base/errors.ts';
import { present } from '../base/json.ts';
import type { Configuration } from '../config/load.ts';
import type { Imagine } from '../plan/compare/review.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Emit } from '../reconciler/events.ts';
import type { Outcome, Wanted } from '../reconciler/reconcile.ts';
import { readConfiguration, wantedFrom } from './configuration.ts';
import type { Host } from './host/host.ts';
import { accessOf } from './instance/access.ts';
import type { Connection } from './instance/connection.ts';
import { withInstance } from './instance/open.ts';
import { type StateOptions, stateFolderOf } from './keeping.ts';
import { tidyUpAfter } from './machine/tidy.ts';
import { type PassInputs, passOver } from './pass.ts';

/** Who is told of a pass. */
export interface PassView {
  /** Called right before the instance is read; what it returns is told of everything from then on. */
  begin(connection: Connection, signal: AbortSignal): Emit;
  /** Shows a plan that may be made, or that safety rules refuse. */
  planned(plan: Plan, connection: Connection, imagine: Imagine): void | Promise<void>;
}

/** Writes nothing to Connect. Rejects with what is wrong with the files. */
export async function planConfiguration(options: PassInputs, host: Host, view: PassView): Promise<Outcome> {
  const configuration = await readConfiguration(options);
  const reach = accessOf(configuration);
  tidyUpAfter(configuration.desired.size);
  return withInstance(reach, options, {
    host,
    work: (connection) => planOver(connection, { options, configuration, host, view }),
  });
}

export interface Planning {
  readonly options: PassInputs;
  readonly configuration: Configuration;
  readonly host: Host;
  readonly view: PassView;
}

/** The same over an instance that is open. */
export const planOver = (connection: Connection, { options, configuration, host, view }: Planning): Promise<Outcome> =>
  passOver(connection, wantedBy(options, configuration, host), {
    host,
    options,
    emit: view.begin(connection, host.signal),
    async approve(plan, imagine) {
      await view.planned(plan, connection, imagine);
      return false;
    },
  });

export const wantedBy = (options: PassInputs, configuration: Configuration, host: Host): Wanted => {
  const { target, accept = {}, asOf } = options;
  const wanted = withWarning(wantedFrom(configuration), options, host);
  const at = asOf === undefined ? undefined : momentOf(asOf, configuration.timeZone);
  return { ...wanted, accepted: accept, ...present({ targets: target, asOf: at }) };
};

/** A day or a time as a person names it, in milliseconds since the Unix epoch. */
export function momentOf(text: string, zone: TimeZone): number {
  const at = isDay(text) ? startOfDay(text, zone) : parseMoment(text);
  if (at !== undefined) return at;
  throw new WrongUsage(
    `${JSON.stringify(text)} is no day such as 2026-12-01, and no time with an offset such as 2026-12-01T09:00:00Z.`,
  );
}

/** Says that the limits over time cannot be kept, since the folder that was named for records is not there. */
function withWarning(wanted: Wanted, options: StateOptions, host: Host): Wanted {
  const { folder, chosen } = stateFolderOf(options, host);
  const { window } = wanted.policy;
  if (!chosen || folder === undefined || window === undefined || existsSync(folder)) return wanted;
  const warning: Diagnostic = {
    severity: 'warning',
    code: 'no-state-folder',
    message: `There is no folder ${folder}, so the limits over time (policy.limits.window) are off: earlier runs are not counted. Correct --state-dir, or apply once to make the folder.`,
  };
  return { ...wanted, diagnostics: [...wanted.diagnostics, warning] };
}
