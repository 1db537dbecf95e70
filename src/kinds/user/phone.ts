/**
 * The phone settings of a user, in Connect's two forms and in ours.
 *
 * Connect keeps some settings per channel, in five lists, and shows one value for all in `PhoneConfig`. Ours is one map:
 * `autoAccept` and `afterContactWorkTimeLimit` by channel, the rest (which Connect has for VOICE only) as they are. A
 * list that is there says all there is to say; where Connect gives no list, `PhoneConfig` holds for every channel.
 */

import type {
  AfterContactWorkConfigPerChannel,
  AutoAcceptConfig,
  Channel,
  PhoneType,
  User,
  VoiceEnhancementMode,
} from '@aws-sdk/client-connect';
import { PartialRead } from '../../base/errors.ts';
import { isMap, type Json, type Present, present } from '../../base/json.ts';
import { bool, channels, integer, mapOf, oneOf, text } from '../fields.ts';

const phoneTypes = ['SOFT_PHONE', 'DESK_PHONE'] as const satisfies readonly PhoneType[];
const enhancements = [
  'VOICE_ISOLATION',
  'NOISE_SUPPRESSION',
  'NONE',
] as const satisfies readonly VoiceEnhancementMode[];

export type PerChannel<T> = { readonly [C in Channel]?: T };

/** The phone settings of a user that a file can name. Times in seconds. */
export type PhoneConfig = {
  readonly phoneType?: PhoneType;
  readonly autoAccept?: PerChannel<boolean>;
  readonly afterContactWorkTimeLimit?: PerChannel<number>;
  readonly deskPhoneNumber?: string;
  readonly persistentConnection?: boolean;
  readonly voiceEnhancement?: VoiceEnhancementMode;
};

/** Those it cannot name. */
export type CarriedPhone = {
  readonly agentFirstCallbackAutoAccept?: boolean;
  readonly agentFirstCallbackAfterContactWorkTimeLimit?: number;
};

/** A setting that Connect has per channel; one value in a file stands for all four. */
const perChannel =
  <T extends Json>(parse: (value: Json | undefined) => T | undefined) =>
  (value: Json): PerChannel<T> | undefined =>
    isMap(value) ? mapOf(parse)(value) : forAll(parse(value));

const settings: { readonly [S in keyof PhoneConfig]-?: (value: Json) => PhoneConfig[S] | undefined } = {
  phoneType: oneOf(phoneTypes),
  autoAccept: perChannel(bool),
  afterContactWorkTimeLimit: perChannel(integer),
  deskPhoneNumber: text,
  persistentConnection: bool,
  voiceEnhancement: oneOf(enhancements),
};

/** The settings that an entry names, in its order, so that a plan shows them as the file does. */
export function declarePhone(value: Json | undefined): PhoneConfig | undefined {
  if (!isMap(value)) return undefined;
  const named = Object.keys(value).filter((name): name is keyof PhoneConfig => Object.hasOwn(settings, name));
  return Object.fromEntries(named.map((name) => [name, settings[name](value[name] ?? null)]));
}

/** The reverse: one value where all four channels have the same. */
export function describePhone(config: PhoneConfig): { readonly [setting: string]: Json } {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, isMap(value) ? gather(value) : value]),
  );
}

const forAll = <T>(value: T | undefined): PerChannel<T> | undefined =>
  value === undefined ? undefined : { VOICE: value, CHAT: value, TASK: value, EMAIL: value };

function gather(value: { readonly [channel: string]: Json }): Json {
  const values = channels.map((channel) => value[channel]);
  const [first] = values;
  return first !== undefined && values.every((one) => one === first) ? first : value;
}

/** What SearchUsers and DescribeUser both give of the phone settings. */
export type PhoneSettings = Pick<
  User,
  | 'PhoneConfig'
  | 'AutoAcceptConfigs'
  | 'AfterContactWorkConfigs'
  | 'PhoneNumberConfigs'
  | 'PersistentConnectionConfigs'
  | 'VoiceEnhancementConfigs'
>;

/** What one unit of after-contact work in an answer is, in seconds. */
export interface Units {
  readonly phoneConfig: number;
  readonly perChannel: number;
}
export const secondUnits: Units = { phoneConfig: 1, perChannel: 1 };
const millisecond = 1 / 1000;

/**
 * SearchUsers gives `PhoneConfig.AfterContactWorkTimeLimit` in milliseconds (AWS's documentation of UserPhoneConfig).
 * Whether its per-channel lists are in milliseconds as well is not documented, so the data decides: the VOICE entry
 * against `PhoneConfig` of the same user, and the fact that only whole seconds can be set. Without evidence:
 * milliseconds, as the rest of that answer. NOT VERIFIED against a live instance.
 */
export function searchUnits(users: Iterable<PhoneSettings>): Units {
  let inSeconds = false;
  let inMilliseconds = false;
  for (const { PhoneConfig, AfterContactWorkConfigs } of users) {
    const whole = PhoneConfig?.AfterContactWorkTimeLimit ?? 0;
    for (const {
      Channel,
      AfterContactWorkConfig,
      AgentFirstCallbackAfterContactWorkConfig: callback,
    } of AfterContactWorkConfigs ?? []) {
      const value = AfterContactWorkConfig?.AfterContactWorkTimeLimit ?? 0;
      if ((callback?.AfterContactWorkTimeLimit ?? 0) % 1000 !== 0) inSeconds = true;
      if (value % 1000 !== 0 || (Channel === 'VOICE' && value > 0 && value * 1000 === whole)) inSeconds = true;
      if (Channel === 'VOICE' && value > 0 && value === whole) inMilliseconds = true;
    }
  }
  if (inSeconds && inMilliseconds) {
    throw new PartialRead(
      'SearchUsers gives times of after-contact work that contradict each other: some look like seconds, some like milliseconds.',
    );
  }
  return { phoneConfig: millisecond, perChannel: inSeconds ? 1 : millisecond };
}

/** From Connect: the settings that a configuration can name, and those it cannot. */
export function readPhone(
  settings: PhoneSettings,
  units: Units,
): { readonly phoneConfig: PhoneConfig; readonly carried: CarriedPhone } {
  const { PhoneConfig = {} } = settings;
  const acw = (value: number | undefined, unit: number) => (value === undefined ? undefined : Math.round(value * unit));

  const autoAccept = settings.AutoAcceptConfigs?.length
    ? byChannel(settings.AutoAcceptConfigs, ({ AutoAccept }) => AutoAccept)
    : forAll(PhoneConfig.AutoAccept);
  const afterContactWorkTimeLimit = settings.AfterContactWorkConfigs?.length
    ? byChannel(settings.AfterContactWorkConfigs, ({ AfterContactWorkConfig }) =>
        acw(AfterContactWorkConfig?.AfterContactWorkTimeLimit, units.perChannel),
      )
    : forAll(acw(PhoneConfig.AfterContactWorkTimeLimit, units.phoneConfig));

  const number = voice(settings.PhoneNumberConfigs);
  const callbackAccept = voice(settings.AutoAcceptConfigs)?.AgentFirstCallbackAutoAccept;
  const callbackWork = voice(settings.AfterContactWorkConfigs)?.AgentFirstCallbackAfterContactWorkConfig;
  return {
    phoneConfig: present({
      phoneType: number?.PhoneType ?? PhoneConfig.PhoneType,
      autoAccept,
      afterContactWorkTimeLimit,
      deskPhoneNumber: (number ? number.PhoneNumber : PhoneConfig.DeskPhoneNumber) || undefined,
      persistentConnection:
        voice(settings.PersistentConnectionConfigs)?.PersistentConnection ?? PhoneConfig.PersistentConnection,
      voiceEnhancement: voice(settings.VoiceEnhancementConfigs)?.VoiceEnhancementMode,
    }),
    carried: present({
      agentFirstCallbackAutoAccept: callbackAccept,
      agentFirstCallbackAfterContactWorkTimeLimit: acw(callbackWork?.AfterContactWorkTimeLimit, units.perChannel),
    }),
  };
}

/** The five lists, as CreateUser and UpdateUserConfig take them. */
export type PhoneLists = Omit<PhoneSettings, 'PhoneConfig'>;

/**
 * To Connect: the lists that hold `settings` of `phoneConfig`, each with every channel that has a value, since whether
 * a list replaces all channels or only those it names is not documented.
 */
export function writePhone(
  {
    phoneType,
    autoAccept,
    afterContactWorkTimeLimit,
    deskPhoneNumber,
    persistentConnection,
    voiceEnhancement,
  }: PhoneConfig,
  carried: CarriedPhone,
  changed: PhoneConfig,
): Present<PhoneLists> {
  const inVoice = <T>(entry: T) => [{ Channel: 'VOICE' as const, ...entry }];
  return present({
    AutoAcceptConfigs: changed.autoAccept && entries(autoAccept).map((entry) => acceptConfig(entry, carried)),
    AfterContactWorkConfigs:
      changed.afterContactWorkTimeLimit &&
      entries(afterContactWorkTimeLimit).map((entry) => workConfig(entry, carried)),
    PhoneNumberConfigs:
      changed.phoneType === undefined && changed.deskPhoneNumber === undefined
        ? undefined
        : inVoice({ PhoneType: phoneType, ...present({ PhoneNumber: deskPhoneNumber }) }),
    PersistentConnectionConfigs:
      changed.persistentConnection === undefined ? undefined : inVoice({ PersistentConnection: persistentConnection }),
    VoiceEnhancementConfigs: changed.voiceEnhancement && inVoice({ VoiceEnhancementMode: voiceEnhancement }),
  });
}

function acceptConfig([Channel, AutoAccept]: readonly [Channel, boolean], carried: CarriedPhone): AutoAcceptConfig {
  const callback = Channel === 'VOICE' ? carried.agentFirstCallbackAutoAccept : undefined;
  return { Channel, AutoAccept, ...present({ AgentFirstCallbackAutoAccept: callback }) };
}

function workConfig(
  [Channel, seconds]: readonly [Channel, number],
  carried: CarriedPhone,
): AfterContactWorkConfigPerChannel {
  const callback = Channel === 'VOICE' ? carried.agentFirstCallbackAfterContactWorkTimeLimit : undefined;
  return {
    Channel,
    AfterContactWorkConfig: { AfterContactWorkTimeLimit: seconds },
    ...present({
      AgentFirstCallbackAfterContactWorkConfig:
        callback === undefined ? undefined : { AfterContactWorkTimeLimit: callback },
    }),
  };
}

function entries<T>(value: PerChannel<T> | undefined): readonly (readonly [Channel, T])[] {
  return channels.flatMap((channel) => {
    const one = value?.[channel];
    return one === undefined ? [] : [[channel, one] as const];
  });
}

const voice = <C extends { readonly Channel: Channel | undefined }>(list: readonly C[] | undefined): C | undefined =>
  list?.find(({ Channel }) => Channel === 'VOICE');

function byChannel<C extends { readonly Channel: Channel | undefined }, T>(
  list: readonly C[],
  settingOf: (entry: C) => T | undefined,
): PerChannel<T> | undefined {
  const values: PerChannel<T> = present(Object.fromEntries(list.map((entry) => [entry.Channel, settingOf(entry)])));
  const known = entries(values);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}
