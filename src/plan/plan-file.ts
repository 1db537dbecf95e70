/**
 * A plan as a document: what `plan --format json` prints. It is canonical (keys sorted, changes in the order of their
 * addresses), so equal plans are equal text, and it carries a digest of its changes, which says whether two plans would
 * do the same.
 */
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import { format } from './address.ts';
import { canonicalJson } from './canonical.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { Json } from './state.ts';

/** A minor version adds, a major one breaks. */
export const formatVersion = '1.0';

export interface Tool {
  readonly name: string;
  readonly version: string;
}

export function planDocument(plan: Plan, tool: Tool): { readonly [name: string]: Json } {
  const changes = plan.changes.map(changeDocument);
  const noLongerListed = plan.noLongerListed.map(
    (address): Diagnostic => ({
      severity: 'warning',
      code: 'no-longer-listed',
      message: `${format(address)} is in the scope of this configuration and no longer listed in it; it is kept as it is.`,
      address: format(address),
    }),
  );
  return {
    formatVersion,
    tool: { ...tool },
    target: { ...plan.target },
    digest: digest(changes),
    summary: { ...plan.summary },
    cost: { ...plan.cost },
    safety: plan.safety.map((check) => ({ ...check })),
    changes,
    diagnostics: [...plan.diagnostics, ...noLongerListed].map(diagnosticDocument),
  };
}

function changeDocument(change: PlannedChange): { readonly [name: string]: Json } {
  return {
    address: format(change.address),
    action: change.action,
    before: change.action === 'create' ? null : change.before,
    after: change.action === 'delete' ? null : change.after,
    attributes: change.action === 'update' ? change.attributes.map((attribute) => ({ ...attribute })) : [],
    calls: change.calls,
    risk: change.risk,
  };
}

export function diagnosticDocument({ severity, code, message, source, address }: Diagnostic): {
  readonly [name: string]: Json;
} {
  return { severity, code, message, ...source, ...(address !== undefined && { address }) };
}

/** Of the changes alone: the same changes have the same digest whenever and wherever they are planned. */
export const digest = (changes: Json): string =>
  `sha256:${createHash('sha256').update(canonicalJson(changes)).digest('hex')}`;
