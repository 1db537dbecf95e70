import { describe, expect, test } from 'vitest';
import { arnOf, idOf, SecretOf } from '../../src/kinds/operation.ts';
import { format } from '../../src/plan/model/address.ts';
import { referencesIn, resolve } from '../../src/reconciler/sending/resolve.ts';
import { deepFreeze } from '../support/states.ts';

const identityOf = (address: Parameters<typeof format>[0]) =>
  address.key === 'nobody' ? undefined : { id: `id of ${format(address)}`, arn: `arn of ${format(address)}` };
const secrets = { env: (name: string) => (name === 'PW' ? 'Secret12' : undefined), generate: () => 'Generated1' };
const resolved = (input: unknown) => resolve(input, identityOf, secrets);

test('ids, ARNs and secrets take the place of the references to them, at every depth', () => {
  const input = deepFreeze({
    ...{ UserId: idOf('user', 'jane'), resourceArn: arnOf('user', 'jane') },
    ...{ Password: new SecretOf({ env: 'PW' }), Other: new SecretOf({ generate: true }) },
    SecurityProfileIds: [idOf('securityProfile', 'Agent'), idOf('securityProfile', 'Admin')],
    Deep: { er: [{ Id: idOf('user', 'omar') }] },
  });
  expect(resolved(input)).toEqual({
    ...{ UserId: 'id of user/jane', resourceArn: 'arn of user/jane', Password: 'Secret12', Other: 'Generated1' },
    SecurityProfileIds: ['id of securityProfile/Agent', 'id of securityProfile/Admin'],
    Deep: { er: [{ Id: 'id of user/omar' }] },
  });
});

test('everything else stays as it is', () => {
  const input = { a: 'x', b: 0, c: false, d: null, e: undefined, f: [], g: {}, tags: { 'a.b': '1', constructor: '2' } };
  expect(resolved(input)).toEqual(input);
});

describe('a bug is thrown:', () => {
  test('an unknown resource', () => {
    expect(() => resolved({ UserId: idOf('user', 'nobody') })).toThrow('Nothing is known of user/nobody.');
  });
  test('a secret that is not set, without a word of others', () => {
    expect(() => resolved({ Password: new SecretOf({ env: 'OTHER' }) })).toThrow('not set');
  });
});

test('the references of an input are found at every depth, in order', () => {
  const [jane, agent] = [idOf('user', 'jane'), idOf('securityProfile', 'Agent')];
  const password = new SecretOf({ env: 'PW' });
  expect(referencesIn({ a: jane, b: [{ c: agent }, 'x'], d: null, e: { f: password } })).toEqual([
    jane,
    agent,
    password,
  ]);
  expect(referencesIn({ tags: { a: '1' } })).toEqual([]);
});

test.each(['secret', 'idOf', 'arnOf'])('a tag may be called %s', (key) => {
  const input = { tags: { [key]: 'x' } };
  expect(referencesIn(input)).toEqual([]);
  expect(resolved(input)).toEqual(input);
});
