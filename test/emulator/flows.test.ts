import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, FLOW, failureOf, type Started, start } from './support.ts';

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateContactFlowRequest> = {}) =>
  client.send(
    new sdk.CreateContactFlowCommand({ InstanceId, Name: 'Greeting', Type: 'CONTACT_FLOW', Content: FLOW, ...change }),
  );

const createId = async (started: Started, change: Partial<sdk.CreateContactFlowRequest> = {}): Promise<string> =>
  (await create(started, change)).ContactFlowId ?? '';

const describeFlow = async ({ client, InstanceId }: Started, ContactFlowId: string | undefined) =>
  (await client.send(new sdk.DescribeContactFlowCommand({ InstanceId, ContactFlowId }))).ContactFlow;

const updateContent = ({ client, InstanceId }: Started, ContactFlowId: string, Content: string) =>
  client.send(new sdk.UpdateContactFlowContentCommand({ InstanceId, ContactFlowId, Content }));

const list = async ({ client, InstanceId }: Started, ContactFlowTypes?: sdk.ContactFlowType[]) =>
  (await client.send(new sdk.ListContactFlowsCommand({ InstanceId, ContactFlowTypes }))).ContactFlowSummaryList ?? [];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The same flow in other words. */
const SPACED = JSON.stringify(JSON.parse(FLOW), null, 2);

interface Content {
  Version: unknown;
  StartAction: unknown;
  Actions: unknown[];
}

/** The flow with something changed. */
function changed(change: (flow: Content) => unknown): string {
  const flow = JSON.parse(FLOW) as Content;
  change(flow);
  return JSON.stringify(flow);
}

const action = (change: object) => ({
  ...{ Identifier: 'more', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} },
  ...change,
});

describe('an instance starts with flows', () => {
  test('which are listed all at once or by type, and can be described', async () => {
    const started = await start();
    expect(await list(started)).toHaveLength(9);
    const [outbound, ...more] = await list(started, ['OUTBOUND_WHISPER']);
    expect([outbound?.Name, more]).toEqual(['Default outbound', []]);
    const flow = await describeFlow(started, outbound?.Arn);
    expect(flow).toMatchObject({ Id: outbound?.Id, Type: 'OUTBOUND_WHISPER', Status: 'PUBLISHED', Tags: {} });
    expect(JSON.parse(flow?.Content ?? '')).toMatchObject({ Version: '2019-10-30' });
  });
});

describe('CreateContactFlow', () => {
  test('keeps the content as it came', async () => {
    const now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const Content = `${SPACED}\n`;
    const made = await create(started, { Content, Description: 'Hello', Tags: { team: 'a' } });
    expect(made.FlowContentSha256).toBe(sha256(Content));
    expect(await describeFlow(started, made.ContactFlowId)).toEqual({
      ...{ Id: made.ContactFlowId, Arn: made.ContactFlowArn, Name: 'Greeting', Description: 'Hello', Content },
      ...{ Type: 'CONTACT_FLOW', State: 'ACTIVE', Status: 'PUBLISHED', Tags: { team: 'a' } },
      ...{ FlowContentSha256: sha256(Content), LastModifiedTime: new Date(now), LastModifiedRegion: 'us-west-2' },
    });
  });

  test('saves anything, and publishes nothing, where it is told to save', async () => {
    const started = await start();
    const made = await create(started, { Content: 'not yet', Status: 'SAVED' });
    expect(made.FlowContentSha256).toBeUndefined();
    expect(await errorOf(describeFlow(started, made.ContactFlowId))).toBe('ContactFlowNotPublishedException');
    const saved = await describeFlow(started, `${made.ContactFlowArn}:$SAVED`);
    expect(saved).toMatchObject({ Id: made.ContactFlowId, Content: 'not yet', Status: 'SAVED' });
    const summary = (await list(started)).find(({ Id }) => Id === made.ContactFlowId);
    expect(summary?.ContactFlowStatus).toBe('SAVED');
  });

  test.each<[string, Partial<sdk.CreateContactFlowRequest>, string]>([
    ['a name that is taken', { Name: 'Default outbound' }, 'DuplicateResourceException'],
    ['a type there is not', { Type: 'OTHER' as 'CAMPAIGN' }, 'InvalidParameterException'],
    ['no content', { Content: '' }, 'InvalidParameterException'],
    ['content of 256,001 characters', { Content: 'x'.repeat(256_001), Status: 'SAVED' }, 'InvalidParameterException'],
  ])('refuses %s', async (_sentence, change, error) => {
    expect(await errorOf(create(await start(), change))).toBe(error);
  });

  test('makes no more flows than the quota allows', async () => {
    const started = await start({ quotas: { contactFlows: 10 } });
    await create(started);
    expect(await errorOf(create(started, { Name: 'One more' }))).toBe('LimitExceededException');
  });
});

describe('what is published must be a flow, or all problems are told', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['text', 'hello', ['The content is not valid JSON']],
    ['a list', '[]', ['The content is not a JSON object']],
    [
      'the format of exports',
      '{"modules":[]}',
      ['Version is not 2019-10-30', 'Actions is not a list of 1 to 250', 'StartAction names no action'],
    ],
    ['another version', changed((flow) => Object.assign(flow, { Version: 1 })), ['Version is not 2019-10-30']],
    ['another start', changed((flow) => Object.assign(flow, { StartAction: 'x' })), ['StartAction names no action']],
    ['a null', changed((flow) => flow.Actions.push(null)), ['Actions[2] is not an object']],
    [
      'two actions of one name',
      changed((flow) => flow.Actions.push(action({ Identifier: 'end' }))),
      ['Two actions have the same Identifier'],
    ],
    [
      'a name that is forbidden',
      changed((flow) => flow.Actions.push(action({ Identifier: 'constructor' }))),
      ['Actions[2].Identifier is not valid'],
    ],
    [
      'a name with a colon, and no type',
      changed((flow) => flow.Actions.push(action({ Identifier: 'a:b', Type: '' }))),
      ['Actions[2].Identifier is not valid', 'Actions[2].Type is missing'],
    ],
    [
      'ways that lead nowhere',
      changed((flow) =>
        flow.Actions.push(
          action({
            Transitions: { NextAction: 'x', Errors: [{ NextAction: 'y' }], Conditions: [{ NextAction: 'end' }] },
          }),
        ),
      ),
      [
        'Actions[2].Transitions leads to x, which is no action',
        'Actions[2].Transitions leads to y, which is no action',
      ],
    ],
    [
      '251 actions',
      changed((flow) => {
        flow.Actions = [
          ...flow.Actions,
          ...Array.from({ length: 249 }, (_, index) => action({ Identifier: `n${index}` })),
        ];
      }),
      ['Actions is not a list of 1 to 250'],
    ],
  ];

  test.each(cases)('%s', async (_sentence, Content, problems) => {
    const failure = await failureOf(create(await start(), { Content }));
    expect(failure).toBeInstanceOf(sdk.InvalidContactFlowException);
    expect((failure as sdk.InvalidContactFlowException).problems?.map(({ message }) => message)).toEqual(problems);
  });
});

describe('an update of a flow', () => {
  test('publishes content, or only saves it with the qualifier $SAVED', async () => {
    const started = await start();
    const id = await createId(started);
    await updateContent(started, `${id}:$SAVED`, 'draft');
    expect((await describeFlow(started, id))?.Content).toBe(FLOW);
    expect((await describeFlow(started, `${id}:$SAVED`))?.Content).toBe('draft');
    await updateContent(started, id, SPACED);
    expect((await describeFlow(started, `${id}:$LATEST`))?.Content).toBe(SPACED);
    expect((await describeFlow(started, `${id}:$SAVED`))?.Content).toBe(SPACED);
    expect(await errorOf(updateContent(started, id, 'draft'))).toBe('InvalidContactFlowException');
    expect(await errorOf(updateContent(started, `${id}:1`, SPACED))).toBe('InvalidParameterException');
  });

  test('changes name, description and state, and leaves the rest', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { client, InstanceId } = started;
    const ContactFlowId = await createId(started, { Description: 'Hello' });
    now += 60_000;
    await client.send(new sdk.UpdateContactFlowNameCommand({ InstanceId, ContactFlowId, Name: 'Welcome' }));
    const renamed = { Name: 'Welcome', Description: 'Hello', State: 'ACTIVE', LastModifiedTime: new Date(now) };
    expect(await describeFlow(started, ContactFlowId)).toMatchObject(renamed);
    await client.send(
      new sdk.UpdateContactFlowMetadataCommand({
        ...{ InstanceId, ContactFlowId, Description: '', ContactFlowState: 'ARCHIVED' },
      }),
    );
    const archived = { Name: 'Welcome', Description: '', State: 'ARCHIVED', Content: FLOW };
    expect(await describeFlow(started, ContactFlowId)).toMatchObject(archived);
    const taken = new sdk.UpdateContactFlowNameCommand({ InstanceId, ContactFlowId, Name: 'Default outbound' });
    expect(await errorOf(client.send(taken))).toBe('DuplicateResourceException');
  });
});

test('DeleteContactFlow deletes a flow, once, and its name is free', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const ContactFlowId = await createId(started);
  const remove = () => client.send(new sdk.DeleteContactFlowCommand({ InstanceId, ContactFlowId }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  expect(await errorOf(describeFlow(started, ContactFlowId))).toBe('ResourceNotFoundException');
  await create(started);
});

describe('SearchContactFlows', () => {
  const search = async ({ client, InstanceId }: Started, request: Partial<sdk.SearchContactFlowsRequest>) => {
    const { ContactFlows } = await client.send(new sdk.SearchContactFlowsCommand({ InstanceId, ...request }));
    return ContactFlows?.map(({ Name }) => Name);
  };

  const cases: readonly (readonly [string, Partial<sdk.SearchContactFlowsRequest>])[] = [
    ['its type', { SearchCriteria: { TypeCondition: 'CAMPAIGN' } }],
    ['its status', { SearchCriteria: { StatusCondition: 'SAVED' } }],
    ['its state, not being active', { SearchCriteria: { StateCondition: 'ARCHIVED' } }],
    [
      'a filter for its type and a tag',
      {
        SearchFilter: {
          FlowAttributeFilter: {
            AndCondition: {
              ContactFlowTypeCondition: { ContactFlowType: 'CAMPAIGN' },
              TagConditions: [{ TagKey: 'team', TagValue: 'a' }],
            },
          },
        },
      },
    ],
  ];

  test.each(cases)('finds a flow by %s', async (_sentence, request) => {
    const started = await start();
    const { client, InstanceId } = started;
    const ContactFlowId = await createId(started, { Type: 'CAMPAIGN', Status: 'SAVED', Tags: { team: 'a' } });
    const archive = { InstanceId, ContactFlowId, ContactFlowState: 'ARCHIVED' as const };
    await client.send(new sdk.UpdateContactFlowMetadataCommand(archive));
    expect(await search(started, request)).toEqual(['Greeting']);
  });
});
