// The AWS SDK for JavaScript v2 of July 2019, with the 21 operations that Amazon Connect had then, and every error that each
// of them documents. Started by test-clients.mjs with the folder of the SDK and the addresses of the emulator.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, url, control, InstanceId] = process.argv.slice(2);
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const require = createRequire(join(folder, 'package.json'));
const AWS = require('aws-sdk');
const model = require('aws-sdk/apis/connect-2017-08-08.min.json');
const connect = new AWS.Connect({
  endpoint: url,
  region: 'us-west-2',
  accessKeyId: 'jane.v2',
  secretAccessKey: 'secret',
  maxRetries: 0,
});
console.log(`AWS SDK for JavaScript ${AWS.VERSION}, ${Object.keys(model.operations).length} operations`);

const called = new Set();
const call = (operation, input) => {
  called.add(operation);
  return connect[operation[0].toLowerCase() + operation.slice(1)](input).promise();
};
const codeOf = (promise) =>
  promise.then(
    () => 'OK',
    ({ code }) => code,
  );
const fault = async (body) => {
  const { status } = await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(status, 200);
};
const step = (sentence) => console.log(`  ${sentence}`);

step('reads what there is');
const routing = (await call('ListRoutingProfiles', { InstanceId })).RoutingProfileSummaryList;
const security = (await call('ListSecurityProfiles', { InstanceId })).SecurityProfileSummaryList;
const groups = (await call('ListUserHierarchyGroups', { InstanceId })).UserHierarchyGroupSummaryList;
const { HierarchyStructure } = await call('DescribeUserHierarchyStructure', { InstanceId });
assert.ok(HierarchyStructure.LevelOne.Name);
const [{ Id: HierarchyGroupId }] = groups;
const described = await call('DescribeUserHierarchyGroup', { InstanceId, HierarchyGroupId });
assert.equal(described.HierarchyGroup.Id, HierarchyGroupId);
assert.ok((await call('ListUsers', { InstanceId, MaxResults: 10 })).NextToken);

step('creates, changes and deletes a user');
const agent = security.find(({ Name }) => Name === 'Agent').Id;
const person = {
  InstanceId,
  Username: 'jane.v2',
  IdentityInfo: { FirstName: 'Jane', LastName: 'Two' },
  PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false, AfterContactWorkTimeLimit: 0, DeskPhoneNumber: '' },
  SecurityProfileIds: [agent],
  RoutingProfileId: routing[0].Id,
};
const { UserId } = await call('CreateUser', person);
const user = { InstanceId, UserId };
const { User } = await call('DescribeUser', user);
assert.equal(User.PhoneConfig.DeskPhoneNumber, '');
assert.ok(User.DirectoryUserId);
const changes = {
  UpdateUserHierarchy: { HierarchyGroupId },
  UpdateUserIdentityInfo: { IdentityInfo: { FirstName: 'Janet', LastName: 'Two' } },
  UpdateUserPhoneConfig: { PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+493415551234' } },
  UpdateUserRoutingProfile: { RoutingProfileId: routing[1].Id },
  UpdateUserSecurityProfiles: { SecurityProfileIds: [agent, security[0].Id] },
};
for (const [operation, change] of Object.entries(changes)) await call(operation, { ...user, ...change });
assert.equal((await call('DescribeUser', user)).User.IdentityInfo.FirstName, 'Janet');

step('signs in, and asks for metrics');
assert.ok((await call('GetFederationToken', { InstanceId })).Credentials.AccessToken);
const Queues = [await queueId()];
const current = {
  InstanceId,
  Filters: { Queues, Channels: ['VOICE'] },
  CurrentMetrics: [{ Name: 'AGENTS_ONLINE', Unit: 'COUNT' }],
};
assert.ok((await call('GetCurrentMetricData', current)).DataSnapshotTime);
const EndTime = new Date(Math.floor(Date.now() / 300_000) * 300_000);
const history = {
  ...{
    InstanceId,
    StartTime: new Date(EndTime.getTime() - 3_600_000),
    EndTime,
    Filters: { Queues, Channels: ['VOICE'] },
  },
  HistoricalMetrics: [{ Name: 'CONTACTS_HANDLED', Statistic: 'SUM', Unit: 'COUNT' }],
};
assert.ok((await call('GetMetricData', history)).MetricResults);

step('starts and stops a contact');
const contact = {
  ...{ InstanceId, DestinationPhoneNumber: '+493415551234', SourcePhoneNumber: '+12065550100' },
  ...{ ContactFlowId: await flowId(), Attributes: { a: 'b' } },
};
const { ContactId } = await call('StartOutboundVoiceContact', contact);
await call('UpdateContactAttributes', { InstanceId, InitialContactId: ContactId, Attributes: { c: 'd' } });
const { Attributes } = await call('GetContactAttributes', { InstanceId, InitialContactId: ContactId });
assert.deepEqual(Attributes, { a: 'b', c: 'd' });
await call('StopContact', { InstanceId, ContactId });

step('gets errors by themselves, by name');
assert.equal(await codeOf(call('CreateUser', person)), 'DuplicateResourceException');
assert.equal(await codeOf(call('CreateUser', { ...person, Password: 'Aa345678' })), 'InvalidRequestException');
assert.equal(await codeOf(call('DescribeUser', { InstanceId, UserId: 'nobody' })), 'ResourceNotFoundException');
assert.equal(await codeOf(call('StopContact', { InstanceId, ContactId })), 'ContactNotFoundException');
const british = { ...contact, DestinationPhoneNumber: '+447700900123' };
assert.equal(await codeOf(call('StartOutboundVoiceContact', british)), 'DestinationNotAllowedException');

step('gets every documented error of every operation');
const inputs = {
  ...{ CreateUser: { ...person, Username: 'other' }, DeleteUser: user, DescribeUser: user },
  ...{ DescribeUserHierarchyGroup: { InstanceId, HierarchyGroupId }, DescribeUserHierarchyStructure: { InstanceId } },
  ...{ GetContactAttributes: { InstanceId, InitialContactId: ContactId }, GetCurrentMetricData: current },
  ...{ GetFederationToken: { InstanceId }, GetMetricData: history, ListRoutingProfiles: { InstanceId } },
  ...{ ListSecurityProfiles: { InstanceId }, ListUserHierarchyGroups: { InstanceId }, ListUsers: { InstanceId } },
  ...{ StartOutboundVoiceContact: contact, StopContact: { InstanceId, ContactId } },
  UpdateContactAttributes: { InstanceId, InitialContactId: ContactId, Attributes: { c: 'd' } },
  ...Object.fromEntries(Object.entries(changes).map(([operation, change]) => [operation, { ...user, ...change }])),
};
const documented = await documentedErrors();
let count = 0;
for (const operation of Object.keys(model.operations)) {
  for (const error of documented[operation]) {
    await fault({ operation, error });
    assert.equal(await codeOf(call(operation, inputs[operation])), error, `${operation} with ${error}`);
    count++;
  }
}
step(`which are ${count}`);

await call('DeleteUser', user);
assert.equal(await codeOf(call('DescribeUser', user)), 'ResourceNotFoundException');
const missing = Object.keys(model.operations).filter((operation) => !called.has(operation));
assert.deepEqual(missing, []);

/** By operation. The SDK's own file names them in its documentation only, so they come from the emulator's copy of the model. */
async function documentedErrors() {
  const { default: constraints } = await import('../src/emulator/constraints.json', { with: { type: 'json' } });
  return constraints.errors;
}

/** The API of 2019 had no ListQueues and no ListContactFlows: their ids were copied from the console. */
async function queueId() {
  return (await get(`/queues-summary/${InstanceId}?queueTypes=STANDARD`)).QueueSummaryList[0].Id;
}

async function flowId() {
  return (await get(`/contact-flows-summary/${InstanceId}`)).ContactFlowSummaryList[0].Id;
}

async function get(path) {
  const credential = 'Credential=console/20190701/us-west-2/connect/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
  return (await fetch(`${url}${path}`, { headers: { authorization } })).json();
}
