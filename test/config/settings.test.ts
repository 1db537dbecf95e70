/** All that a main file sets, and what it says where it sets nothing. */
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import { type Files, memory } from './memory.ts';

const load = (files: Files) => loadConfiguration('connect-sync.yaml', standardSchema, memory(files));
const head = 'version: 1\ninstance: { alias: acme }\n';

test('a main file that sets nothing leaves everything at its default', async () => {
  const configuration = await load({ 'connect-sync.yaml': head });
  const { policy, passedOver, ...settings } = configuration;
  expect(settings).toEqual({
    instance: { alias: 'acme', locate: { file: 'connect-sync.yaml', line: 2, column: 1 } },
    renamed: [],
    notices: [],
    windows: [],
    managed: new Set(),
    desired: new Map(),
    timeZone: 'UTC',
    sources: [],
    diagnostics: [],
    files: ['connect-sync.yaml'],
  });
  const { locate: _, ...defaults } = defaultPolicy;
  expect(policy).toMatchObject(defaults);
  expect(passedOver('jane')).toEqual([]);
});

test('a main file that sets everything', async () => {
  const { policy, passedOver, desired, ...settings } = await load({
    'connect-sync.yaml': `version: 1
instance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07, region: us-west-2 }
owner: hr
timeZone: Europe/Dublin
policy:
  removed: delete
  settle: 5m
  windows: [{ schedule: "0 20 * * *", duration: 10h, timeZone: Europe/Dublin }]
renamed: [{ kind: routingProfile, from: Support, to: Tier 1 }]
throttle: { ListUsers: { rate: 1, burst: 2 } }
notices: [{ webhook: "https://example.com/hook" }]
routingProfiles: [{ name: Tier 1 }]
sources:
  - file: people.json
    records: people
    expect: { blanks: 10%, exportedAt: at, maxAge: 366d }
    user: { username: "\${id}" }
    where: { active: "yes" }
`,
    'people.json': '{ "at": "2026-11-29T10:00:00Z", "people": [{ "id": "jane", "active": "yes" }, { "id": "joe" }] }',
  });
  expect(settings).toMatchInlineSnapshot(`
    {
      "diagnostics": [],
      "files": [
        "connect-sync.yaml",
        "people.json",
      ],
      "instance": {
        "id": "10a4c4eb-f57e-4d4c-b602-bf39176ced07",
        "locate": {
          "column": 1,
          "file": "connect-sync.yaml",
          "line": 2,
        },
        "region": "us-west-2",
      },
      "managed": Set {
        "routingProfile",
        "user",
      },
      "notices": [
        {
          "locate": {
            "column": 22,
            "file": "connect-sync.yaml",
            "line": 11,
          },
          "type": "webhook",
          "url": "https://example.com/hook",
        },
      ],
      "owner": "hr",
      "renamed": [
        {
          "from": "Support",
          "kind": "routingProfile",
          "source": {
            "column": 11,
            "file": "connect-sync.yaml",
            "line": 9,
          },
          "to": "Tier 1",
        },
      ],
      "sources": [
        {
          "age": {
            "at": {
              "column": 9,
              "file": "people.json",
              "line": 1,
            },
            "made": 1795946400000,
            "maxAge": 31622400000,
          },
          "at": {
            "column": 23,
            "file": "connect-sync.yaml",
            "line": 16,
          },
          "blanks": {
            "hundredths": 1000,
            "type": "share",
          },
          "file": "people.json",
          "leftOut": Set {},
          "samePerson": Set {},
        },
      ],
      "throttle": {
        "byCall": {
          "ListUsers": {
            "burst": 2,
            "rate": 1,
          },
        },
        "share": 1,
      },
      "timeZone": "Europe/Dublin",
      "windows": [
        {
          "duration": 36000000,
          "schedule": "0 20 * * *",
          "timeZone": "Europe/Dublin",
        },
      ],
    }
  `);
  expect([...desired.keys()]).toEqual(['routingProfile/Tier 1', 'user/jane']);
  expect([policy.removed, policy.settle]).toEqual(['delete', 300_000]);
  expect(passedOver('joe')).toMatchInlineSnapshot(`
    [
      {
        "at": {
          "column": 79,
          "file": "people.json",
          "line": 1,
        },
        "why": "where leaves it out: active is "", and connect-sync.yaml:18:22 wants "yes"",
      },
    ]
  `);
});

describe('a setting that is wrong does not count:', () => {
  test.each([
    ['owner: 12', { owner: undefined }],
    ['timeZone: Nowhere', { timeZone: 'UTC' }],
    ['throttle: { ListUsers: 0 }', { throttle: undefined }],
    ['policy: { removed: never }', { windows: [] }],
    ['notices: [{}]', { notices: [] }],
    ['renamed: [{}]', { renamed: [] }],
  ])('%s', async (body, expected) => {
    const configuration = await load({ 'connect-sync.yaml': head + body });
    expect(configuration.diagnostics.length).toBeGreaterThan(0);
    const keys = Object.keys(expected) as (keyof typeof configuration)[];
    expect(Object.fromEntries(keys.map((key) => [key, configuration[key]]))).toEqual(expected);
  });
});
