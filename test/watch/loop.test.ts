/** The loop on a manual clock, with passes of the test's own making. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { Interrupted } from '../../src/base/errors.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { digestOf } from '../../src/watch/agreement.ts';
import { makeWatch } from '../../src/watch/loop.ts';
import type { LoopOptions, PassRequest, WatchEvent, WatchedConfiguration } from '../../src/watch/ports.ts';
import { waitsForQuiet } from '../../src/watch/quiet.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { changes, create, plan } from '../support/plans.ts';
import { failure, result } from '../support/results.ts';

const second = 1000;
const minute = 60 * second;

const filesOf = (
  digest: string,
  more: Partial<WatchedConfiguration> & { readonly errors?: readonly Diagnostic[] } = {},
): WatchedConfiguration => ({
  wanted: { desired: new Map(), managed: new Set(), policy: defaultPolicy, diagnostics: more.errors ?? [] },
  ...{ windows: [], names: ['connect-sync.yaml'], digest },
  ...more,
});

const change = create('jane', {});
const mistake: Diagnostic = { severity: 'error', code: 'unknown-name', message: 'Wrong.' };

type Pass = (asked: PassRequest<WatchedConfiguration>) => Promise<Outcome>;

/** Plans these changes and, where that is approved, makes them. */
const planning =
  (changes: Plan['changes'], outcome: 'complete' | 'errored' = 'complete'): Pass =>
  async ({ approve }) => {
    const made = plan({ changes });
    if (!(await approve(made))) return { type: 'declined', plan: made };
    const failures = outcome === 'errored' ? [failure()] : [];
    const done = outcome === 'errored' ? [] : ['CreateUser'];
    return {
      type: 'applied',
      plan: made,
      results: changes.map(({ address, action }) => result({ address, action, outcome, failures, done })),
    };
  };
const nothing = planning([]);

function watching({
  files = filesOf('a'),
  ...options
}: Partial<LoopOptions> & { readonly files?: WatchedConfiguration } = {}) {
  const clock = makeManualClock();
  const stop = new AbortController();
  const events: WatchEvent[] = [];
  const asked: PassRequest<WatchedConfiguration>[] = [];
  const state = { files, pass: nothing as Pass, running: 0, most: 0 };
  const watch = makeWatch<WatchedConfiguration>(
    {
      ...{ clock, random: () => 0.5, makeAbort: () => new AbortController(), tell: (event) => void events.push(event) },
      readFiles: async () => state.files,
      instance: () => ({ id: 'i', arn: 'a', region: 'r', identityManagement: 'SAML' }),
      explain: (error) => ({ reason: String(error), key: String(error) }),
      async pass(one) {
        asked.push(one);
        state.most = Math.max(state.most, ++state.running);
        try {
          return await state.pass(one);
        } finally {
          state.running -= 1;
        }
      },
    },
    { mode: 'apply', interval: 5 * minute, fullReadInterval: 60 * minute, ...options },
  );
  const end = watch.run(stop.signal);
  const outcomes = (): readonly string[] =>
    events.flatMap((event) =>
      event.type === 'passEnded'
        ? [`${event.report.trigger} ${event.report.outcome} at ${event.report.endedAt / second}`]
        : [],
    );
  const reasons = () => events.flatMap((event) => (event.type === 'passEnded' ? [event.report.reason] : []));
  return { clock, watch, stop, end, events, asked, state, outcomes, reasons, status: watch.controls.status };
}

describe('a watch looks', () => {
  test('at its start and at every interval', async () => {
    const { clock, outcomes, status } = watching();
    await clock.advance(11 * minute);
    expect(outcomes()).toEqual(['start in-sync at 0', 'interval in-sync at 300', 'interval in-sync at 600']);
    expect(status()).toMatchObject({ nextPassAt: 15 * minute, lastSuccessAt: 10 * minute, backingOff: [] });
  });

  test('when files change, and not when they were only touched', async () => {
    const { clock, watch, state, outcomes, asked } = watching();
    await clock.advance(second);
    watch.filesMoved();
    await clock.advance(second);
    expect(asked).toHaveLength(1);
    state.files = filesOf('b');
    watch.filesMoved();
    await clock.advance(second);
    expect(outcomes()).toEqual(['start in-sync at 0', 'files in-sync at 2']);
    await clock.advance(5 * minute);
    expect(outcomes()[2]).toBe('interval in-sync at 302');
  });

  test('when it is asked; then at everything', async () => {
    const { clock, watch, asked, outcomes } = watching();
    await clock.advance(second);
    watch.controls.reconcile('request');
    await clock.advance(second);
    watch.controls.reconcile('signal');
    await clock.advance(second);
    expect(outcomes()).toEqual(['start in-sync at 0', 'request in-sync at 1', 'signal in-sync at 2']);
    expect(asked.map(({ whole }) => whole)).toEqual([true, true, true]);
  });

  test('at everything once in the full read interval, counted from a look that succeeded', async () => {
    const { clock, state, asked } = watching();
    state.pass = async () => {
      throw new Error('no network');
    };
    await clock.advance(second);
    state.pass = nothing;
    await clock.advance(80 * minute);
    const whole = asked.flatMap((one, index) => (one.whole ? [index] : []));
    expect(whole).toEqual([0, 1, 13]);
  });

  test('never twice at a time, and once more after a look in which it was asked', async () => {
    const { clock, watch, state, outcomes } = watching();
    state.pass = async (asked) => {
      await clock.sleep(minute);
      return nothing(asked);
    };
    await clock.advance(second);
    for (let times = 0; times < 5; times++) watch.controls.reconcile('request');
    await clock.advance(3 * minute);
    expect(outcomes()).toEqual(['start in-sync at 60', 'request in-sync at 120']);
    expect(state.most).toBe(1);
  });
});

test('what a pass waits for before it reads is told, and when that was over', async () => {
  const { clock, state, status } = watching();
  state.pass = async (asked) => {
    const goOn = asked.waits('Waiting for the lock.');
    await clock.sleep(minute);
    goOn();
    await clock.sleep(minute);
    return nothing(asked);
  };
  await clock.advance(second);
  expect(status().running).toEqual({ trigger: 'start', since: 0, wait: { reason: 'Waiting for the lock.' } });
  await clock.advance(minute);
  expect(status().running?.wait).toEqual({ reason: 'Waiting for the lock.', until: minute });
  await clock.advance(minute);
  expect(status().running).toBeUndefined();
});

describe('a watch applies', () => {
  test('what differs', async () => {
    const { clock, state, outcomes, status } = watching();
    state.pass = planning([change]);
    await clock.advance(second);
    expect(outcomes()).toEqual(['start applied at 0']);
    expect(status().pending).toBeUndefined();
  });

  test('nothing where it observes', async () => {
    const { clock, state, outcomes, status } = watching({ mode: 'observe' });
    state.pass = planning([change]);
    await clock.advance(second);
    expect(outcomes()).toEqual(['start observed at 0']);
    expect(status().pending?.changes).toEqual([change]);
    expect(status().lastSuccessAt).toBeUndefined();
  });

  test('nothing while it is suspended; it goes on at once when it is resumed', async () => {
    const { clock, watch, state, outcomes, status } = watching();
    await clock.advance(second);
    watch.controls.suspend();
    watch.controls.suspend();
    state.pass = planning([change]);
    await clock.advance(6 * minute);
    expect(status()).toMatchObject({ suspendedSince: second, pending: { changes: [change] } });
    watch.controls.resume();
    await clock.advance(second);
    expect(outcomes().slice(1)).toEqual(['interval waiting at 300', 'resume applied at 361']);
    expect(status().suspendedSince).toBeUndefined();
  });

  test('no further where it is suspended on the way', async () => {
    const { clock, watch, state, outcomes, reasons } = watching();
    state.pass = async ({ approve, signal }) => {
      const made = plan({ changes: [change] });
      await approve(made);
      await clock.sleep(minute, signal).catch(() => {});
      const skipped = { type: 'interrupted' } as const;
      return {
        type: 'applied',
        plan: made,
        results: [result({ address: change.address, outcome: 'skipped', done: [], skipped })],
      };
    };
    await clock.advance(second);
    watch.controls.suspend();
    await clock.advance(second);
    expect(outcomes()).toEqual(['start waiting at 1']);
    expect(reasons()[0]).toContain('Suspended on the way');
  });

  test('only within the windows, and at once when one opens', async () => {
    const windows = [{ schedule: '17 0 * * *', duration: 2 * minute, timeZone: 'UTC' }];
    const { clock, state, outcomes, status } = watching({ files: filesOf('a', { windows }) });
    state.pass = planning([change]);
    await clock.advance(second);
    expect(status().window).toEqual({ open: false, changesAt: 17 * minute });
    await clock.advance(23 * minute);
    expect(outcomes()).toEqual([
      ...['start waiting at 0', 'interval waiting at 300', 'interval waiting at 600', 'interval waiting at 900'],
      ...['window applied at 1020', 'interval waiting at 1320'],
    ]);
  });

  test('nothing where a password cannot be sent', async () => {
    const { clock, state, outcomes } = watching();
    const diagnostics = [{ severity: 'warning', code: 'secret-not-usable', message: 'Not set.' }] as const;
    state.pass = async ({ approve }) => {
      const made = plan({ changes: [change], diagnostics });
      expect(await approve(made)).toBe(false);
      return { type: 'declined', plan: made };
    };
    await clock.advance(second);
    expect(outcomes()).toEqual(['start invalid at 0']);
  });
});

describe('a plan that a safety rule refuses', () => {
  const refused = plan({
    changes: [change],
    safety: [{ rule: 'limits.create', limit: '0', value: 1, result: 'fail', message: 'One too many.' }],
  });
  const refusing: Pass = async ({ approve }) => {
    await approve(refused);
    return { type: 'refused', plan: refused };
  };

  test('stops it from applying, also what would pass now, until the files change', async () => {
    const { clock, watch, state, outcomes, reasons, status } = watching();
    state.pass = refusing;
    await clock.advance(second);
    state.pass = planning([change]);
    await clock.advance(6 * minute);
    expect(outcomes()).toEqual(['start refused at 0', 'interval refused at 300']);
    expect(reasons()).toEqual([expect.stringContaining('limits.create: One too many.'), reasons()[0]]);
    expect(status().pending?.changes).toEqual([change]);
    state.files = filesOf('b');
    watch.filesMoved();
    await clock.advance(second);
    expect(outcomes().at(-1)).toBe('files applied at 361');
  });

  test('is checked against the rules again when somebody resumes', async () => {
    const { clock, watch, state, outcomes } = watching();
    state.pass = refusing;
    await clock.advance(second);
    watch.controls.resume();
    await clock.advance(second);
    state.pass = planning([change]);
    watch.controls.resume();
    await clock.advance(second);
    expect(outcomes()).toEqual(['start refused at 0', 'resume refused at 1', 'resume applied at 2']);
  });

  test('is forgotten once nothing is left to do', async () => {
    const { clock, watch, state, outcomes } = watching();
    state.pass = refusing;
    await clock.advance(second);
    state.pass = nothing;
    watch.controls.reconcile('request');
    await clock.advance(second);
    state.pass = planning([change]);
    watch.controls.reconcile('request');
    await clock.advance(second);
    expect(outcomes()).toEqual(['start refused at 0', 'request in-sync at 1', 'request applied at 2']);
  });
});

describe('trouble', () => {
  test('that ends a pass is tried again, ever more rarely, until it is over', async () => {
    const { clock, state, outcomes, events } = watching();
    state.pass = async () => {
      throw new Error('no network');
    };
    await clock.advance(40 * second);
    state.pass = nothing;
    await clock.advance(6 * minute);
    // With a middling random number each delay is three quarters of its longest: 3.75 s, 7.5 s, 15 s, 30 s.
    expect(outcomes()).toEqual([
      ...['start failed at 0', 'retry failed at 3.75', 'retry failed at 11.25', 'retry failed at 26.25'],
      ...['retry in-sync at 56.25', 'interval in-sync at 356.25'],
    ]);
    const news = events.flatMap((event) => (event.type === 'passEnded' ? [event.isNews] : []));
    expect(news).toEqual([true, false, false, false, true, false]);
  });

  test('is forgotten when the files change', async () => {
    const { clock, watch, state, outcomes } = watching();
    state.pass = async () => {
      throw new Error('no network');
    };
    await clock.advance(minute);
    const before = outcomes().length;
    state.files = filesOf('b');
    watch.filesMoved();
    await clock.advance(4 * second);
    expect(outcomes().slice(before)).toEqual(['files failed at 60', 'retry failed at 63.75']);
  });

  test('with the files keeps anything from being read or written until they are fixed', async () => {
    const { clock, watch, state, outcomes, asked } = watching();
    await clock.advance(second);
    state.files = filesOf('broken', { errors: [mistake] });
    watch.filesMoved();
    await clock.advance(20 * minute);
    expect(asked).toHaveLength(1);
    expect(outcomes()[1]).toBe('files invalid at 1');
    state.files = filesOf('fixed');
    watch.filesMoved();
    await clock.advance(second);
    expect(outcomes().at(-1)).toBe('files in-sync at 1201');
  });

  test('with files that cannot be read at the moment is no end', async () => {
    const { clock, state, watch, outcomes } = watching();
    await clock.advance(second);
    const { files } = state;
    Object.defineProperty(state, 'files', {
      configurable: true,
      get: () => {
        throw new Error('They keep changing');
      },
    });
    watch.filesMoved();
    await clock.advance(second);
    Object.defineProperty(state, 'files', { value: files });
    await clock.advance(minute);
    expect(outcomes().slice(1)).toEqual(['files failed at 1', 'retry in-sync at 4.75']);
  });

  test('with one resource leaves that one out, until its time or until somebody asks', async () => {
    const { clock, watch, state, asked, status } = watching();
    state.pass = planning([change], 'errored');
    await clock.advance(20 * second);
    expect(asked.map(({ leftOut }) => leftOut.length)).toEqual([0, 0, 0]);
    expect(status().backingOff).toEqual([{ address: 'user/jane', failures: 3, until: 56.25 * second }]);
    watch.controls.reconcile('request');
    await clock.advance(second);
    expect(asked.at(-1)?.leftOut).toEqual([]);
    await clock.advance(30 * second);
    expect(status().backingOff[0]?.failures).toBe(3);
    const before = asked.length;
    state.files = filesOf('b', { names: ['other.yaml'] });
    state.pass = planning([]);
    watch.filesMoved();
    await clock.advance(second);
    expect(asked.at(before)?.leftOut).toEqual([]);
    expect(status().backingOff).toEqual([]);
  });
});

describe('told to leave', () => {
  const bye = new Interrupted('SIGTERM');

  test('it leaves at once where it waits', async () => {
    const { clock, stop, end } = watching();
    await clock.advance(second);
    stop.abort(bye);
    await end;
    expect(clock.sleepers()).toBe(0);
  });

  test('it leaves without a report where it only looks', async () => {
    const { clock, stop, end, state, outcomes } = watching();
    state.pass = async ({ signal }) => {
      await clock.sleep(minute, signal);
      return nothing({} as PassRequest<WatchedConfiguration>);
    };
    await clock.advance(second);
    stop.abort(bye);
    await end;
    expect(outcomes()).toEqual([]);
  });

  test('it reports what was made, and begins nothing more', async () => {
    const { clock, watch, stop, end, state, outcomes } = watching();
    state.pass = async ({ approve }) => {
      const made = plan({ changes: [change] });
      await approve(made);
      await clock.sleep(second);
      return { type: 'applied', plan: made, results: [result({ address: change.address })] };
    };
    await clock.advance(10);
    watch.controls.reconcile('request');
    stop.abort(bye);
    await clock.run(end);
    expect(outcomes()).toEqual(['start applied at 1']);
  });

  test('before it began, it does nothing', async () => {
    const { watch, asked } = watching();
    const before = asked.length;
    await watch.run(AbortSignal.abort(bye));
    expect(asked).toHaveLength(before);
  });
});

describe('A11: deletions wait until the files are at rest', () => {
  /** Makes what is not postponed, as a pass does. */
  const making =
    (all: Plan['changes']): Pass =>
    async ({ approve, postponed, on }) => {
      const made = plan({ changes: all });
      on({ type: 'plan', plan: made });
      if (!(await approve(made))) return { type: 'declined', plan: made };
      const now = all.filter((one) => !postponed?.(one));
      const results = now.map(({ address, action }) => result({ address, action }));
      return { type: 'applied', plan: made, results };
    };

  test('creations do not; the next look comes when it is time', async () => {
    const { clock, state, outcomes, status, reasons } = watching();
    state.pass = making([change, changes.remove]);
    await clock.advance(second);
    expect(outcomes()).toEqual(['start waiting at 0']);
    expect(reasons()[0]).toBe(
      '1 deletion waits until the files have been unchanged for policy.settle, at 1970-01-01 00:02:00 UTC.',
    );
    expect(status().pending?.changes).toEqual([changes.remove]);
    state.pass = making([changes.remove]);
    await clock.advance(2 * minute);
    expect(outcomes()).toEqual(['start waiting at 0', 'settled applied at 120']);
  });

  test('anew from every change of a file', async () => {
    const { clock, watch, state, outcomes } = watching();
    await clock.advance(3 * minute);
    state.pass = making([changes.remove]);
    state.files = filesOf('half');
    watch.filesMoved();
    await clock.advance(minute);
    state.pass = making([]);
    state.files = filesOf('whole');
    watch.filesMoved();
    await clock.advance(10 * minute);
    expect(outcomes().slice(1, 3)).toEqual(['files waiting at 180', 'files in-sync at 240']);
    expect(outcomes().join()).not.toContain('applied');
  });

  test('parking waits likewise, and what a date brings does not', () => {
    const leaving = { parkedOn: '2026-11-28', deleteOn: '2026-12-28' };
    const parked = { path: 'tags.connect-sync:parked', before: null, after: '2026-11-28' };
    const parking = { ...changes.update, attributes: [parked], leaving };
    const due = { due: true } as const;
    const all = [
      change,
      changes.update,
      changes.remove,
      parking,
      { ...changes.remove, ...due },
      { ...parking, ...due },
    ];
    expect(all.map(waitsForQuiet)).toEqual([false, false, true, true, false, false]);
  });

  test('not at the start, where the files are old; and not longer where the clock is set back', async () => {
    const { clock, state, outcomes } = watching({ files: filesOf('a', { modifiedAt: -10 * minute }) });
    state.pass = making([changes.remove]);
    await clock.advance(second);
    expect(outcomes()).toEqual(['start applied at 0']);
  });
});

describe('an acceptance', () => {
  const remove = changes.remove;
  const refusedPlan = plan({
    changes: [remove],
    safety: [{ rule: 'limits.delete', limit: '0', value: 1, result: 'fail', acceptable: 'delete=1' }],
  });
  /** Refuses one deletion, unless exactly that is accepted. */
  const guarded =
    (all: Plan['changes']): Pass =>
    async ({ approve, accepted }) => {
      const deletions = all.filter(({ action }) => action === 'delete').length;
      const isAccepted = accepted(all).delete === deletions;
      const made = plan({ changes: all, safety: isAccepted ? [] : refusedPlan.safety });
      const agreed = await approve(made);
      if (!isAccepted) return { type: 'refused', plan: made };
      if (!agreed) return { type: 'declined', plan: made };
      return { type: 'applied', plan: made, results: all.map(({ address, action }) => result({ address, action })) };
    };
  const old = filesOf('a', { modifiedAt: -10 * minute });

  test('A11: of the start is for the first plan, and lasts until what waits has been made', async () => {
    const { clock, state, outcomes } = watching({ accept: { delete: 1 } });
    state.pass = guarded([remove]);
    await clock.advance(3 * minute);
    expect(outcomes()).toEqual(['start waiting at 0', 'settled applied at 120']);
    state.pass = guarded([remove]);
    await clock.advance(5 * minute);
    expect(outcomes().at(-1)).toMatch(/^interval refused/);
  });

  test('A11: of the start is not for a change that the first plan did not have', async () => {
    const { clock, state, outcomes } = watching({ accept: { delete: 1 } });
    state.pass = guarded([remove]);
    await clock.advance(second);
    state.pass = guarded([{ ...remove, address: { kind: 'user', key: 'somebody.else' } }]);
    await clock.advance(3 * minute);
    expect(outcomes()).toEqual(['start waiting at 0', 'settled refused at 120']);
  });

  test('A16: names the plan and its number; resuming is none', async () => {
    const { clock, watch, state, outcomes } = watching({ files: old });
    const { accept, resume } = watch.controls;
    const digest = digestOf(refusedPlan);
    expect(accept({ digest, accepted: { delete: 1 } })).toBe('Nothing is refused at the moment.');
    state.pass = guarded([remove]);
    await clock.advance(second);
    resume();
    await clock.advance(second);
    expect(accept({ digest: 'sha256:0', accepted: { delete: 1 } })).toContain('The plan has changed');
    expect(accept({ digest, accepted: { delete: 2 } })).toBe('The plan needs delete=1, not delete=2.');
    expect(accept({ digest, accepted: { delete: 1, create: 1 } })).toContain('The plan needs delete=1');
    expect(accept({ digest, accepted: { delete: 1 } })).toBeUndefined();
    await clock.advance(second);
    expect(outcomes()).toEqual(['start refused at 0', 'resume refused at 1', 'accept applied at 2']);
  });

  test('A16: is not for a plan that has changed since', async () => {
    const { clock, watch, state, outcomes } = watching({ files: old });
    state.pass = guarded([remove]);
    await clock.advance(second);
    state.pass = guarded([{ ...remove, address: { kind: 'user', key: 'somebody.else' } }]);
    expect(watch.controls.accept({ digest: digestOf(refusedPlan), accepted: { delete: 1 } })).toBeUndefined();
    await clock.advance(second);
    expect(outcomes()).toEqual(['start refused at 0', 'accept refused at 1']);
  });
});

test('A16: while changes are made, the status says so, and what is left', async () => {
  const { clock, watch, state, status } = watching();
  state.pass = async ({ approve, on }) => {
    const made = plan({ changes: [changes.create, changes.update] });
    on({ type: 'plan', plan: made });
    await approve(made);
    on({ type: 'applyBegins', calls: { CreateUser: 1, UpdateUserIdentityInfo: 1 } });
    on({ type: 'changeStarted', address: changes.create.address, action: 'create' });
    await clock.sleep(minute);
    const first = result({ address: changes.create.address, action: 'create' });
    on({ type: 'callEnded', address: changes.create.address, call: 'CreateUser', outcome: 'done' });
    on({ type: 'changeEnded', result: first });
    await clock.sleep(minute);
    return { type: 'applied', plan: made, results: [first, result({ address: changes.update.address })] };
  };
  await clock.advance(second);
  expect(status().running?.applying).toMatchObject({ done: 0, total: 2, underWay: [{ action: 'create' }] });
  expect(status().pending?.changes).toHaveLength(2);
  watch.controls.reconcile('request');
  expect(status().askedAt).toBe(second);
  await clock.advance(minute);
  expect(status().running?.applying).toMatchObject({
    done: 1,
    callsDone: 1,
    callsLeft: { CreateUser: 0, UpdateUserIdentityInfo: 1 },
  });
  expect(status().pending?.changes).toEqual([changes.update]);
  state.pass = nothing;
  await clock.advance(minute);
  expect(status()).not.toHaveProperty('askedAt');
  expect(status()).not.toHaveProperty('running');
});

test('A29: a suspension of an earlier process goes on, until somebody resumes', async () => {
  const { clock, watch, state, outcomes, events, status } = watching();
  state.pass = async (asked) => {
    asked.wasSuspended(-5 * minute);
    return planning([change])(asked);
  };
  await clock.advance(second);
  expect(outcomes()).toEqual(['start waiting at 0']);
  expect(status().suspendedSince).toBe(-5 * minute);
  expect(events).toContainEqual({ type: 'suspended', since: -5 * minute });
  state.pass = planning([change]);
  watch.controls.resume();
  await clock.advance(second);
  expect(outcomes().at(-1)).toBe('resume applied at 1');
});
