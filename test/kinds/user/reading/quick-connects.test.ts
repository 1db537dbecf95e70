/** The quick connects that point at users who are to be deleted, and have to be deleted before them. */
import type { QuickConnect } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { LookIntoContext } from '../../../../src/kinds/kind.ts';
import { addQuickConnects } from '../../../../src/kinds/user/reading/quick-connects.ts';
import { lookingInto, onlyWith } from '../../../support/reading.ts';
import { type Answers, failed, script } from '../../../support/script.ts';
import { liveUser } from '../../../support/users.ts';

const phone = { phoneConfig: { deskPhoneNumber: '+4930' } } as const;
const jane = liveUser('jane', phone, { quickConnects: ['from before'] });
const omar = liveUser('omar', {});

const pointingAt = (QuickConnectId: string, UserId: string): QuickConnect => ({
  QuickConnectId,
  QuickConnectConfig: { QuickConnectType: 'USER', UserConfig: { UserId, ContactFlowId: 'flow' } },
});
const toQueue: QuickConnect = {
  QuickConnectId: 'queue',
  QuickConnectConfig: { QuickConnectType: 'QUEUE', QueueConfig: { QueueId: 'q', ContactFlowId: 'flow' } },
};
const found = (...QuickConnects: readonly QuickConnect[]) => ({
  QuickConnects: [...QuickConnects],
  ApproximateTotalCount: QuickConnects.length,
});
const withThem = (quickConnects: readonly string[]) => ({ ...jane, carried: { quickConnects } });

async function add(answers: Answers, more: Partial<LookIntoContext> = {}) {
  const { send, sent } = script(answers);
  const warned: unknown[] = [];
  const { signal } = new AbortController();
  const warn = (code: string, message: string): void => void warned.push([code, message]);
  const users = await addQuickConnects([jane, omar], lookingInto(onlyWith(signal, send), { warn, signal, ...more }));
  return { users, sent, warned };
}

describe('where they can be searched', () => {
  test('one search finds them, and only users who have some are returned, with them in order', async () => {
    const answers = {
      SearchQuickConnects: found(pointingAt('b', jane.id), toQueue, pointingAt('a', jane.id), pointingAt('c', 'other')),
    };
    expect(await add(answers)).toEqual({
      users: [withThem(['a', 'b'])],
      sent: [{ call: 'SearchQuickConnects', input: { MaxResults: 100 } }],
      warned: [],
    });
  });

  test('one that is not of type USER points at nobody, whatever else it says', async () => {
    const QuickConnectConfig = {
      QuickConnectType: 'QUEUE',
      UserConfig: { UserId: jane.id, ContactFlowId: 'flow' },
    } as const;
    const odd = { QuickConnectId: 'odd', QuickConnectConfig };
    const unfinished = { QuickConnectId: 'unfinished', QuickConnectConfig: { QuickConnectType: 'USER' } } as const;
    const bare = { QuickConnectId: 'bare' };
    expect((await add({ SearchQuickConnects: found(odd, unfinished, bare) })).users).toEqual([]);
  });

  test('every page of the search is read', async () => {
    const pages = [
      { ...found(pointingAt('a', jane.id)), ApproximateTotalCount: 2, NextToken: 't' },
      { ...found(pointingAt('b', jane.id)), ApproximateTotalCount: 2 },
    ];
    expect((await add({ SearchQuickConnects: pages })).users).toEqual([withThem(['a', 'b'])]);
  });

  test('a search that comes short is made again', async () => {
    const whole = found(pointingAt('a', jane.id), pointingAt('b', jane.id));
    const short = { ...found(pointingAt('a', jane.id)), ApproximateTotalCount: 2 };
    expect((await add({ SearchQuickConnects: [short, whole] })).users).toEqual([withThem(['a', 'b'])]);
  });

  test('and is refused where it always does', async () => {
    const short = { QuickConnects: [pointingAt('a', jane.id)], ApproximateTotalCount: 2 };
    await expect(add({ SearchQuickConnects: short })).rejects.toThrow(
      'SearchQuickConnects says that there are 2, but its pages hold 1. Nothing is planned from half a list; try again.',
    );
  });
});

describe('where they cannot be searched', () => {
  const listed = (...ids: readonly string[]) => ({ QuickConnectSummaryList: ids.map((Id) => ({ Id })) });
  const describing = ({ QuickConnectId = '' }: { readonly QuickConnectId?: string | undefined }) =>
    QuickConnectId === 'gone' ? failed('not-found') : { QuickConnect: pointingAt(QuickConnectId, jane.id) };

  test('those of type USER are listed and described; one that is gone meanwhile points at nobody', async () => {
    const answers = {
      ListQuickConnects: [{ ...listed('b', 'gone'), NextToken: 't' }, listed('a')],
      DescribeQuickConnect: describing,
    };
    const list = { QuickConnectTypes: ['USER'], MaxResults: 1000 };
    expect(await add(answers, { method: 'describe' })).toEqual({
      users: [withThem(['a', 'b'])],
      sent: [
        { call: 'ListQuickConnects', input: list },
        { call: 'ListQuickConnects', input: { ...list, NextToken: 't' } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'b' } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'gone' } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'a' } },
      ],
      warned: [],
    });
  });

  test('because the search is denied, that is said', async () => {
    const answers = {
      SearchQuickConnects: failed('denied'),
      ListQuickConnects: listed('a'),
      DescribeQuickConnect: describing,
    };
    const { users, warned } = await add(answers);
    expect(users).toEqual([withThem(['a'])]);
    expect(warned).toEqual([
      [
        'search-denied',
        'SearchQuickConnects is denied, so everything is listed and described one by one, which takes far more calls; allow connect:SearchQuickConnects, or say --read describe to do without it.',
      ],
    ]);
  });

  test('a list that breaks off is read again from its beginning', async () => {
    const pages = [{ ...listed('a'), NextToken: 't' }, failed('refused'), listed('a', 'b')];
    const answers = { ListQuickConnects: pages, DescribeQuickConnect: describing };
    expect((await add(answers, { method: 'describe' })).users).toEqual([withThem(['a', 'b'])]);
  });

  test('one that cannot be described is not taken for one that is gone', async () => {
    const answers = { ListQuickConnects: listed('a'), DescribeQuickConnect: failed('denied') };
    await expect(add(answers, { method: 'describe' })).rejects.toMatchObject({ facts: { failure: 'denied' } });
  });
});
