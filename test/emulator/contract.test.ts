/**
 * The contract checks, on the emulator; or on any endpoint, to see where the emulator is wrong:
 *
 *     CONNECT_ENDPOINT=aws CONNECT_INSTANCE_ID=… AWS_REGION=… npm run test:contract
 *
 * `aws` is the Region's own endpoint; credentials are those of the AWS SDK. Nothing fails there: what was seen is written
 * to docs/emulator-observed.json, or to CONNECT_REPORT, for `npm run fidelity`.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObservedCheck } from '../../scripts/fidelity/page.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { checks, type Place } from './contract-checks.ts';

const endpoint = process.env['CONNECT_ENDPOINT'];
const report = process.env['CONNECT_REPORT'] ?? 'docs/emulator-observed.json';
const modes = endpoint === undefined ? (['SAML', 'CONNECT_MANAGED'] as const) : (['of the instance'] as const);

describe.each(modes)('identities %s', (mode) => {
  let emulator: Emulator | undefined;
  let client: sdk.ConnectClient;
  let place: Omit<Place, 'later'>;
  const observed: ObservedCheck[] = [];

  beforeAll(async () => {
    if (mode !== 'of the instance') emulator = await startEmulator({ identityManagement: mode, throttle: false });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const address = emulator?.url ?? (endpoint === 'aws' ? undefined : endpoint);
    client = new sdk.ConnectClient({
      ...(address !== undefined && { endpoint: address }),
      ...(emulator && { region: emulator.region, credentials }),
      maxAttempts: 5,
    });
    const InstanceId = emulator?.instances[0]?.id ?? process.env['CONNECT_INSTANCE_ID'] ?? '';
    const { Instance } = await client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    const routing = await client.send(new sdk.ListRoutingProfilesCommand({ InstanceId }));
    const security = await client.send(new sdk.ListSecurityProfilesCommand({ InstanceId }));
    const queues = await client.send(new sdk.ListQueuesCommand({ InstanceId, QueueTypes: ['STANDARD'] }));
    place = {
      client,
      InstanceId,
      management: Instance?.IdentityManagementType ?? '',
      routingProfileId: routing.RoutingProfileSummaryList?.[0]?.Id ?? '',
      securityProfileId: security.SecurityProfileSummaryList?.find(({ Name }) => Name === 'Agent')?.Id ?? '',
      queueId: queues.QueueSummaryList?.[0]?.Id ?? '',
      name: () => `contract-${randomUUID().slice(0, 8)}`,
    };
  });

  afterAll(async () => {
    client.destroy();
    await emulator?.close();
    if (endpoint !== undefined) writeFileSync(report, `${JSON.stringify({ checks: observed }, undefined, 2)}\n`);
  });

  test.each(checks)('$id: $says', async ({ id, operations, says, expected, see }) => {
    const actions: (() => Promise<unknown>)[] = [];
    const seen = await see({ ...place, later: (action) => actions.unshift(action) }).finally(async () => {
      for (const action of actions) await action();
    });
    if (endpoint === undefined && seen !== undefined) expect(seen).toEqual(expected);
    const same = JSON.stringify(seen) === JSON.stringify(expected);
    const outcome = seen === undefined ? 'not tried' : same ? 'same' : 'differs';
    observed.push({ id, operations, says, outcome, ...(outcome === 'differs' && { seen: JSON.stringify(seen) }) });
  });
});
