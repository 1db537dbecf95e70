import { describe, expect, test } from 'vitest';
import { mainFileText } from '../../../src/config/repository/main-file.ts';

const instance = { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', region: 'us-west-2' };

describe('the main file of a new repository', () => {
  test('says whose the instance is and who must keep a security profile', () => {
    const text = mainFileText({
      instance,
      header: 'Exported\nfrom acme.',
      owner: 'hr',
      keepAtLeast: new Map([
        ['Admin', 2],
        ['Back Office', 1],
      ]),
      include: ['roles.yaml', 'people/*.yaml'],
    });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=./schemas/connect-sync.schema.json
      # Exported
      # from acme.

      version: 1

      instance:
        id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07
        region: us-west-2

      # The mark that everything listed here gets in Amazon Connect, as the tag connect-sync:owner. It tells what belongs to
      # these files, so that other configurations can share the instance.
      owner: hr

      # A section that no file has is not managed. A field that an entry leaves out is not managed either.
      include: [roles.yaml, people/*.yaml]

      policy:
        # What is removed from these files stays in Amazon Connect, and is reported. "park" takes the access of users and
        # deletes them 30 days later; "delete" deletes at once. Change it once you trust your files.
        removed: keep

        # Only what carries the mark above can ever be removed; what others made cannot.
        scope: owned

        # A plan that changes or deletes more users than this is refused whole. --accept lets one plan through, by its exact
        # number.
        limits:
          update: 30%
          delete: 5%

        # The same for everything else together.
        configurationLimits:
          delete: 10%

        # At least so many holders of a security profile stay, so that nobody locks everyone out. Granting one of these
        # profiles is marked as a privilege.
        keepAtLeast:
          Admin: 2
          Back Office: 1

        # Usernames that are never changed or deleted: * is any characters, ? is one.
        # protected: ["admin*", "svc-*"]
      "
    `);
  });

  test('has examples in comments of what nobody has said', () => {
    const text = mainFileText({ instance, header: 'New.', keepAtLeast: new Map(), include: [] });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=./schemas/connect-sync.schema.json
      # New.

      version: 1

      instance:
        id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07
        region: us-west-2

      # The mark that everything listed here gets in Amazon Connect, as the tag connect-sync:owner. It tells what belongs to
      # these files, so that other configurations can share the instance.
      # owner: contact-centre

      # A section that no file has is not managed. A field that an entry leaves out is not managed either.
      include: []

      policy:
        # What is removed from these files stays in Amazon Connect, and is reported. "park" takes the access of users and
        # deletes them 30 days later; "delete" deletes at once. Change it once you trust your files.
        removed: keep

        # Only what carries the mark above can ever be removed; what others made cannot.
        scope: owned

        # A plan that changes or deletes more users than this is refused whole. --accept lets one plan through, by its exact
        # number.
        limits:
          update: 30%
          delete: 5%

        # The same for everything else together.
        configurationLimits:
          delete: 10%

        # At least so many holders of a security profile stay, so that nobody locks everyone out. Granting one of these
        # profiles is marked as a privilege.
        # keepAtLeast:
        #   Administrators: 1

        # Usernames that are never changed or deleted: * is any characters, ? is one.
        # protected: ["admin*", "svc-*"]
      "
    `);
  });
});
