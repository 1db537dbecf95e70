import { describe, expect, test } from 'vitest';
import type { CallFailure, ChangeResult, SkipReason } from '../../src/reconciler/events.ts';
import { because, resultText, summaryText, type Tally, tally } from '../../src/report/text/apply-text.ts';
import { makePaint } from '../../src/report/text/paint.ts';
import { failure, result } from '../support/results.ts';

const paint = makePaint(false);
const text = (some: Partial<ChangeResult>): string => resultText(result(some), paint);
const errored = (...failures: readonly CallFailure[]) => ({ outcome: 'errored', done: [], failures }) as const;

describe('a change', () => {
  test('that is made', () => {
    expect(text({ action: 'create', done: ['CreateUser'] })).toBe('user/jane: created (CreateUser)\n');
    expect(text({ done: ['UpdateUserIdentityInfo', 'TagResource'] })).toBe(
      'user/jane: updated (UpdateUserIdentityInfo, TagResource)\n',
    );
    expect(text({ action: 'delete', done: ['DeleteUser'] })).toBe('user/jane: deleted (DeleteUser)\n');
    expect(text({ adoption: true, done: ['TagResource'] })).toBe('user/jane: adopted (TagResource)\n');
  });

  test('that fails', () => {
    expect(text(errored(failure()))).toBe(
      'user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException: Not that.\n',
    );
  });

  test('that fails after several attempts, with the id to ask AWS about', () => {
    expect(text(errored(failure({ attempts: 12, requestId: 'r-1' })))).toMatchInlineSnapshot(`
      "user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException after 12 attempts: Not that. (request r-1)
      "
    `);
  });

  test('A25: of which parts fail', () => {
    const failures = [failure(), failure({ call: 'UpdateUserConfig' })];
    const left = ['UpdateUserIdentityInfo', 'UpdateUserConfig'];
    expect(text({ ...errored(...failures), done: ['UpdateUserRoutingProfile'], left })).toMatchInlineSnapshot(`
      "user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException: Not that.
      user/jane: failed: UpdateUserConfig: InvalidParameterException: Not that.
      user/jane: partly updated (UpdateUserRoutingProfile; left: UpdateUserIdentityInfo, UpdateUserConfig)
      "
    `);
  });

  test('that is skipped', () => {
    const skipped = { type: 'depends', on: { kind: 'user', key: 'omar' } } as const;
    expect(text({ outcome: 'skipped', done: [], skipped })).toBe(
      'user/jane: skipped: it waits for user/omar, whose change was not made\n',
    );
  });

  test('that is interrupted is told where something of it was made; the others are counted in the end', () => {
    const skipped = { type: 'interrupted' } as const;
    expect(text({ outcome: 'skipped', done: ['UpdateUserConfig'], left: ['UpdateUserRoutingProfile'], skipped })).toBe(
      'user/jane: partly updated (UpdateUserConfig; left: UpdateUserRoutingProfile): interrupted\n',
    );
    expect(text({ outcome: 'skipped', done: [], skipped })).toBe('');
  });

  test('of others is shown on one line', () => {
    const address = { kind: 'user', key: 'x\u001b[2J' };
    expect(text({ ...errored(failure({ message: 'a\nb\u202e' })), address })).toBe(
      'user/x\\u{1b}[2J: failed: UpdateUserIdentityInfo: InvalidParameterException: a\\u{a}b\\u{202e}\n',
    );
  });
});

describe('why a call was not made', () => {
  const rows: readonly (readonly [SkipReason | undefined, string])[] = [
    [{ type: 'depends', on: { kind: 'user', key: 'omar' } }, 'it waits for user/omar, whose change was not made'],
    [
      { type: 'pointless', call: 'CreateUser', error: 'LimitExceededException' },
      'Connect refuses CreateUser with LimitExceededException',
    ],
    [{ type: 'interrupted' }, 'interrupted'],
    [undefined, 'not made'],
  ];
  test.each(rows)('%j', (reason, words) => expect(because(reason)).toBe(words));
});

describe('what an apply came to', () => {
  const none: Tally = { create: 0, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 };
  test.each<readonly [Partial<Tally>, string]>([
    [{ create: 1, update: 2 }, 'Apply complete! Resources: 1 added, 2 changed, 0 destroyed.'],
    [{ adopt: 3 }, 'Apply complete! Resources: 0 added, 0 changed, 0 destroyed, 3 adopted.'],
    [
      { create: 1, failed: 1, skipped: 2 },
      'Apply incomplete. Resources: 1 added, 0 changed, 0 destroyed; 1 resource failed, 2 skipped. Run apply again to continue.',
    ],
    [
      { skipped: 1 },
      'Apply incomplete. Resources: 0 added, 0 changed, 0 destroyed; 0 resources failed, 1 skipped. Run apply again to continue.',
    ],
  ])('%j', (sums, words) => expect(summaryText({ ...none, ...sums }, paint)).toBe(`\n${words}\n`));

  test('is counted by what became of each change', () => {
    const results = [
      ...[result({ action: 'create' }), result({ action: 'update' }), result({ action: 'update', adoption: true })],
      ...[
        result({ action: 'delete' }),
        result(errored(failure())),
        result({ outcome: 'skipped', done: ['CreateUser'] }),
      ],
    ];
    expect(tally(results)).toEqual({ create: 1, update: 1, delete: 1, adopt: 1, failed: 1, skipped: 1 });
  });
});
