import { describe, expect, test } from 'vitest';
import { head, load, print, problems } from './memory.ts';

const throttleOf = async (body: string) => (await load({ 'connect-sync.yaml': head + body })).throttle;

describe('the limits of the account', () => {
  test('are what the file says', async () => {
    const body =
      'throttle: { share: 80%, default: { rate: 4, burst: 8 }, UpdateUserConfig: { rate: 10 }, ListUsers: { burst: 3 } }';
    expect(await throttleOf(body)).toEqual({
      ...{ share: 0.8, general: { rate: 4, burst: 8 } },
      byCall: { UpdateUserConfig: { rate: 10 }, ListUsers: { burst: 3 } },
    });
  });
  test('are used whole where no share is said', async () => {
    expect(await throttleOf('throttle: { CreateUser: { rate: 0.5 } }')).toEqual({
      share: 1,
      byCall: { CreateUser: { rate: 0.5 } },
    });
  });
  test.each([
    ['1%', 0.01],
    ['12.5%', 0.125],
    ['"100%"', 1],
  ])('a share of %s is %s', async (written, share) => {
    expect(await throttleOf(`throttle: { share: ${written} }`)).toEqual({ share, byCall: {} });
  });
  test('are not there where nothing is said, or something wrong', async () => {
    expect(await throttleOf('')).toBeUndefined();
    expect(await throttleOf('throttle: { share: 80 }')).toBeUndefined();
  });
});

/** On line 3, where the section begins in column 1. */
describe('a limit that is none', () => {
  test.each([
    ['share: 80', '3:20 wrong-type throttle.share must be a share such as 80%, not 80; write the percent sign.'],
    ['share: 0%', '3:20 invalid-value throttle.share must be a share from 1% to 100%, such as 80%; it is "0%".'],
    ['share: 101%', '3:20 invalid-value throttle.share must be a share from 1% to 100%, such as 80%; it is "101%".'],
    ['default: { rate: 0 }', '3:30 invalid-value throttle.default.rate must be between 0.01 and 1000, not 0.'],
    ['default: { rate: -2 }', '3:30 invalid-value throttle.default.rate must be between 0.01 and 1000, not -2.'],
    ['default: { burst: 0.5 }', '3:31 invalid-value throttle.default.burst must be between 1 and 10000, not 0.5.'],
    ['CreateUser: { rate: fast }', '3:33 wrong-type throttle.CreateUser.rate must be a number, not the text "fast".'],
    [
      'CreateUser: { rate: "10" }',
      '3:33 wrong-type throttle.CreateUser.rate must be a number, not the text "10"; write 10 without quotes.',
    ],
    ['CreateUser: 10', '3:25 wrong-type throttle.CreateUser must be a map ("key: value"), not 10.'],
    ['CreateUser: {}', '3:25 invalid-value throttle.CreateUser is empty; fill it, or leave it out to not manage it.'],
    ['CreateUsers: { rate: 1 }', '3:13 unknown-key Unknown key "CreateUsers"; did you mean CreateUser?'],
    [
      'updateuserconfig: { rate: 1 }',
      '3:13 unknown-key Unknown key "updateuserconfig"; did you mean UpdateUserConfig?',
    ],
    ['ＣreateUser: { rate: 1 }', '3:13 unknown-key Unknown key "ＣreateUser"; did you mean CreateUser?'],
    ['default: { brust: 1 }', '3:24 unknown-key Unknown key "brust"; did you mean burst?'],
  ])('%s', async (limit, expected) => expect(await problems(`throttle: { ${limit} }`)).toEqual([expected]));

  test('a section that is a text', async () => {
    expect(await problems('throttle: 80%')).toEqual([
      '3:11 wrong-type throttle must be a map ("key: value"), not the text "80%"; write throttle: { share: 80% }.',
    ]);
  });

  test('an included file cannot have any', async () => {
    const files = { 'connect-sync.yaml': `${head}include: [a.yaml]\n`, 'a.yaml': 'throttle: { share: 50% }\n' };
    const { diagnostics, throttle } = await load(files);
    expect(diagnostics.map(print)).toEqual([
      'a.yaml:1:1 misplaced-key throttle belongs in connect-sync.yaml only; remove it here.',
    ]);
    expect(throttle).toBeUndefined();
  });
});
