/** From a file to Connect and back: `export` must say again what `apply` has made. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, isMap, type Json } from '../../../src/base/json.ts';
import { rules } from '../../../src/kinds/registry.ts';
import { declare, describe as describeUser } from '../../../src/kinds/user/attributes.ts';
import { diff } from '../../../src/plan/compare/diff.ts';
import { withoutNulls } from '../../../src/plan/model/merge.ts';
import type { Attributes } from '../../../src/plan/model/state.ts';
import { created, desiredUsers } from '../../support/users.ts';

const text = fc.string({ minLength: 1, maxLength: 6 });
const perChannel = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> => {
  const map = fc.record({ VOICE: value, CHAT: value, TASK: value, EMAIL: value }, { requiredKeys: [] });
  return fc.oneof(value, map.filter((one) => Object.keys(one).length > 0) as fc.Arbitrary<Json>);
};
/** Names with a slash can be written in a list only. */
const groupName = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\\', '/', '.', '{'), minLength: 1, maxLength: 5 });
const group = fc.oneof(
  fc.array(groupName, { minLength: 1, maxLength: 5 }),
  fc
    .array(
      groupName.map((name) => name.replaceAll('/', 'x')),
      { minLength: 1, maxLength: 5 },
    )
    .map((path) => path.join('/')),
  fc.constant(null),
);

/** Whatever a person may write of a user. */
const entry: fc.Arbitrary<Attributes> = fc.record(
  {
    username: text,
    firstName: text,
    lastName: text,
    email: text,
    secondaryEmail: text,
    mobile: text,
    routingProfile: text,
    securityProfiles: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
    hierarchyGroup: group,
    phoneConfig: fc.record(
      {
        phoneType: fc.constantFrom('SOFT_PHONE', 'DESK_PHONE'),
        autoAccept: perChannel(fc.boolean()),
        afterContactWorkTimeLimit: perChannel(fc.nat(2_000_000)),
        deskPhoneNumber: text,
        persistentConnection: fc.boolean(),
        voiceEnhancement: fc.constantFrom('NONE', 'VOICE_ISOLATION'),
      },
      { requiredKeys: [] },
    ),
    tags: fc.dictionary(text, fc.option(text), { maxKeys: 3 }),
    initialPassword: fc.constant({ env: 'PW' }),
  },
  { requiredKeys: ['username', 'routingProfile', 'securityProfiles'] },
);

/** What an entry comes to: without what it clears, what is only for creation, and what says nothing. */
function meaning(declared: { readonly key: string; readonly attributes: Attributes }): string {
  const { initialPassword: _, securityProfiles, ...rest } = withoutNulls(declared.attributes);
  const profiles = Array.isArray(securityProfiles) ? [...securityProfiles].sort() : null;
  return canonicalJson({ key: declared.key, profiles, ...(withoutEmptyMaps(rest) as Attributes) });
}
function withoutEmptyMaps(value: Json): Json {
  if (!isMap(value)) return value;
  const inner = Object.entries(value).map(([name, one]): [string, Json] => [name, withoutEmptyMaps(one)]);
  return Object.fromEntries(inner.filter(([, one]) => !isMap(one) || Object.keys(one).length > 0));
}

describe('whatever a person writes of a user', () => {
  test('is exported again in the same sense', () => {
    fc.assert(
      fc.property(entry, (written) => {
        const exported = describeUser(created(written), 'CONNECT_MANAGED');
        expect(meaning(declare(exported))).toBe(meaning(declare(written)));
      }),
    );
  });

  test('leaves nothing to do once it is made', () => {
    fc.assert(
      fc.property(entry, (written) => {
        const { key, attributes } = declare(written);
        const live = created(written);
        expect(
          diff(desiredUsers({ [key]: attributes }), new Map([[`user/${key.toLowerCase()}`, live]]), rules),
        ).toEqual([]);
      }),
    );
  });

  test('has nothing to do after an export either', () => {
    fc.assert(
      fc.property(entry, (written) => {
        const live = created(written);
        const { key, attributes } = declare(describeUser(live, 'CONNECT_MANAGED'));
        expect(
          diff(desiredUsers({ [key]: attributes }), new Map([[`user/${key.toLowerCase()}`, live]]), rules),
        ).toEqual([]);
      }),
    );
  });
});
