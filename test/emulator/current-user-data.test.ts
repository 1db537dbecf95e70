import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { type Centre, HOUR, MINUTE, NOW, startCentre, usersOnline, withBreaks } from './centre.ts';
import { errorOf } from './support.ts';

const ids = (users: readonly sdk.UserData[]) => users.map(({ User }) => User?.Id);

const ask = ({ client, InstanceId }: Centre, Filters: sdk.UserDataFilters, MaxResults?: number) =>
  client.send(new sdk.GetCurrentUserDataCommand({ InstanceId, Filters, MaxResults }));

describe('GetCurrentUserData', () => {
  test('shows who is online, with status, slots and contacts', async () => {
    const centre = await startCentre();
    const users = await usersOnline(centre);
    const { UserSummaryList } = await centre.client.send(new sdk.ListUsersCommand({ InstanceId: centre.InstanceId }));
    expect(users.length).toBeGreaterThan(10);
    expect(users.length).toBeLessThan(200);
    expect(UserSummaryList?.[0]?.Id).toBeTruthy();
    for (const user of users) {
      expect(user.User?.Arn).toMatch(new RegExp(`/agent/${user.User?.Id}$`));
      expect(user.Status?.StatusArn).toMatch(/\/agent-state\//);
      expect(user.Status?.StatusStartTimestamp?.getTime()).toBeLessThan(NOW);
      for (const channel of Object.keys(user.MaxSlotsByChannel ?? {}) as sdk.Channel[]) {
        const { MaxSlotsByChannel, ActiveSlotsByChannel, AvailableSlotsByChannel } = user;
        const used = (ActiveSlotsByChannel?.[channel] ?? 0) + (AvailableSlotsByChannel?.[channel] ?? 0);
        expect(used).toBeLessThanOrEqual(MaxSlotsByChannel?.[channel] ?? 0);
      }
    }
  });

  test('slots are those of the routing profile', async () => {
    const centre = await startCentre();
    const { client, InstanceId } = centre;
    for (const user of (await usersOnline(centre)).slice(0, 12)) {
      const RoutingProfileId = user.RoutingProfile?.Id;
      const { RoutingProfile } = await client.send(
        new sdk.DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId }),
      );
      const slots = RoutingProfile?.MediaConcurrencies?.map(({ Channel, Concurrency }) => [Channel, Concurrency]);
      expect(user.MaxSlotsByChannel).toEqual(Object.fromEntries(slots ?? []));
    }
  });

  test('contacts go through their states, and their times with them', async () => {
    const centre = await startCentre();
    const seen = new Set<string>();
    for (let minute = 0; minute < 40; minute++) {
      for (const { Contacts = [], AvailableSlotsByChannel } of await usersOnline(centre)) {
        if (Contacts.some(({ AgentContactState }) => AgentContactState === 'MISSED'))
          expect(Object.values(AvailableSlotsByChannel ?? {}).every((slots) => slots === 0)).toBe(true);
        for (const { AgentContactState = '', StateStartTimestamp, ConnectedToAgentTimestamp, Queue } of Contacts) {
          seen.add(AgentContactState);
          expect(centre.queueIds).toContain(Queue?.Id);
          expect(StateStartTimestamp?.getTime()).toBeLessThan(NOW + minute * MINUTE);
          if (AgentContactState === 'CONNECTED_ONHOLD') expect(StateStartTimestamp).toEqual(ConnectedToAgentTimestamp);
          expect(ConnectedToAgentTimestamp === undefined).toBe(['CONNECTING', 'MISSED'].includes(AgentContactState));
        }
      }
      centre.pass(MINUTE);
    }
    expect([...seen].sort()).toEqual(['CONNECTED', 'CONNECTED_ONHOLD', 'CONNECTING', 'ENDED', 'MISSED']);
  });

  test('a contact keeps its id as long as it lasts', async () => {
    const centre = await startCentre();
    const contactsOf = async () => (await usersOnline(centre)).flatMap(({ Contacts }) => Contacts ?? []);
    const before = await contactsOf();
    centre.pass(MINUTE);
    const after = new Map((await contactsOf()).map((contact) => [contact.ContactId, contact]));
    const stayed = before.filter(({ ContactId }) => after.has(ContactId));
    expect(stayed.length).toBeGreaterThan(before.length / 2);
    for (const { ContactId, Queue, Channel } of stayed) expect(after.get(ContactId)).toMatchObject({ Queue, Channel });
    expect(new Set(before.map(({ ContactId }) => ContactId)).size).toBe(before.length);
  });

  test('agents have their breaks in the statuses that the instance has for it, or offline', async () => {
    const centre = await startCentre();
    const statusesOf = async () => {
      const names = new Set<string | undefined>();
      for (let quarter = 0; quarter < 12; quarter++) {
        for (const { Status, NextStatus } of await usersOnline(centre)) names.add(Status?.StatusName).add(NextStatus);
        centre.pass(15 * MINUTE);
      }
      return [...names].filter((name) => name !== undefined).sort();
    };
    expect(await statusesOf()).toEqual(['Available', 'Offline']);
    await withBreaks(centre);
    expect(await statusesOf()).toEqual(['Available', 'Break', 'Offline', 'Training']);
  });

  test('who has a next status gets no further contact, and takes it when the last one is done', async () => {
    const centre = await withBreaks(await startCentre());
    const waiting = (await usersOnline(centre)).filter(({ NextStatus }) => NextStatus);
    expect(waiting.length).toBeGreaterThan(0);
    for (const { Contacts, AvailableSlotsByChannel, Status } of waiting) {
      expect(Contacts?.length).toBeGreaterThan(0);
      expect(Status?.StatusName).toBe('Available');
      expect(Object.values(AvailableSlotsByChannel ?? {}).every((slots) => slots === 0)).toBe(true);
    }
  });

  test('other people are there at another time of day', async () => {
    const centre = await startCentre();
    const before = ids(await usersOnline(centre));
    centre.pass(12 * HOUR);
    const after = ids(await usersOnline(centre));
    expect(after.length).toBeGreaterThan(0);
    expect(after).not.toEqual(before);
  });

  test('pages add up to everybody, in the order of creation', async () => {
    const centre = await startCentre();
    const { client, InstanceId, queueIds } = centre;
    const Filters = { Queues: [...queueIds] };
    const pages = [];
    for await (const page of sdk.paginateGetCurrentUserData({ client, pageSize: 7 }, { InstanceId, Filters }))
      pages.push(page);
    expect(pages.length).toBeGreaterThan(2);
    expect(ids(pages.flatMap(({ UserDataList }) => UserDataList ?? []))).toEqual(ids(await usersOnline(centre)));
    expect(new Set(pages.map(({ ApproximateTotalCount }) => ApproximateTotalCount)).size).toBe(1);
  });

  test('filters by routing profile, agent and hierarchy group', async () => {
    const centre = await startCentre();
    const users = await usersOnline(centre);
    const some = users.find(({ HierarchyPath }) => HierarchyPath?.LevelThree) ?? {};
    const { RoutingProfile, User, HierarchyPath } = some;
    const profiles = await usersOnline(centre, { RoutingProfiles: [RoutingProfile?.Arn ?? ''] });
    expect(ids(profiles)).toEqual(ids(users.filter((user) => user.RoutingProfile?.Id === RoutingProfile?.Id)));
    expect(await usersOnline(centre, { Agents: [User?.Id ?? ''] })).toEqual([some]);
    for (const level of ['LevelOne', 'LevelTwo', 'LevelThree'] as const) {
      const group = HierarchyPath?.[level]?.Id ?? '';
      const found = await usersOnline(centre, { UserHierarchyGroups: [group] });
      expect(ids(found)).toEqual(ids(users.filter((user) => user.HierarchyPath?.[level]?.Id === group)));
    }
  });

  test('filters by the state of contacts, alone or with another filter', async () => {
    const centre = await startCentre();
    const users = await usersOnline(centre);
    const talks = ({ Contacts }: sdk.UserData) =>
      Contacts?.some((one) => one.AgentContactState === 'CONNECTED') === true;
    const ContactFilter = { ContactStates: ['CONNECTED' as const] };
    expect(ids(await usersOnline(centre, { ContactFilter }))).toEqual(ids(users.filter(talks)));
    const RoutingProfiles = [users.find(talks)?.RoutingProfile?.Id ?? ''];
    const both = users.filter((user) => talks(user) && RoutingProfiles.includes(user.RoutingProfile?.Id ?? ''));
    expect(ids(await usersOnline(centre, { RoutingProfiles, ContactFilter }))).toEqual(ids(both));
  });

  test('does not have who is offline, even if asked for', async () => {
    const centre = await startCentre();
    const online = new Set(ids(await usersOnline(centre)));
    const { UserSummaryList = [] } = await centre.client.send(
      new sdk.ListUsersCommand({ InstanceId: centre.InstanceId }),
    );
    const offline = UserSummaryList.find(({ Id }) => !online.has(Id))?.Id ?? '';
    expect((await ask(centre, { Agents: [offline] })).UserDataList).toEqual([]);
  });

  test.each<[string, (centre: Centre) => sdk.UserDataFilters, string]>([
    ['no filter', () => ({}), 'InvalidParameterException'],
    [
      'two filters of which one is enough',
      ({ queueIds, profileIds }) => ({ Queues: [...queueIds], RoutingProfiles: [...profileIds] }),
      'InvalidParameterException',
    ],
    ['two hierarchy groups', () => ({ UserHierarchyGroups: ['a', 'b'] }), 'InvalidParameterException'],
    ['a queue there is not', () => ({ Queues: ['nowhere'] }), 'ResourceNotFoundException'],
    ['a user there is not', () => ({ Agents: ['nobody'] }), 'ResourceNotFoundException'],
  ])('is not asked with %s', async (_sentence, filters, error) => {
    const centre = await startCentre({ users: 0 });
    expect(await errorOf(ask(centre, filters(centre)))).toBe(error);
  });
});
