/** What is found out only because of what a plan would do to users: who points at them, who keeps a profile, who we are. */
import { describe, expect, test } from 'vitest';
import type { LookIntoContext } from '../../../../src/kinds/kind.ts';
import { rules } from '../../../../src/kinds/registry.ts';
import { lookInto } from '../../../../src/kinds/user/reading/look-into.ts';
import type { Change } from '../../../../src/plan/model/change.ts';
import type { Attributes, LiveState } from '../../../../src/plan/model/state.ts';
import { lookingInto, onlyWith } from '../../../support/reading.ts';
import { type Answer, type Answers, failed, script } from '../../../support/script.ts';
import { addressOf, liveState } from '../../../support/states.ts';

const state = (table: Parameters<typeof liveState>[0]): LiveState =>
  new Map(
    [...liveState(table, rules)].map(([key, one]) => [
      key,
      { ...one, id: `id-${one.address.kind}-${key.split('/')[1]}` },
    ]),
  );
const live = state({
  'user/Jane': { securityProfiles: ['Admin', 'Agent'] },
  'user/omar': { securityProfiles: ['Agent', 'Admin'] },
  'user/ada': { securityProfiles: ['Admin', 'Owner'] },
  'user/ben': { securityProfiles: ['Agent'] },
  'routingProfile/ben': {},
  'securityProfile/Admin': { permissions: ['Users.Edit', 'SecurityProfiles.Edit'] },
  'securityProfile/Owner': { permissions: [] },
  'securityProfile/Agent': { permissions: [] },
});
const idOf = (address: string): string => live.get(address)?.id ?? '';
const user = (key: string) => live.get(`user/${key}`);

const deleting = (key: string): Change => ({ action: 'delete', address: addressOf(`user/${key}`), before: {} });
const updating = (key: string, after: Attributes): Change => ({
  ...{ action: 'update', address: addressOf(`user/${key}`), before: {}, after, attributes: [] },
});
const creating = (key: string, after: Attributes): Change => ({
  ...{ action: 'create', address: addressOf(`user/${key}`), after },
});

/** Users who have these profiles by now, whatever a search said. */
const having =
  (profiles: { readonly [address: string]: readonly string[] }): Answer<'DescribeUser'> =>
  ({ UserId = '' }) => {
    const [, names] = Object.entries(profiles).find(([address]) => idOf(address) === UserId) ?? [];
    return names === undefined
      ? failed('not-found')
      : { User: { SecurityProfileIds: names.map((name) => idOf(`securityProfile/${name}`)) } };
  };
const noQuickConnects: Answers = { SearchQuickConnects: { QuickConnects: [], ApproximateTotalCount: 0 } };

async function look(changes: readonly Change[], answers: Answers = {}, more: Partial<LookIntoContext> = {}) {
  const { send, sent } = script({ ...noQuickConnects, ...answers });
  const { signal } = new AbortController();
  const context = lookingInto(onlyWith(signal, send), { signal, changes, ...more });
  return { ...(await lookInto(changes, live, context)), sent };
}
const described = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ call: 'DescribeUser', input: { UserId: idOf(address) } }));

describe('nothing is read', () => {
  const guarded = { keepAtLeast: new Map([['Admin', 1]]), identityManagement: 'SAML' } as const;
  const rows: { readonly [sentence: string]: readonly Change[] } = {
    'where nothing changes': [],
    'where nobody loses anything': [updating('Jane', { routingProfile: 'Tier 2' })],
    'where users are created': [creating('new', { securityProfiles: ['Agent'] })],
  };
  test.each(Object.entries(rows))('%s', async (_, changes) => {
    expect(await look(changes, {}, guarded)).toEqual({
      live: [],
      self: undefined,
      administration: undefined,
      sent: [],
    });
  });
});

describe('quick connects', () => {
  const pointing = (address: string) => ({
    QuickConnectId: `to ${address}`,
    QuickConnectConfig: { QuickConnectType: 'USER', UserConfig: { UserId: idOf(address), ContactFlowId: 'f' } },
  });
  const SearchQuickConnects = {
    QuickConnects: ['user/jane', 'user/omar', 'user/ada'].map(pointing),
    ApproximateTotalCount: 3,
  } as const;

  test('are searched for users who are deleted', async () => {
    const changes = [deleting('Jane'), updating('omar', { securityProfiles: ['Agent'] }), deleting('nobody')];
    const { live: found, sent } = await look(changes, { SearchQuickConnects: SearchQuickConnects as object });
    expect(found).toEqual([{ ...user('jane'), carried: { quickConnects: ['to user/jane'] } }]);
    expect(sent).toEqual([{ call: 'SearchQuickConnects', input: { MaxResults: 100 } }]);
  });

  test('are of no interest where nobody is deleted', async () => {
    const changes = [updating('Jane', { securityProfiles: ['Agent'] })];
    expect(await look(changes)).toMatchObject({ live: [], sent: [] });
  });
});

describe('of the users who keep a guarded profile that somebody loses,', () => {
  const keepAtLeast = new Map([['Admin', 1]]);
  const demotion = [updating('Jane', { securityProfiles: ['Agent'] })];

  test('as many are described as are to be left', async () => {
    const DescribeUser = having({ 'user/omar': ['Admin'], 'user/ada': ['Owner', 'Admin'] });
    expect(await look(demotion, { DescribeUser }, { keepAtLeast })).toMatchObject({
      live: [],
      sent: described('user/omar'),
    });
    expect(await look(demotion, { DescribeUser }, { keepAtLeast: new Map([['Admin', 2]]) })).toMatchObject({
      live: [],
      sent: described('user/omar', 'user/ada'),
    });
  });

  test('one who has lost it already is no holder, and the next is described', async () => {
    const DescribeUser = having({ 'user/omar': ['Agent'], 'user/ada': ['Admin'] });
    expect(await look(demotion, { DescribeUser }, { keepAtLeast })).toMatchObject({
      live: [{ ...user('omar'), attributes: { securityProfiles: ['Agent'] } }],
      sent: described('user/omar', 'user/ada'),
    });
  });

  test('nor is one who is gone; of several profiles each is taken away', async () => {
    const guarded = new Map([
      ['Admin', 1],
      ['Owner', 1],
    ]);
    const changes = [deleting('omar'), updating('Jane', { securityProfiles: ['Owner'] })];
    const owner = state({ 'user/eve': { securityProfiles: ['Owner'] } });
    const { send } = script({ ...noQuickConnects, DescribeUser: failed('not-found') });
    const all = new Map([...live, ...owner]);
    const both = [...changes, updating('eve', { securityProfiles: [] })];
    const { live: found } = await lookInto(both, all, lookingInto(send, { changes: both, keepAtLeast: guarded }));
    expect(found).toEqual([{ ...user('ada'), attributes: { securityProfiles: [] } }]);
  });

  test('who loses it as well is not asked about', async () => {
    const changes = [deleting('Jane'), updating('omar', { securityProfiles: ['Agent'] })];
    expect(await look(changes, { DescribeUser: having({ 'user/ada': ['Admin'] }) }, { keepAtLeast })).toMatchObject({
      live: [],
      sent: [{ call: 'SearchQuickConnects' }, ...described('user/ada')],
    });
  });

  test('who changes otherwise keeps it', async () => {
    const changes = [
      ...demotion,
      updating('omar', { lastName: 'O' }),
      updating('ada', { securityProfiles: ['Admin'] }),
    ];
    const DescribeUser = having({ 'user/omar': [], 'user/ada': ['Admin'] });
    expect(await look(changes, { DescribeUser }, { keepAtLeast })).toMatchObject({
      live: [{ ...user('omar'), attributes: { securityProfiles: ['Agent'] } }],
      sent: described('user/omar', 'user/ada'),
    });
  });

  test('nobody is described where another profile is lost, or the profile is granted', async () => {
    const changes = [
      updating('ben', { securityProfiles: ['Admin'] }),
      updating('Jane', { securityProfiles: ['Admin'] }),
    ];
    expect(await look(changes, {}, { keepAtLeast })).toMatchObject({ live: [], sent: [] });
  });

  test('what cannot be described is told', async () => {
    await expect(look(demotion, { DescribeUser: failed('denied') }, { keepAtLeast })).rejects.toMatchObject({
      facts: { failure: 'denied' },
    });
  });
});

describe('who we are', () => {
  const changes = [deleting('ben')];
  const denied = (message: string) => failed('denied', { message });
  const arn = 'arn:aws:sts::111122223333:assumed-role';
  const self = (GetFederationToken: Answer<'GetFederationToken'>, more: Partial<LookIntoContext> = {}) =>
    look(changes, { GetFederationToken }, { identityManagement: 'SAML', ...more });

  test('is the user who gets a token from a SAML instance', async () => {
    const UserId = `arn:aws:connect:us-east-1:111122223333:instance/i/agent/${idOf('user/omar')}`;
    for (const one of [UserId, idOf('user/omar')])
      expect((await self({ UserId: one })).self).toEqual(user('omar')?.address);
    expect((await self({ UserId })).sent).toContainEqual({ call: 'GetFederationToken', input: {} });
  });

  test.each([
    ['a user who was not read', { UserId: 'other' }],
    ['something that is no user', { UserId: idOf('routingProfile/ben') }],
    ['nobody', {}],
  ])('is unknown where it says %s', async (_, answer) => {
    expect((await self(answer)).self).toBeUndefined();
  });

  const messages: { readonly [sentence: string]: readonly [message: string, self: string | undefined] } = {
    'the session of a role': [
      `User: ${arn}/Sync/Omar is not authorized to perform: connect:GetFederationToken`,
      'omar',
    ],
    'the session of a role at the end': [`No, ${arn}/Sync/jane`, 'jane'],
    'a session that is nobody here': [`User: ${arn}/Sync/deploy@ci is not authorized`, undefined],
    'no role': ['User: arn:aws:iam::111122223333:user/omar is not authorized', undefined],
    'no session': [`User: ${arn}/Sync is not authorized`, undefined],
  };
  test.each(Object.entries(messages))('is told by a denial that names %s', async (_, [message, key]) => {
    expect((await self(denied(message))).self).toEqual(key && user(key)?.address);
  });

  test('is not read out of any other failure, which fails nothing', async () => {
    const message = `User: ${arn}/Sync/omar is not authorized`;
    expect((await self(failed('transient', { message }))).self).toBeUndefined();
    await expect(self(new Error('A bug.'))).rejects.toThrow('A bug.');
  });

  test('is not asked where an instance does not know its users by sessions', async () => {
    for (const identityManagement of ['CONNECT_MANAGED', 'EXISTING_DIRECTORY'] as const) {
      expect(await self({}, { identityManagement })).toMatchObject({
        self: undefined,
        sent: [{ call: 'SearchQuickConnects' }],
      });
    }
  });
});

describe('where the policy guards a profile that this instance does not have,', () => {
  const keepAtLeast = new Map([['Root', 1]]);
  const changes = [updating('Jane', { securityProfiles: ['Agent'] })];
  const administration = {
    ...{ guarded: ['Root'], profiles: ['Admin'] },
    ...{ losing: [user('jane')?.address], kept: user('omar')?.address },
  };

  test('who administers otherwise is found out', async () => {
    const DescribeUser = having({ 'user/omar': ['Admin'] });
    expect(await look(changes, { DescribeUser }, { keepAtLeast })).toMatchObject({ administration });
  });

  test('unless profiles change as well, whose kind finds it out', async () => {
    const profile: Change = { ...updating('x', { permissions: [] }), address: addressOf('securityProfile/Agent') };
    const all = { keepAtLeast, changes: [...changes, profile] };
    expect(await look(changes, {}, all)).toMatchObject({ administration: undefined, sent: [] });
  });
});
