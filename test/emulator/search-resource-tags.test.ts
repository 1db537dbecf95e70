import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, type Started, start } from './support.ts';

const search = ({ client, InstanceId }: Started, change: Partial<sdk.SearchResourceTagsRequest> = {}) =>
  client.send(new sdk.SearchResourceTagsCommand({ InstanceId, ...change }));

const found = async (started: Started, change: Partial<sdk.SearchResourceTagsRequest> = {}) =>
  (await search(started, change)).Tags?.map(({ key, value }) => `${key}=${value}`);

const tag = ({ client }: Started, resourceArn: string, tags: Record<string, string>) =>
  client.send(new sdk.TagResourceCommand({ resourceArn, tags }));

/** Two users, a queue, and a hierarchy group, whose tags are not searched. */
async function startTagged(): Promise<Started> {
  const started = await start();
  const { client, InstanceId, ids } = started;
  const arn = started.emulator.instances[0]?.arn ?? '';
  await createUser(started, { Tags: { site: 'Dublin', team: 'a' } });
  await createUser(started, { Username: 'bob', Tags: { site: 'Dublin', team: 'b' } });
  await tag(started, `${arn}/queue/${ids.queue}`, { site: 'Cork', 'cost centre': '4711' });
  await tag(
    started,
    `${arn}/security-profile/${ids.agent}`,
    Object.fromEntries([
      ['__proto__', 'x'],
      ['team', 'a'],
    ]),
  );
  const HierarchyStructure = { LevelOne: { Name: 'Region' } };
  await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
  const group = { InstanceId, Name: 'EMEA', Tags: { hidden: 'yes' } };
  await client.send(new sdk.CreateUserHierarchyGroupCommand(group));
  return started;
}

describe('tags of the resources of an instance', () => {
  test('are each found once, in the order in which the resources were created', async () => {
    expect(await found(await startTagged())).toEqual([
      'site=Cork',
      'cost centre=4711',
      '__proto__=x',
      'team=a',
      'site=Dublin',
      'team=b',
    ]);
  });

  test.each<[string, string[], string[]]>([
    ['agents', ['agent'], ['site=Dublin', 'team=a', 'team=b']],
    ['queues', ['standard-queue'], ['site=Cork', 'cost centre=4711']],
    [
      'several types',
      ['security-profile', 'standard-queue'],
      ['site=Cork', 'cost centre=4711', '__proto__=x', 'team=a'],
    ],
    ['prompts, of which there are none', ['prompt'], []],
  ])('are found by type: %s', async (_sentence, ResourceTypes, tags) => {
    expect(await found(await startTagged(), { ResourceTypes })).toEqual(tags);
  });

  test.each(['queue', 'Agent', 'agent-group', 'constructor'])('are not found by the type %s', async (type) => {
    expect(await errorOf(search(await start(), { ResourceTypes: [type] }))).toBe('InvalidParameterException');
  });

  test.each<[string, sdk.TagSearchCondition, string[]]>([
    ['a key', { tagKey: 'site' }, ['site=Cork', 'site=Dublin']],
    ['the beginning of a key', { tagKey: 'cost', tagKeyComparisonType: 'STARTS_WITH' }, ['cost centre=4711']],
    [
      'a part of a key',
      { tagKey: 'e', tagKeyComparisonType: 'CONTAINS' },
      ['site=Cork', 'cost centre=4711', 'team=a', 'site=Dublin', 'team=b'],
    ],
    ['a value in other capitals', { tagValue: 'dublin' }, ['site=Dublin']],
    ['key and value', { tagKey: 'site', tagValue: 'c', tagValueComparisonType: 'STARTS_WITH' }, ['site=Cork']],
    ['nothing that there is not', { tagKey: 'constructor' }, []],
    [
      'everything without a condition',
      {},
      ['site=Cork', 'cost centre=4711', '__proto__=x', 'team=a', 'site=Dublin', 'team=b'],
    ],
  ])('are found by %s', async (_sentence, TagSearchCondition, tags) => {
    expect(await found(await startTagged(), { SearchCriteria: { TagSearchCondition } })).toEqual(tags);
  });

  test('come page by page', async () => {
    const { client, InstanceId } = await startTagged();
    const pages = [];
    for await (const page of sdk.paginateSearchResourceTags({ client, pageSize: 4 }, { InstanceId }))
      pages.push(page.Tags?.length);
    expect(pages).toEqual([4, 2]);
  });

  test('come page by page also where a later resource has an earlier tag again', async () => {
    const started = await start();
    await createUser(started, { Tags: { site: 'Dublin', team: 'a' } });
    await createUser(started, { Username: 'bob', Tags: { site: 'Dublin' } });
    const keys = [];
    for await (const page of sdk.paginateSearchResourceTags({ client: started.client, pageSize: 1 }, started))
      keys.push(...(page.Tags?.map(({ key }) => key) ?? []));
    expect(keys).toEqual(['site', 'team']);
  });

  test('are a thousand at most', async () => {
    const started = await start();
    for (let user = 0; user < 21; user++) {
      const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, `v${user}`]));
      await createUser(started, { Username: `user${user}`, Tags });
    }
    let count = 0;
    const { client, InstanceId } = started;
    const read = async () => {
      for await (const page of sdk.paginateSearchResourceTags({ client, pageSize: 100 }, { InstanceId }))
        count += page.Tags?.length ?? 0;
    };
    expect(await errorOf(read())).toBe('MaximumResultReturnedException');
    expect(count).toBe(1000);
  });
});
