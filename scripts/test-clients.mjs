// Shows that clients nobody here has touched work against the built emulator: Debian's AWS CLI and boto3, and the AWS SDK
// for JavaScript v2 of 2019; and that all answers fit botocore's copy of AWS's model.
//   npm run test:clients
// Installs the first two from Debian where it may, and says so where it may not; the SDK goes into a temporary folder.
// No part of `npm test`.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const python = '/usr/bin/python3';
const aws = '/usr/bin/aws';
const InstanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const users = 250;

/** Nothing of the machine's own AWS configuration. */
const environment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

/** Of the last version whose Amazon Connect has the 21 operations of 2019. */
const V2 = 'aws-sdk@2.500.0';

const debian = prepare();
const emulator = await startEmulator();
try {
  withSdkV2(emulator);
  if (debian) {
    withAwsCli(emulator);
    withBoto3(emulator);
    walk(emulator);
  }
  console.log(debian ? 'All of it works.' : 'What could be tried works.');
} finally {
  emulator.stop();
}

/** Whether Debian's clients are there; a sentence says why where they are not and cannot be had. */
function prepare() {
  if (!existsSync(main)) give('The program is not built: run npm run build first.');
  const missing = ['awscli', 'python3-boto3'].filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get'))
    return skip(`This needs Debian's ${missing.join(' and ')}; there is no apt-get here.`);
  if (process.getuid() !== 0) return skip(`This needs Debian's ${missing.join(' and ')}; as root: ${command}`);
  console.log(`Installing ${missing.join(' and ')}: ${command}`);
  const [program, ...argv] = command.split(' ');
  const { status } = spawnSync(program, argv, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) return skip(`${missing.join(' and ')} could not be installed: ${command} ended with ${status}.`);
  return true;
}

function skip(reason) {
  console.error(`Skipped: ${reason}`);
  return false;
}

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  return stdout?.includes('Status: install ok installed') ?? false;
}

function give(reason) {
  console.error(reason);
  process.exit(1);
}

function withAwsCli({ url }) {
  console.log(execFileSync(aws, ['--version'], { encoding: 'utf8', env: environment }).trim());
  const run = (operation, ...argv) => {
    const all = ['connect', operation, '--endpoint-url', url, '--output', 'json', ...argv];
    return spawnSync(aws, all, { encoding: 'utf8', env: environment });
  };
  const connect = (operation, ...argv) => {
    const { status, stdout, stderr } = run(operation, ...argv);
    assert.equal(status, 0, `${operation}: ${stderr}`);
    return stdout.trim() === '' ? {} : JSON.parse(stdout);
  };
  const refused = (error, operation, ...argv) => {
    const { status, stderr } = run(operation, ...argv);
    assert.equal(status, 254, `${operation} ended with ${status}: ${stderr}`);
    assert.match(stderr, new RegExp(`An error occurred \\(${error}\\) when calling`));
  };
  const instance = ['--instance-id', InstanceId];

  step('describes and lists instances');
  assert.equal(connect('describe-instance', ...instance).Instance.InstanceStatus, 'ACTIVE');
  assert.equal(connect('list-instances').InstanceSummaryList[0].Id, InstanceId);

  step('lists users page by page');
  assert.equal(connect('list-users', ...instance, '--page-size', '60').UserSummaryList.length, users);
  const first = connect('list-users', ...instance, '--max-items', '30');
  const second = connect('list-users', ...instance, '--max-items', '30', '--starting-token', first.NextToken);
  assert.equal(new Set([...first.UserSummaryList, ...second.UserSummaryList].map(({ Id }) => Id)).size, 60);

  step('makes a hierarchy, a queue and profiles');
  const groups = connect('list-user-hierarchy-groups', ...instance).UserHierarchyGroupSummaryList;
  const group = connect('create-user-hierarchy-group', ...instance, '--name', 'CLI', '--parent-group-id', groups[0].Id);
  const { HierarchyGroup } = connect('describe-user-hierarchy-group', ...instance, ...args(group, 'HierarchyGroupId'));
  assert.equal(HierarchyGroup.HierarchyPath.LevelTwo.Name, 'CLI');
  const [hours] = connect('list-hours-of-operations', ...instance).HoursOfOperationSummaryList;
  const queue = connect('create-queue', ...instance, '--name', 'CLI', '--hours-of-operation-id', hours.Id);
  assert.equal(connect('describe-queue', ...instance, ...args(queue, 'QueueId')).Queue.Name, 'CLI');
  const profile = connect(
    ...['create-routing-profile', ...instance, '--name', 'CLI', '--description', 'From the CLI'],
    ...['--default-outbound-queue-id', queue.QueueId, '--media-concurrencies', 'Channel=VOICE,Concurrency=1'],
    ...['--queue-configs', `QueueReference={QueueId=${queue.QueueId},Channel=VOICE},Priority=1,Delay=0`],
  );
  const queues = connect('list-routing-profile-queues', ...instance, ...args(profile, 'RoutingProfileId'));
  assert.deepEqual(
    queues.RoutingProfileQueueConfigSummaryList.map(({ QueueName }) => QueueName),
    ['CLI'],
  );
  const securityProfiles = connect('list-security-profiles', ...instance).SecurityProfileSummaryList;
  const agent = securityProfiles.find(({ Name }) => Name === 'Agent').Id;

  step('creates a user and describes it');
  const create = [
    ...['create-user', ...instance, '--username', 'cli.user', '--identity-info', 'FirstName=Cläre,LastName=Ünal'],
    ...['--phone-config', 'PhoneType=SOFT_PHONE,AutoAccept=true,AfterContactWorkTimeLimit=30'],
    ...['--security-profile-ids', agent, ...args(profile, 'RoutingProfileId'), '--tags', 'team=CLI'],
  ];
  const created = connect(...create);
  const user = [...instance, ...args(created, 'UserId')];
  const described = () => connect('describe-user', ...user).User;
  assert.equal(described().IdentityInfo.FirstName, 'Cläre');
  assert.equal(described().PhoneConfig.AfterContactWorkTimeLimit, 30);

  step('changes every aspect of a user');
  connect('update-user-identity-info', ...user, '--identity-info', 'FirstName=Clara,LastName=Unal');
  connect('update-user-phone-config', ...user, '--phone-config', 'PhoneType=DESK_PHONE,DeskPhoneNumber=+4930123456');
  connect('update-user-hierarchy', ...user, ...args(group, 'HierarchyGroupId'));
  connect(
    'update-user-security-profiles',
    ...user,
    '--security-profile-ids',
    ...securityProfiles.slice(0, 2).map(({ Id }) => Id),
  );
  const [other] = connect('list-routing-profiles', ...instance).RoutingProfileSummaryList;
  connect('update-user-routing-profile', ...user, '--routing-profile-id', other.Id);
  const changed = described();
  assert.equal(changed.IdentityInfo.FirstName, 'Clara');
  assert.equal(changed.PhoneConfig.DeskPhoneNumber, '+4930123456');
  assert.equal(changed.HierarchyGroupId, group.HierarchyGroupId);
  assert.equal(changed.SecurityProfileIds.length, 2);
  assert.equal(changed.RoutingProfileId, other.Id);

  step('sets and takes away tags, with an ARN in the path');
  connect('tag-resource', '--resource-arn', created.UserArn, '--tags', 'site=Berlin,empty=');
  connect('untag-resource', '--resource-arn', created.UserArn, '--tag-keys', 'team', 'empty');
  assert.deepEqual(connect('list-tags-for-resource', '--resource-arn', created.UserArn).tags, { site: 'Berlin' });

  step('searches users, with criteria and with filters, page by page');
  const search = (...argv) => connect('search-users', ...instance, ...argv).Users;
  const name = { StringCondition: { FieldName: 'Username', Value: 'cli.', ComparisonType: 'STARTS_WITH' } };
  const tag = { TagFilter: { TagCondition: { TagKey: 'site', TagValue: 'Berlin' } } };
  assert.deepEqual(
    search('--search-criteria', JSON.stringify(name)).map(({ Username }) => Username),
    ['cli.user'],
  );
  assert.equal(
    search('--search-filter', JSON.stringify(tag)).some(({ Username }) => Username === 'cli.user'),
    true,
  );
  assert.equal(search('--page-size', '100').length, users + 1);

  step('gets the errors of the service by name');
  refused('DuplicateResourceException', ...create);
  refused('ResourceNotFoundException', 'describe-user', ...instance, '--user-id', 'nobody');
  refused('InvalidParameterException', 'list-users', ...instance, '--starting-token', btoa('{"NextToken": "forged"}'));
  refused('ResourceInUseException', 'delete-user-hierarchy-group', ...instance, ...args(group, 'HierarchyGroupId'));
  refused('NotImplementedException', 'list-task-templates', ...instance);

  step('deletes what it made');
  connect('delete-user', ...user);
  refused('ResourceNotFoundException', 'describe-user', ...user);
  connect('delete-user-hierarchy-group', ...instance, ...args(group, 'HierarchyGroupId'));
}

function withBoto3({ url, control }) {
  const script = fileURLToPath(new URL('test-clients.py', import.meta.url));
  const { status } = spawnSync(python, [script, url, control, InstanceId, String(users)], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  assert.equal(status, 0, 'boto3 failed');
}

/** The SDK for JavaScript of 2019, which a newer npm package is not: it is fetched for this run and thrown away. */
function withSdkV2({ url, control }) {
  const folder = mkdtempSync(join(tmpdir(), 'connect-sync-clients-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const npm = ['install', '--no-audit', '--no-fund', '--no-save', '--silent', V2];
    execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const script = fileURLToPath(new URL('test-clients-v2.mjs', import.meta.url));
    const argv = ['--no-warnings', script, folder, url, control, InstanceId];
    const { status } = spawnSync(process.execPath, argv, { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
    assert.equal(status, 0, `${V2} failed`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function walk({ url }) {
  const script = fileURLToPath(new URL('test-clients-walk.py', import.meta.url));
  const { status } = spawnSync(python, [script, url, InstanceId], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  assert.equal(status, 0, "An answer does not fit botocore's model");
}

/** An option of the CLI from a member of an answer: UserId becomes --user-id. */
function args(answer, member) {
  const option = member.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
  return [`--${option}`, answer[member]];
}

function step(sentence) {
  console.log(`  ${sentence}`);
}

/** The built emulator in a process of its own, with its two addresses. */
async function startEmulator() {
  const argv = ['emulator', '--port', '0', '--control-port', '0', '--users', String(users), '--no-throttle'];
  const child = spawn(process.execPath, [main, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url, control] = await new Promise((resolve, reject) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      const addresses = stdout.match(/http:\/\/\S+/g) ?? [];
      if (addresses.length >= 2) resolve(addresses);
    });
    child.on('close', (code) => reject(new Error(`The emulator ended with ${code}: ${stdout}`)));
  });
  return { url, control, stop: () => child.kill('SIGTERM') };
}
