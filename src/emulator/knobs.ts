// Settings at work: what can be turned while the emulator runs, and where each setting takes hold.

import type { Faults } from './faults.ts';
import { GUESSES, QUOTAS } from './options.ts';
import {
  forOperation,
  mergePatch,
  readSettings,
  type Settings,
  type SettingsDocument,
  SettingsError,
  withDefaults,
} from './settings.ts';
import type { Account } from './state/account.ts';
import { type Limit, limitOf } from './throttle.ts';

const DAY = 24 * 60 * 60;

/** The metric calls say "expires after 5 minutes"; for the others a day is a guess, as other services document it. */
const METRICS_TOKEN = 5 * 60;

export const SETTINGS: Settings = {
  throttle: true,
  allow: ['*'],
  rates: {},
  retryAfter: undefined,
  quotas: QUOTAS,
  pageCaps: {},
  tokenLifetimes: { '*': DAY, GetMetricData: METRICS_TOKEN, GetCurrentMetricData: METRICS_TOKEN },
  latencies: {},
  searchLag: 0,
  describeLag: 0,
  unimplemented: 'refuse',
  createLag: 0,
  inUseLag: 0,
  eventTarget: undefined,
  guesses: GUESSES,
  faults: [],
};

/** What a call asks before it is served. */
export interface Tuning {
  readonly throttled: boolean;
  readonly unimplemented: Settings['unimplemented'];
  allows(operation: string): boolean;
  limitOf(operation: string): Limit;
  pageCapOf(operation: string): number;
  /** Milliseconds. */
  tokenLifetimeOf(operation: string): number;
  /** Milliseconds. */
  latencyOf(operation: string): number;
  readonly eventTarget: string | undefined;
}

export interface Knobs extends Tuning {
  /** As they are now. */
  read(): Settings;
  /** What the document leaves out goes back to its default. Throws SettingsError, and then changes nothing. */
  replace(document: unknown): void;
  /** Changes what the document names, as a JSON Merge Patch. Throws SettingsError, and then changes nothing. */
  patch(document: unknown): void;
  /** Adds one fault behind the others. Throws SettingsError. */
  addFault(document: unknown): void;
  /** Back to what the emulator was started with. */
  reset(): void;
}

export interface Turned {
  readonly account: Account;
  readonly faults: Faults;
  readonly defaults: Settings;
}

/** Throws SettingsError where `started` does not fit. */
export function newKnobs({ account, faults, defaults }: Turned, started: unknown = {}): Knobs {
  const first = readSettings(started, defaults);
  let { throttle, allow, rates, pageCaps, tokenLifetimes, latencies, eventTarget, unimplemented } = defaults;

  const read = (): Settings => ({
    throttle,
    allow,
    rates,
    retryAfter: faults.retryAfter,
    quotas: { ...account.quotas },
    pageCaps: Number.isFinite(faults.pageCap) ? { ...pageCaps, '*': faults.pageCap } : pageCaps,
    tokenLifetimes,
    latencies,
    searchLag: faults.searchLag,
    describeLag: faults.describeLag,
    unimplemented,
    createLag: faults.createLag,
    inUseLag: faults.inUseLag,
    eventTarget,
    guesses: { ...account.guesses },
    faults: faults.list(),
  });

  const write = (settings: Settings): void => {
    ({ throttle, allow, rates, tokenLifetimes, latencies, eventTarget, unimplemented } = settings);
    const { '*': pageCap = Number.POSITIVE_INFINITY, ...caps } = settings.pageCaps;
    pageCaps = caps;
    const { retryAfter, searchLag, describeLag, createLag, inUseLag } = settings;
    Object.assign(faults, { retryAfter, searchLag, describeLag, createLag, inUseLag, pageCap });
    Object.assign(account.quotas, settings.quotas);
    Object.assign(account.guesses, settings.guesses);
    // A fault counts calls from when it was set: one that stays as it is goes on counting.
    if (same(settings.faults, faults.list())) return;
    faults.disarm();
    for (const fault of settings.faults) faults.add(fault);
  };

  const replace = (document: unknown) => write(withDefaults(readSettings(document, defaults), defaults));
  replace(first);

  return {
    get throttled() {
      return throttle;
    },
    get unimplemented() {
      return unimplemented;
    },
    get eventTarget() {
      return eventTarget;
    },
    allows: (operation) => allow.includes('*') || allow.includes(operation),
    limitOf: (operation) => forOperation(rates, operation) ?? limitOf(operation),
    pageCapOf: (operation) => (Object.hasOwn(pageCaps, operation) ? pageCaps[operation] : undefined) ?? faults.pageCap,
    tokenLifetimeOf: (operation) => 1000 * (forOperation(tokenLifetimes, operation) ?? DAY),
    latencyOf: (operation) => forOperation(latencies, operation) ?? 0,
    read,
    replace,
    patch(document) {
      write(patched(read(), document, defaults));
    },
    addFault(document) {
      for (const fault of readSettings({ faults: [document] }, defaults).faults ?? []) faults.add(fault);
    },
    reset: () => replace(first),
  };
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}

/** Settings with a patch; a setting that the patch takes away has its default, and one it does not name stays. */
function patched(live: Settings, patch: unknown, defaults: Settings): Settings {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new SettingsError(['The document must be an object']);
  const merged = mergePatch(plain(live), patch);
  const settings = withDefaults(readSettings(merged, defaults), defaults);
  return Object.hasOwn(patch, 'faults') ? settings : { ...settings, faults: live.faults };
}

/** As a document: without what is undefined, and with the faults as JSON can have them. */
export function plain(settings: Settings): SettingsDocument {
  const { retryAfter, eventTarget, ...rest } = settings;
  return {
    ...rest,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(eventTarget !== undefined && { eventTarget }),
    faults: settings.faults.map((fault) => {
      if (fault.times !== Number.POSITIVE_INFINITY) return fault;
      const { times: _endless, ...endless } = fault;
      return { probability: 1, ...endless };
    }),
  };
}
