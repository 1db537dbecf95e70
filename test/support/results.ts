import type { CallFailure, ChangeResult } from '../../src/reconciler/events.ts';

/** What became of one change: made, unless a test says otherwise. */
export const result = (more: Partial<ChangeResult> = {}): ChangeResult => ({
  ...{ address: { kind: 'user', key: 'jane' }, action: 'update', adoption: false, outcome: 'complete' },
  ...{ done: ['UpdateUserIdentityInfo'], failures: [], milliseconds: 1500 },
  ...more,
});

export const failure = (more: Partial<CallFailure> = {}): CallFailure => ({
  ...{
    call: 'UpdateUserIdentityInfo',
    error: 'InvalidParameterException',
    message: 'Not that.',
    denied: false,
    attempts: 1,
    uncertain: false,
  },
  ...more,
});
