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
import { isMap, type Json } from '../../base/json.ts';
import type { Attributes } from '../../plan/model/state.ts';

export const channels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];

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
export const seconds: Units = { phoneConfig: 1, perChannel: 1 };
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
    for (const { Channel, AfterContactWorkConfig } of AfterContactWorkConfigs ?? []) {
      const value = AfterContactWorkConfig?.AfterContactWorkTimeLimit ?? 0;
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
export function readPhone(settings: PhoneSettings, units: Units): { phoneConfig: Attributes; carried: Attributes } {
  const { PhoneConfig = {} } = settings;
  const perChannel = (value: Json | undefined) =>
    value === undefined ? undefined : Object.fromEntries(channels.map((channel) => [channel, value]));
  const acw = (value: number | undefined, unit: number) => (value === undefined ? undefined : Math.round(value * unit));

  const autoAccept = settings.AutoAcceptConfigs?.length
    ? byChannel(settings.AutoAcceptConfigs, ({ AutoAccept }) => AutoAccept)
    : perChannel(PhoneConfig.AutoAccept);
  const afterContactWorkTimeLimit = settings.AfterContactWorkConfigs?.length
    ? byChannel(settings.AfterContactWorkConfigs, ({ AfterContactWorkConfig }) =>
        acw(AfterContactWorkConfig?.AfterContactWorkTimeLimit, units.perChannel),
      )
    : perChannel(acw(PhoneConfig.AfterContactWorkTimeLimit, units.phoneConfig));

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
export function writePhone(phoneConfig: Attributes, carried: Attributes, settings: ReadonlySet<string>): PhoneLists {
  const { phoneType, autoAccept, afterContactWorkTimeLimit, deskPhoneNumber, persistentConnection, voiceEnhancement } =
    phoneConfig;
  const has = (...names: readonly string[]): boolean => names.some((name) => settings.has(name));
  return {
    ...(has('autoAccept') && { AutoAcceptConfigs: entries(autoAccept).map((entry) => acceptConfig(entry, carried)) }),
    ...(has('afterContactWorkTimeLimit') && {
      AfterContactWorkConfigs: entries(afterContactWorkTimeLimit).map((entry) => workConfig(entry, carried)),
    }),
    ...(has('phoneType', 'deskPhoneNumber') && {
      PhoneNumberConfigs: [
        {
          Channel: 'VOICE' as const,
          PhoneType: phoneType as PhoneType,
          ...(deskPhoneNumber !== undefined && { PhoneNumber: deskPhoneNumber as string }),
        },
      ],
    }),
    ...(has('persistentConnection') && {
      PersistentConnectionConfigs: [
        { Channel: 'VOICE' as const, PersistentConnection: persistentConnection as boolean },
      ],
    }),
    ...(has('voiceEnhancement') && {
      VoiceEnhancementConfigs: [
        { Channel: 'VOICE' as const, VoiceEnhancementMode: voiceEnhancement as VoiceEnhancementMode },
      ],
    }),
  };
}

function acceptConfig([Channel, value]: readonly [Channel, Json], carried: Attributes): AutoAcceptConfig {
  const callback = Channel === 'VOICE' ? carried['agentFirstCallbackAutoAccept'] : undefined;
  return {
    Channel,
    AutoAccept: value as boolean,
    ...(callback !== undefined && { AgentFirstCallbackAutoAccept: callback as boolean }),
  };
}

function workConfig([Channel, value]: readonly [Channel, Json], carried: Attributes): AfterContactWorkConfigPerChannel {
  const callback = Channel === 'VOICE' ? carried['agentFirstCallbackAfterContactWorkTimeLimit'] : undefined;
  return {
    Channel,
    AfterContactWorkConfig: { AfterContactWorkTimeLimit: value as number },
    ...(callback !== undefined && {
      AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: callback as number },
    }),
  };
}

const entries = (value: Json | undefined): readonly (readonly [Channel, Json])[] =>
  isMap(value) ? channels.flatMap((channel) => (value[channel] === undefined ? [] : [[channel, value[channel]]])) : [];

const voice = <C extends { readonly Channel: Channel | undefined }>(list: readonly C[] | undefined): C | undefined =>
  list?.find(({ Channel }) => Channel === 'VOICE');

function byChannel<C extends { readonly Channel: Channel | undefined }>(
  list: readonly C[],
  settingOf: (entry: C) => Json | undefined,
): Attributes | undefined {
  const values = new Map<string | undefined, Json | undefined>(list.map((entry) => [entry.Channel, settingOf(entry)]));
  const settings = present(Object.fromEntries(channels.map((channel) => [channel, values.get(channel)])));
  return Object.keys(settings).length > 0 ? settings : undefined;
}

/** Without what has no value. */
export function present(attributes: { readonly [name: string]: Json | undefined }): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter((pair): pair is [string, Json] => pair[1] !== undefined));
}
