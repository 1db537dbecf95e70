/** One pass: read, plan, ask, apply. It calls; it never decides. */

import { hasCertainErrors, hasErrors, inReadingOrder } from '../base/diagnostic.ts';
import { present } from '../base/json.ts';
import { makeMayRemove, marked } from '../plan/compare/ownership.ts';
import { staleExports } from '../plan/compare/people.ts';
import { makeObjection } from '../plan/compare/still.ts';
import { withinTargets } from '../plan/compare/target.ts';
import { wantedAt } from '../plan/days/period.ts';
import { keyOf } from '../plan/model/rules.ts';
import { broken } from '../plan/safety/guard.ts';
import { count } from '../plan/timing/cost.ts';
import { changesFrom, compare, kindsThatMayGo, kindsToRead, rulesIn } from './compare.ts';
import { draft } from './draft.ts';
import { openGate } from './gate.ts';
import { noJournal } from './journal.ts';
import { lookInto } from './look-into.ts';
import type { Approve, Outcome, Ports, Wanted } from './pass.ts';
import { readLive } from './read-live.ts';
import { execute } from './sending/executor.ts';

export type { Approve, Outcome, Ports, Wanted };

/**
 * `approve` is asked once with the finished plan; where it declines, nothing is written. A plan that a safety rule refuses
 * is shown to it as well, and not made whatever it says.
 */
export async function reconcile(wanted: Wanted, given: Ports, approve: Approve): Promise<Outcome> {
  const ports = { ...given, rules: rulesIn(given.rules, given.kinds, given.instance) };
  const { journal = noJournal, gate = openGate } = ports;
  const { clock, emit, instance, kinds, memory, method = 'search', rules, send, signal } = ports;
  const { identityManagement } = instance;
  const readable = [...wanted.diagnostics, ...staleExports(wanted.sources ?? [], clock.now())];
  if (hasCertainErrors(readable)) return { type: 'invalid', diagnostics: inReadingOrder(readable, wanted.files) };
  const at = wanted.asOf ?? clock.now();
  const desired = marked(wantedAt(wanted.desired, at), wanted.owner, rules);
  const read = await readLive({
    ...{ send, clock, emit, signal, kinds, rules, method, identityManagement },
    ...present({ cache: ports.cache, memory, renamed: wanted.renamed }),
    wanted: kindsToRead(wanted, kinds, rules),
    detailed: wanted.managed,
    mayDelete: kindsThatMayGo(wanted, kinds),
    desired: withinTargets(desired, wanted.targets, rules),
    mayRemove: makeMayRemove(desired, wanted, rules),
  });
  const compared = compare({ wanted: { ...wanted, at }, desired, read }, ports);
  if (hasErrors(compared.diagnostics)) return { type: 'invalid', diagnostics: compared.diagnostics };

  const { changes } = compared;
  const { policy } = wanted;
  const insight = await lookInto(changes, read, { send, method, identityManagement, signal, policy, kinds, rules });
  const { plan, work: all } = await draft({ wanted, compared, insight, changedLately: read.changedLately }, ports);
  emit({ type: 'plan', plan });
  const agreed = await approve(plan, (edit) =>
    changesFrom(edit(read.live), { wanted: { ...wanted, at }, desired }, rules),
  );
  if (broken(plan.safety).length > 0) return { type: 'refused', plan };
  if (!agreed) return { type: 'declined', plan };
  const { postponed } = wanted;
  const work = postponed ? all.filter(({ change }) => !postponed(change)) : all;
  const calls = count(work.flatMap(({ operations }) => operations.map(({ call }) => call)));
  await journal.begin(plan, calls);
  emit({ type: 'applyBegins', calls });
  for (const { change } of work) {
    const { kind, key } = change.address;
    memory?.touch(kind, read.live.get(keyOf(rules, change.address))?.id ?? key);
  }
  const objection = makeObjection(wanted, rules);
  return {
    type: 'applied',
    plan,
    results: await execute(work, { ...ports, journal, gate, objection, live: read.live }),
  };
}
