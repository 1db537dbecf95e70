import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';
import { OPERATIONS } from '../../src/emulator/protocol/model.ts';
import { clientOf, errorOf, raw } from './support.ts';

async function startWith(settings: EmulatorOptions['settings']) {
  const log: string[] = [];
  const emulator = await startEmulator({ throttle: false, settings, log: (line) => log.push(line) });
  const client = clientOf(emulator);
  onTestFinished(async () => {
    client.destroy();
    await emulator.close();
  });
  return { emulator, client, log, InstanceId: emulator.instances[0]?.id ?? '' };
}

const listRules = ({ client, InstanceId }: Pick<Awaited<ReturnType<typeof startWith>>, 'client' | 'InstanceId'>) =>
  client.send(new sdk.ListRulesCommand({ InstanceId }));

describe('what is not implemented', () => {
  test('is refused unless told otherwise', async () => {
    const started = await startWith({});
    expect(await errorOf(listRules(started))).toBe('NotImplementedException');
    expect(started.log).toEqual([]);
  });

  test('is an empty page of a list, which says so in the log and in a header', async () => {
    const started = await startWith({ unimplemented: 'empty' });
    const { $metadata: _metadata, ...answer } = await listRules(started);
    expect(answer).toEqual({ RuleSummaryList: [] });
    expect(started.log).toEqual(['ListRules is not implemented: its answer was an empty page']);
    const authorization =
      'AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/connect/aws4_request, SignedHeaders=host, Signature=0';
    const response = await fetch(`${started.emulator.url}/rules/${started.InstanceId}`, { headers: { authorization } });
    expect([response.status, response.headers.get('x-emulator-unimplemented')]).toEqual([200, 'ListRules']);
  });

  test('is an empty page of a search', async () => {
    const { client, InstanceId } = await startWith({ unimplemented: 'empty' });
    const { $metadata: _metadata, ...answer } = await client.send(new sdk.SearchVocabulariesCommand({ InstanceId }));
    expect(answer).toEqual({ VocabularySummaryList: [] });
  });

  test('is refused for all else, and for an instance there is not', async () => {
    const { client, InstanceId } = await startWith({ unimplemented: 'empty' });
    const describeRule = new sdk.DescribeRuleCommand({ InstanceId, RuleId: 'one' });
    expect(await errorOf(client.send(describeRule))).toBe('NotImplementedException');
    expect(await errorOf(listRules({ client, InstanceId: 'nowhere' }))).toBe('ResourceNotFoundException');
  });

  test('can be turned while the emulator runs', async () => {
    const started = await startWith({});
    started.emulator.settings.patch({ unimplemented: 'empty' });
    expect((await listRules(started)).RuleSummaryList).toEqual([]);
    started.emulator.settings.patch({ unimplemented: null });
    expect(await errorOf(listRules(started))).toBe('NotImplementedException');
  });

  test('does not change what is implemented', async () => {
    const { emulator, log, InstanceId } = await startWith({ unimplemented: 'empty' });
    expect(await raw(emulator, `/users-summary/${InstanceId}`)).toMatchObject({ status: 200 });
    expect(log).toEqual([]);
  });
});

test('at least 150 of the operations that the SDK knows are implemented', () => {
  expect(Object.keys(IMPLEMENTED).filter((name) => OPERATIONS.has(name)).length).toBeGreaterThanOrEqual(150);
});
