import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/base/json.ts';
import { digest, planDocument } from '../../src/plan/model/plan-file.ts';
import { changes, plan } from '../support/plans.ts';

const tool = { name: 'connect-sync', version: '1.2.3' };

test('a plan is a document', () => {
  const document = planDocument(plan({ changes: [changes.update], diagnostics: [warning] }), tool);
  expect(document).toMatchInlineSnapshot(`
    {
      "changes": [
        {
          "action": "update",
          "address": "user/jane",
          "after": {
            "lastName": "Dorn",
          },
          "attributes": [
            {
              "after": "Dorn",
              "before": "Doe",
              "path": "lastName",
            },
          ],
          "before": {
            "lastName": "Doe",
          },
          "calls": [
            "UpdateUserIdentityInfo",
          ],
          "risk": "normal",
        },
      ],
      "cost": {
        "bottleneck": "UpdateUserIdentityInfo",
        "calls": {
          "UpdateUserIdentityInfo": 1,
        },
        "readCalls": {
          "ListUsers": 1,
        },
        "seconds": 0.5,
      },
      "diagnostics": [
        {
          "address": "user/jane",
          "code": "different-case",
          "column": 5,
          "file": "x.yaml",
          "id": "CS2015",
          "line": 3,
          "message": "Another case.",
          "severity": "warning",
        },
      ],
      "digest": "sha256:734e7777f331584c83d0490c9e2686fba2a66aef34d89a6e3fef016bd6bd0def",
      "formatVersion": "1.0",
      "safety": [],
      "summary": {
        "adopt": 0,
        "create": 0,
        "delete": 0,
        "noLongerListed": 0,
        "unchanged": 0,
        "unmanaged": 0,
        "update": 1,
      },
      "target": {
        "identityManagement": "SAML",
        "instanceId": "10a4c4eb",
        "region": "us-west-2",
      },
      "tool": {
        "name": "connect-sync",
        "version": "1.2.3",
      },
      "upcoming": [],
    }
  `);
});

const warning = {
  severity: 'warning',
  code: 'different-case',
  message: 'Another case.',
  source: { file: 'x.yaml', line: 3, column: 5 },
  address: 'user/jane',
} as const;

test('a create has no before, a delete no after', () => {
  const { changes: documents } = planDocument(plan({ changes: [changes.create, changes.remove] }), tool);
  expect(documents).toMatchObject([
    { address: 'user/omar', action: 'create', before: null, after: changes.create.after, attributes: [] },
    { address: 'user/zoe', action: 'delete', before: changes.remove.before, after: null, attributes: [] },
  ]);
});

test('what is no longer listed is a warning about its address', () => {
  const { diagnostics } = planDocument(plan({ noLongerListed: [{ kind: 'user', key: 'zoe' }] }), tool);
  expect(diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'no-longer-listed',
      id: 'CS4004',
      message: 'user/zoe is in the scope of this configuration and no longer listed in it; it is kept as it is.',
      address: 'user/zoe',
    },
  ]);
});

describe('the digest', () => {
  const digestOf = (some: Parameters<typeof plan>[0]) => planDocument(plan(some), tool)['digest'];
  const one = { changes: [changes.update] };

  test('is of the changes alone', () => {
    const elsewhere = { region: 'eu-west-2', instanceId: 'other', identityManagement: 'SAML' };
    expect(digestOf({ ...one, target: elsewhere, diagnostics: [warning] })).toBe(digestOf(one));
  });
  test('is another for another change', () => {
    const { after, ...rest } = changes.update;
    expect(digestOf({ changes: [{ ...rest, after: { ...after, lastName: 'Other' } }] })).not.toBe(digestOf(one));
  });
  test('is another for another order of the elements of a list', () => {
    expect(digest(['a', 'b'])).not.toBe(digest(['b', 'a']));
  });
  test('is what anybody can compute from the document', () => {
    expect(digest([])).toBe('sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
  });
});

describe('canonical JSON', () => {
  test('has its keys in order, at every depth, also within lists', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: { f: 1, e: 1 } }], B: 0 }, 2)).toBe(
      JSON.stringify({ B: 0, a: [{ c: { e: 1, f: 1 }, d: 1 }], b: 1 }, null, 2),
    );
  });
  test('leaves the order of a list alone', () => expect(JSON.parse(canonicalJson([2, 1]))).toEqual([2, 1]));
  test.each([null, true, 0, '', 'ä"\n', []])('%j stays what it is', (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(value);
  });
});
