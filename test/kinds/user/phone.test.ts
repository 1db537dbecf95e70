import { describe, expect, test } from 'vitest';
import { PartialRead } from '../../../src/base/errors.ts';
import {
  type PhoneConfig,
  type PhoneLists,
  type PhoneSettings,
  readPhone,
  searchUnits,
  secondUnits,
  writePhone,
} from '../../../src/kinds/user/phone.ts';

const everyChannel = <T>(value: T) => ({ VOICE: value, CHAT: value, TASK: value, EMAIL: value });
const work = (Channel: 'VOICE' | 'CHAT' | 'TASK' | 'EMAIL', limit: number) => ({
  Channel,
  AfterContactWorkConfig: { AfterContactWorkTimeLimit: limit },
});
const milliseconds = { phoneConfig: 1 / 1000, perChannel: 1 / 1000 };

describe('read from Connect', () => {
  /** What Connect gives, and what of it `phoneConfig` has. */
  const rows: { readonly [sentence: string]: readonly [given: PhoneSettings, has: PhoneConfig] } = {
    'without lists, PhoneConfig holds for every channel': [
      { PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true, AfterContactWorkTimeLimit: 30 } },
      { phoneType: 'SOFT_PHONE', autoAccept: everyChannel(true), afterContactWorkTimeLimit: everyChannel(30) },
    ],
    'an empty list is no list': [
      { PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false }, AutoAcceptConfigs: [], PhoneNumberConfigs: [] },
      { phoneType: 'SOFT_PHONE', autoAccept: everyChannel(false) },
    ],
    'false and 0 are values': [
      {
        PhoneConfig: {
          PhoneType: 'SOFT_PHONE',
          AutoAccept: false,
          AfterContactWorkTimeLimit: 0,
          PersistentConnection: false,
        },
      },
      { autoAccept: everyChannel(false), afterContactWorkTimeLimit: everyChannel(0), persistentConnection: false },
    ],
    'a list says all there is to say': [
      {
        PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true, AfterContactWorkTimeLimit: 30 },
        AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: false }],
        AfterContactWorkConfigs: [work('VOICE', 60), work('EMAIL', 0)],
      },
      { autoAccept: { CHAT: false }, afterContactWorkTimeLimit: { VOICE: 60, EMAIL: 0 } },
    ],
    'one list says nothing about another': [
      { PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true }, AfterContactWorkConfigs: [work('VOICE', 60)] },
      { autoAccept: everyChannel(true), afterContactWorkTimeLimit: { VOICE: 60 } },
    ],
    'channels come in one order, whatever that of the list': [
      { AfterContactWorkConfigs: [work('EMAIL', 4), work('TASK', 3), work('CHAT', 2), work('VOICE', 1)] },
      { afterContactWorkTimeLimit: { VOICE: 1, CHAT: 2, TASK: 3, EMAIL: 4 } },
    ],
    'a number comes from its list before PhoneConfig': [
      {
        PhoneConfig: { PhoneType: 'SOFT_PHONE', DeskPhoneNumber: '+1' },
        PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'DESK_PHONE', PhoneNumber: '+49301' }],
      },
      { phoneType: 'DESK_PHONE', deskPhoneNumber: '+49301' },
    ],
    'a list without the number has none': [
      {
        PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+1' },
        PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'SOFT_PHONE' }],
      },
      { phoneType: 'SOFT_PHONE' },
    ],
    'an empty number is none': [
      { PhoneConfig: { PhoneType: 'SOFT_PHONE', DeskPhoneNumber: '' } },
      { phoneType: 'SOFT_PHONE' },
    ],
    'a list that has another channel only leaves voice to PhoneConfig': [
      {
        PhoneConfig: { PhoneType: 'SOFT_PHONE', PersistentConnection: true },
        PersistentConnectionConfigs: [{ Channel: 'CHAT', PersistentConnection: false }],
      },
      { persistentConnection: true },
    ],
    'persistent connection and voice enhancement are voice only': [
      {
        PersistentConnectionConfigs: [{ Channel: 'VOICE', PersistentConnection: true }],
        VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'NOISE_SUPPRESSION' }],
      },
      { persistentConnection: true, voiceEnhancement: 'NOISE_SUPPRESSION' },
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [given, has]) => {
    const { phoneConfig, carried } = readPhone(given, secondUnits);
    expect(phoneConfig).toMatchObject(has);
    for (const map of ['autoAccept', 'afterContactWorkTimeLimit'] as const) {
      if (has[map] !== undefined) expect(phoneConfig[map]).toEqual(has[map]);
    }
    for (const name of ['deskPhoneNumber', 'voiceEnhancement'] as const) expect(phoneConfig[name]).toBe(has[name]);
    expect(carried).toEqual({});
  });

  test('nothing is said of what is not there, so that an export has nothing empty in it', () => {
    const lists = {
      AutoAcceptConfigs: [],
      AfterContactWorkConfigs: [{ Channel: 'VOICE' as const, AfterContactWorkConfig: {} }],
    };
    expect(readPhone({}, secondUnits)).toEqual({ phoneConfig: {}, carried: {} });
    expect(readPhone(lists, secondUnits)).toEqual({ phoneConfig: {}, carried: {} });
  });

  test('channels keep their order, so that equal settings are equal text', () => {
    const { phoneConfig } = readPhone({ AfterContactWorkConfigs: [work('TASK', 3), work('VOICE', 1)] }, secondUnits);
    expect(JSON.stringify(phoneConfig['afterContactWorkTimeLimit'])).toBe('{"VOICE":1,"TASK":3}');
  });

  test('milliseconds become seconds, each in its own unit', () => {
    const given = { PhoneConfig: { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 30_000 } } as const;
    const lists = { ...given, AfterContactWorkConfigs: [work('VOICE', 45_000)] };
    expect(readPhone(given, milliseconds).phoneConfig['afterContactWorkTimeLimit']).toEqual(everyChannel(30));
    expect(readPhone(lists, milliseconds).phoneConfig['afterContactWorkTimeLimit']).toEqual({ VOICE: 45 });
    expect(readPhone(lists, { phoneConfig: 1 / 1000, perChannel: 1 }).phoneConfig).toMatchObject({
      afterContactWorkTimeLimit: { VOICE: 45_000 },
    });
  });

  test('what no file can say is carried', () => {
    const given: PhoneSettings = {
      AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true, AgentFirstCallbackAutoAccept: false }],
      AfterContactWorkConfigs: [
        { ...work('VOICE', 30_000), AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
      ],
    };
    expect(readPhone(given, milliseconds).carried).toEqual({
      agentFirstCallbackAutoAccept: false,
      agentFirstCallbackAfterContactWorkTimeLimit: 0,
    });
  });
});

describe('the unit of the lists of SearchUsers', () => {
  const whole = (limit: number) => ({ PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: limit }) as const;
  const callback = (AfterContactWorkTimeLimit: number): PhoneSettings => ({
    AfterContactWorkConfigs: [
      { ...work('VOICE', 60_000), AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit } },
    ],
  });
  const rows: { readonly [sentence: string]: readonly [users: readonly PhoneSettings[], perChannel: number] } = {
    'is milliseconds where nothing tells': [[], 1 / 1000],
    'is milliseconds where everybody has 0': [
      [{ PhoneConfig: whole(0), AfterContactWorkConfigs: [work('VOICE', 0)] }],
      1 / 1000,
    ],
    'is milliseconds where a voice entry is what PhoneConfig says': [
      [{ PhoneConfig: whole(30_000), AfterContactWorkConfigs: [work('VOICE', 30_000)] }],
      1 / 1000,
    ],
    'is seconds where it is a thousandth of it': [
      [{ PhoneConfig: whole(2_000_000), AfterContactWorkConfigs: [work('VOICE', 2_000)] }],
      1,
    ],
    'is seconds where it is no whole number of seconds otherwise': [
      [{ AfterContactWorkConfigs: [work('CHAT', 15)] }],
      1,
    ],
    'is seconds where the limit after a callback is no whole number of seconds otherwise': [[callback(15)], 1],
    'is milliseconds where it is': [[callback(5_000)], 1 / 1000],
    'is not told by another channel that is a thousandth of what PhoneConfig says': [
      [{ PhoneConfig: whole(60_000_000), AfterContactWorkConfigs: [work('CHAT', 60_000)] }],
      1 / 1000,
    ],
    'nor by one that is the same, nor by 0': [
      [
        { PhoneConfig: whole(30_000), AfterContactWorkConfigs: [work('CHAT', 30_000)] },
        { PhoneConfig: whole(0), AfterContactWorkConfigs: [work('VOICE', 0)] },
        { AfterContactWorkConfigs: [work('CHAT', 15)] },
      ],
      1,
    ],
    'is told by one user for all': [
      [{ AfterContactWorkConfigs: [work('CHAT', 60_000)] }, { AfterContactWorkConfigs: [work('CHAT', 15)] }],
      1,
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [users, perChannel]) => {
    expect(searchUnits(users)).toEqual({ phoneConfig: 1 / 1000, perChannel });
  });

  test('that is one for some and another for others is no basis for a plan', () => {
    const users: readonly PhoneSettings[] = [
      { PhoneConfig: whole(30_000), AfterContactWorkConfigs: [work('VOICE', 30_000)] },
      { PhoneConfig: whole(30_000), AfterContactWorkConfigs: [work('VOICE', 30)] },
    ];
    expect(() => searchUnits(users)).toThrow(
      new PartialRead(
        'SearchUsers gives times of after-contact work that contradict each other: some look like seconds, some like milliseconds.',
      ),
    );
  });
});

describe('written to Connect', () => {
  const all: PhoneConfig = {
    ...{ phoneType: 'DESK_PHONE', deskPhoneNumber: '+1', persistentConnection: false, voiceEnhancement: 'NONE' },
    ...{ autoAccept: { VOICE: true, CHAT: false }, afterContactWorkTimeLimit: { VOICE: 0, EMAIL: 15 } },
  };
  const only = (names: readonly (keyof PhoneConfig)[]): PhoneConfig =>
    Object.fromEntries(names.map((name) => [name, all[name]]));
  const voiceNumber = { PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'DESK_PHONE', PhoneNumber: '+1' }] };

  /** Which settings change, and the lists that are sent for that. */
  const rows: { readonly [sentence: string]: readonly [changed: readonly (keyof PhoneConfig)[], lists: object] } = {
    'nothing changes: no list': [[], {}],
    'a list goes with every channel that has a value, also 0 and false': [
      ['autoAccept', 'afterContactWorkTimeLimit'],
      {
        AutoAcceptConfigs: [
          { Channel: 'VOICE', AutoAccept: true },
          { Channel: 'CHAT', AutoAccept: false },
        ],
        AfterContactWorkConfigs: [work('VOICE', 0), work('EMAIL', 15)],
      },
    ],
    'a number goes with its type': [['deskPhoneNumber'], voiceNumber],
    'a type goes with its number': [['phoneType'], voiceNumber],
    'the rest is voice only': [
      ['persistentConnection', 'voiceEnhancement'],
      {
        PersistentConnectionConfigs: [{ Channel: 'VOICE', PersistentConnection: false }],
        VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'NONE' }],
      },
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [changed, lists]) => {
    expect(writePhone(all, {}, only(changed))).toEqual(lists);
  });

  test('a type without a number goes alone', () => {
    expect(writePhone({ phoneType: 'SOFT_PHONE' }, {}, { phoneType: 'SOFT_PHONE' })).toEqual({
      PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'SOFT_PHONE' }],
    });
  });

  test('what is carried goes back with voice, and with no other channel', () => {
    const carried = { agentFirstCallbackAutoAccept: false, agentFirstCallbackAfterContactWorkTimeLimit: 0 };
    const lists: PhoneLists = writePhone(all, carried, only(['autoAccept', 'afterContactWorkTimeLimit']));
    expect(lists).toEqual({
      AutoAcceptConfigs: [
        { Channel: 'VOICE', AutoAccept: true, AgentFirstCallbackAutoAccept: false },
        { Channel: 'CHAT', AutoAccept: false },
      ],
      AfterContactWorkConfigs: [
        { ...work('VOICE', 0), AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
        work('EMAIL', 15),
      ],
    });
  });
});
