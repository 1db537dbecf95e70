import type { IdentityManagement, Send } from '../../src/connect/port.ts';
import type { LookIntoContext, Reading } from '../../src/kinds/kind.ts';
import { rules } from '../../src/kinds/registry.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { DesiredState } from '../../src/plan/model/state.ts';
import { names } from './users.ts';

/** What a kind is given to read with; nothing is asked of anybody unless a test says so. */
export const reading = (
  send: Send,
  more: { readonly desired?: DesiredState; readonly identityManagement?: IdentityManagement } & Partial<Reading> = {},
): Reading => ({
  ...{ send, method: 'search', names: async () => names, fresh: false, detailed: true },
  ...{ identityManagement: 'SAML', desired: new Map() },
  ...{
    now: Date.UTC(2026, 0, 1),
    announce() {},
    warn() {},
    wait: async () => {},
    others: async () => [],
    concerns: () => true,
    mayDelete: new Set<string>(),
  },
  differs(live) {
    const key = keyOf(rules, live.address);
    const asked = more.desired?.get(key);
    return asked !== undefined && diff(new Map([[key, asked]]), new Map([[key, live]]), rules).length > 0;
  },
  ...more,
});

/** What a kind is given to look into changes with; no profile is guarded unless a test says so. */
export const lookingInto = (send: Send, more: Partial<LookIntoContext> = {}): LookIntoContext => ({
  ...{ send, method: 'search', identityManagement: 'CONNECT_MANAGED', changes: [], keepAtLeast: new Map() },
  warn() {},
  holds: (kind, attributes) => rules.get(kind)?.holds?.(attributes) ?? [],
  ...more,
});

/** The same calls, each of which must be given this signal, so that aborting it ends the read. */
export const onlyWith =
  (signal: AbortSignal, send: Send): Send =>
  async (call, input, options) => {
    if (options?.signal !== signal) throw new Error(`${call} cannot be aborted.`);
    return send(call, input, options);
  };
