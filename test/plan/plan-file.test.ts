import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/base/json.ts';
import { parkedTag } from '../../src/plan/model/own-tags.ts';
import { changeDocument, digest, planDocument, undated } from '../../src/plan/model/plan-file.ts';
import { changes, plan, update } from '../support/plans.ts';

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

test('a plan with everything that a plan can have is a document with all of it', () => {
  const [rex, kim] = [
    { kind: 'user', key: 'rex' },
    { kind: 'user', key: 'kim' },
  ];
  const { digest: _, ...document } = planDocument(
    plan({
      target: { region: 'us-west-2', instanceId: '10a4c4eb', alias: 'acme', identityManagement: 'SAML' },
      targets: ['user/rex'],
      summary: { create: 1, update: 2, delete: 3, park: 4, adopt: 5, unchanged: 6, unmanaged: 7, noLongerListed: 8 },
      cost: {
        calls: { DeleteUser: 3 },
        seconds: 1.5,
        bottleneck: 'DeleteUser',
        readCalls: { ListUsers: 1 },
        recalled: 2,
      },
      safety: [
        { rule: 'limits.delete', limit: '5%', value: 3, result: 'fail', acceptable: 'delete=3', message: 'No.' },
      ],
      coverage: [{ queue: 'Calls', channel: 'VOICE', before: 3, lowest: 1, after: 2 }],
      parked: [{ address: rex, parkedOn: '2026-11-28', deleteOn: '2026-12-28' }],
      samePerson: [{ from: rex, to: kim, key: '4711' }],
      upcoming: [{ address: kim, action: 'restore', at: Date.UTC(2026, 11, 1, 8) }],
      asOf: Date.UTC(2026, 10, 28, 12, 30),
      diagnostics: [{ severity: 'error', code: 'unknown-name', message: 'There is none.' }],
    }),
    tool,
  );
  expect(document).toEqual({
    formatVersion: '1.0',
    tool: { name: 'connect-sync', version: '1.2.3' },
    target: { region: 'us-west-2', instanceId: '10a4c4eb', alias: 'acme', identityManagement: 'SAML' },
    targets: ['user/rex'],
    summary: { create: 1, update: 2, delete: 3, park: 4, adopt: 5, unchanged: 6, unmanaged: 7, noLongerListed: 8 },
    cost: {
      calls: { DeleteUser: 3 },
      seconds: 1.5,
      bottleneck: 'DeleteUser',
      readCalls: { ListUsers: 1 },
      recalled: 2,
    },
    safety: [{ rule: 'limits.delete', limit: '5%', value: 3, result: 'fail', acceptable: 'delete=3', message: 'No.' }],
    coverage: [{ queue: 'Calls', channel: 'VOICE', before: 3, lowest: 1, after: 2 }],
    changes: [],
    parked: [{ address: 'user/rex', parkedOn: '2026-11-28', deleteOn: '2026-12-28' }],
    samePerson: [{ from: 'user/rex', to: 'user/kim', key: '4711' }],
    upcoming: [{ address: 'user/kim', action: 'restore', at: '2026-12-01T08:00:00Z' }],
    asOf: '2026-11-28T12:30:00Z',
    diagnostics: [{ severity: 'error', code: 'unknown-name', id: 'CS2001', message: 'There is none.' }],
  });
});

describe('somebody who is parked', () => {
  const tag = `tags.${parkedTag}`;
  const parks = (parkedOn: string, deleteOn: string, room = 'kennel') =>
    changeDocument(
      update('rex', [['room', 'den', room]], {
        ...{ before: { room: 'den', tags: {} }, after: { room, tags: { site: 'x', [parkedTag]: parkedOn } } },
        attributes: [
          { path: 'room', before: 'den', after: room },
          { path: tag, before: null, after: parkedOn },
        ],
        leaving: { parkedOn, deleteOn },
      }),
    );
  const today = () => parks('2026-11-28', '2026-12-28');

  test('is in the document with the days', () => {
    expect(today()).toEqual({
      ...{ address: 'user/rex', action: 'update', calls: ['UpdateUserIdentityInfo'], risk: 'normal' },
      before: { room: 'den', tags: {} },
      after: { room: 'kennel', tags: { site: 'x', [parkedTag]: '2026-11-28' } },
      attributes: [
        { path: 'room', before: 'den', after: 'kennel' },
        { path: tag, before: null, after: '2026-11-28' },
      ],
      leaving: { parkedOn: '2026-11-28', deleteOn: '2026-12-28' },
    });
  });
  test('is compared without the day, of which nothing is left', () => {
    const theDay = 'the day on which it is made';
    expect(undated(today())).toEqual({
      ...today(),
      after: { room: 'kennel', tags: { site: 'x', [parkedTag]: theDay } },
      attributes: [
        { path: 'room', before: 'den', after: 'kennel' },
        { path: tag, before: null, after: theDay },
      ],
      leaving: theDay,
    });
  });
  test('has the same digest on whatever day that is planned, and another where something else differs', () => {
    expect(digest([parks('2026-11-29', '2026-12-29')])).toBe(digest([today()]));
    expect(digest([parks('2026-11-28', '2026-12-28', 'den')])).not.toBe(digest([today()]));
  });
  test('and stays so has no tag to leave a day out of', () => {
    const stays = changeDocument(
      update('rex', [['room', 'den', 'kennel']], { leaving: { parkedOn: '2026-11-01', deleteOn: '2026-12-01' } }),
    );
    expect(undated(stays)).toEqual({ ...stays, leaving: 'the day on which it is made' });
  });
  test('a document that lacks what a change should have is compared as it is', () => {
    const leaving = { parkedOn: '2026-11-28', deleteOn: '2026-12-28' };
    const left = 'the day on which it is made';
    expect(undated({ leaving })).toEqual({ leaving: left });
    expect(undated({ leaving, after: null, attributes: [null] })).toEqual({
      ...{ leaving: left, after: null, attributes: [null] },
    });
    expect(undated({ leaving, after: { tags: null } })).toEqual({ leaving: left, after: { tags: null } });
  });
  test('is the only one whose days are left out', () => {
    const restored = changeDocument(update('rex', [['room', 'kennel', 'den']]));
    expect(undated(restored)).toBe(restored);
    const { leaving: _, ...dated } = today();
    expect(undated(dated)).toBe(dated);
  });
});

test('a create has no before, a delete no after', () => {
  const { changes: documents } = planDocument(plan({ changes: [changes.create, changes.remove] }), tool);
  expect(documents).toEqual([
    {
      ...{ address: 'user/omar', action: 'create', before: null, after: changes.create.after, attributes: [] },
      ...{ calls: ['CreateUser'], risk: 'normal' },
    },
    {
      ...{ address: 'user/zoe', action: 'delete', before: changes.remove.before, after: null, attributes: [] },
      ...{ calls: ['DeleteUser'], risk: 'irreversible' },
    },
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
