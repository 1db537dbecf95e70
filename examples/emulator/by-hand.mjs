// Plays somebody in the console of Amazon Connect: gives a user another routing profile, with nothing but the AWS SDK.
//   node by-hand.mjs zoe.dubois "Basic Routing Profile"
// It talks to AWS_ENDPOINT_URL_CONNECT, which has to be on this machine: an emulator, not an instance where people work.
import {
  ConnectClient,
  ListInstancesCommand,
  ListRoutingProfilesCommand,
  ListUsersCommand,
  UpdateUserRoutingProfileCommand,
} from '@aws-sdk/client-connect';

const [username, routingProfile] = process.argv.slice(2);
const endpoint = process.env.AWS_ENDPOINT_URL_CONNECT ?? '';
if (!username || !routingProfile) throw new Error('Give a username and a routing profile.');
if (!/^http:\/\/127\.0\.0\.1:/.test(endpoint)) throw new Error('AWS_ENDPOINT_URL_CONNECT names no emulator here.');

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const client = new ConnectClient({ endpoint });
const [{ Id: InstanceId }] = (await client.send(new ListInstancesCommand({}))).InstanceSummaryList;
const users = (await client.send(new ListUsersCommand({ InstanceId, MaxResults: 1000 }))).UserSummaryList;
const profiles = (await client.send(new ListRoutingProfilesCommand({ InstanceId }))).RoutingProfileSummaryList;
const user = users.find(({ Username }) => Username === username);
const profile = profiles.find(({ Name }) => Name === routingProfile);
if (!user || !profile) throw new Error(`There is no ${user ? `routing profile ${routingProfile}` : username}.`);
await client.send(new UpdateUserRoutingProfileCommand({ InstanceId, UserId: user.Id, RoutingProfileId: profile.Id }));
process.stdout.write(`${username} now has ${routingProfile}.\n`);
