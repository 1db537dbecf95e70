// The phone settings of a user: one truth (PhoneSettings) with two views, PhoneConfig (one value for all channels) and
// five per-channel lists. Sources: CreateUser, UpdateUserPhoneConfig, UpdateUserConfig and the types of their members.

import type {
  AfterContactWorkConfigPerChannel,
  AutoAcceptConfig,
  PersistentConnectionConfig,
  PhoneNumberConfig,
  UserPhoneConfig,
  VoiceEnhancementConfig,
} from '@aws-sdk/client-connect';
import type { Guesses } from '../../options.ts';
import { invalidParameter } from '../../protocol/errors.ts';
import {
  type AfterContactWork,
  type AutoAccept,
  CHANNELS,
  type Channel,
  type PhoneSettings,
} from '../../state/records/resources.ts';

/** 24 days, in seconds. */
const MAX_AFTER_CONTACT_WORK = 2_000_000;

export interface PhoneLists {
  readonly AutoAcceptConfigs?: readonly AutoAcceptConfig[] | undefined;
  readonly AfterContactWorkConfigs?: readonly AfterContactWorkConfigPerChannel[] | undefined;
  readonly PhoneNumberConfigs?: readonly PhoneNumberConfig[] | undefined;
  readonly PersistentConnectionConfigs?: readonly PersistentConnectionConfig[] | undefined;
  readonly VoiceEnhancementConfigs?: readonly VoiceEnhancementConfig[] | undefined;
}

type PerChannel<T> = Readonly<Record<Channel, T>>;

export const DEFAULT_PHONE: PhoneSettings = {
  phoneType: 'SOFT_PHONE',
  persistentConnection: false,
  voiceEnhancement: 'NONE',
  autoAccept: onAllChannels({ accept: false }),
  afterContactWork: onAllChannels({ limit: 0 }),
};

/** PhoneConfig as a whole: what it leaves out goes back to the default. */
export function withPhoneConfig(settings: PhoneSettings, config: UserPhoneConfig): PhoneSettings {
  const { deskPhoneNumber: _before, ...rest } = settings;
  return checked({
    ...rest,
    phoneType: config.PhoneType ?? 'SOFT_PHONE',
    // An empty number is none: Amazon Connect gives and takes it for soft phones.
    ...(config.DeskPhoneNumber ? { deskPhoneNumber: config.DeskPhoneNumber } : {}),
    persistentConnection: config.PersistentConnection ?? false,
    autoAccept: onAllChannels({ accept: config.AutoAccept ?? false }),
    afterContactWork: onAllChannels({ limit: limit(config.AfterContactWorkTimeLimit) }),
  });
}

/** The lists that are there; `mode` says what becomes of the channels a list leaves out. */
export function withPhoneLists(
  settings: PhoneSettings,
  lists: PhoneLists,
  mode: Guesses['userConfigLists'],
): PhoneSettings {
  const base = mode === 'replace' ? DEFAULT_PHONE : settings;
  const autoAccept = byChannel('AutoAcceptConfigs', lists.AutoAcceptConfigs, readAutoAccept);
  const work = byChannel('AfterContactWorkConfigs', lists.AfterContactWorkConfigs, readAfterContactWork);
  const number = voiceOnly('PhoneNumberConfigs', lists.PhoneNumberConfigs);
  const connection = voiceOnly('PersistentConnectionConfigs', lists.PersistentConnectionConfigs);
  const enhancement = voiceOnly('VoiceEnhancementConfigs', lists.VoiceEnhancementConfigs);
  return checked({
    ...(number ? withNumber(settings, number) : settings),
    persistentConnection: connection?.PersistentConnection ?? settings.persistentConnection,
    voiceEnhancement: enhancement?.VoiceEnhancementMode ?? settings.voiceEnhancement,
    autoAccept: autoAccept ? { ...base.autoAccept, ...autoAccept } : settings.autoAccept,
    afterContactWork: work ? { ...base.afterContactWork, ...work } : settings.afterContactWork,
  });
}

/** CreateUser takes either a field of PhoneConfig or the list that goes with it. */
export function checkConflicts(config: UserPhoneConfig | undefined, lists: PhoneLists): void {
  const conflicts: [string, unknown, unknown][] = [
    ['AutoAccept', config?.AutoAccept, lists.AutoAcceptConfigs],
    ['AfterContactWorkTimeLimit', config?.AfterContactWorkTimeLimit, lists.AfterContactWorkConfigs],
    ['PhoneType', config?.PhoneType, lists.PhoneNumberConfigs],
    ['DeskPhoneNumber', config?.DeskPhoneNumber || undefined, lists.PhoneNumberConfigs],
    ['PersistentConnection', config?.PersistentConnection, lists.PersistentConnectionConfigs],
  ];
  for (const [member, single, list] of conflicts) {
    if (single !== undefined && list !== undefined)
      throw invalidParameter(`PhoneConfig.${member} cannot be set together with its channel-specific configuration`);
  }
}

/** The view for all channels at once, which shows what VOICE has. `unit` is 1 for seconds and 1000 for milliseconds. */
export function phoneConfigOf(settings: PhoneSettings, unit: 1 | 1000 = 1): UserPhoneConfig {
  return {
    PhoneType: settings.phoneType,
    AutoAccept: settings.autoAccept.VOICE.accept,
    AfterContactWorkTimeLimit: settings.afterContactWork.VOICE.limit * unit,
    // AWS's example of describe-user has an empty one for a soft phone.
    DeskPhoneNumber: settings.deskPhoneNumber ?? '',
    PersistentConnection: settings.persistentConnection,
  };
}

/** The view per channel. `unit` is 1 for seconds and 1000 for milliseconds. */
export function phoneListsOf(settings: PhoneSettings, unit: 1 | 1000 = 1) {
  return {
    AutoAcceptConfigs: CHANNELS.map((Channel) => ({
      Channel,
      AutoAccept: settings.autoAccept[Channel].accept,
      AgentFirstCallbackAutoAccept: settings.autoAccept[Channel].agentFirstCallback,
    })),
    AfterContactWorkConfigs: CHANNELS.map((Channel) => {
      const { limit, agentFirstCallback } = settings.afterContactWork[Channel];
      return {
        Channel,
        AfterContactWorkConfig: { AfterContactWorkTimeLimit: limit * unit },
        AgentFirstCallbackAfterContactWorkConfig:
          agentFirstCallback === undefined ? undefined : { AfterContactWorkTimeLimit: agentFirstCallback * unit },
      };
    }),
    PhoneNumberConfigs: [
      { Channel: 'VOICE' as const, PhoneType: settings.phoneType, PhoneNumber: settings.deskPhoneNumber },
    ],
    PersistentConnectionConfigs: [{ Channel: 'VOICE' as const, PersistentConnection: settings.persistentConnection }],
    VoiceEnhancementConfigs: [{ Channel: 'VOICE' as const, VoiceEnhancementMode: settings.voiceEnhancement }],
  };
}

function onAllChannels<T>(value: T): PerChannel<T> {
  return { VOICE: value, CHAT: value, TASK: value, EMAIL: value };
}

function withNumber(settings: PhoneSettings, { PhoneType, PhoneNumber }: PhoneNumberConfig): PhoneSettings {
  const { deskPhoneNumber: _before, ...rest } = settings;
  const phoneType = PhoneType ?? 'SOFT_PHONE';
  return PhoneNumber ? { ...rest, phoneType, deskPhoneNumber: PhoneNumber } : { ...rest, phoneType };
}

function readAutoAccept(entry: AutoAcceptConfig): AutoAccept {
  const agentFirstCallback = voiceSetting('AgentFirstCallbackAutoAccept', entry.AgentFirstCallbackAutoAccept, entry);
  const accept = entry.AutoAccept ?? false;
  return agentFirstCallback === undefined ? { accept } : { accept, agentFirstCallback };
}

function readAfterContactWork(entry: AfterContactWorkConfigPerChannel): AfterContactWork {
  const member = 'AgentFirstCallbackAfterContactWorkConfig';
  const callback = voiceSetting(member, entry[member], entry);
  const own = { limit: limit(entry.AfterContactWorkConfig?.AfterContactWorkTimeLimit) };
  return callback === undefined ? own : { ...own, agentFirstCallback: limit(callback.AfterContactWorkTimeLimit) };
}

function voiceSetting<T>(member: string, value: T | undefined, { Channel }: { readonly Channel: unknown }) {
  if (value !== undefined && Channel !== 'VOICE') throw invalidParameter(`${member} applies to the VOICE channel only`);
  return value;
}

function byChannel<T extends { readonly Channel: Channel | undefined }, V>(
  list: string,
  entries: readonly T[] | undefined,
  read: (entry: T) => V,
): Partial<PerChannel<V>> | undefined {
  if (!entries) return undefined;
  const channels = entries.map(({ Channel }) => Channel);
  if (new Set(channels).size < channels.length) throw invalidParameter(`${list} names a channel more than once`);
  return Object.fromEntries(entries.map((entry) => [entry.Channel, read(entry)])) as Partial<PerChannel<V>>;
}

function voiceOnly<T extends { readonly Channel: Channel | undefined }>(
  list: string,
  entries: readonly T[] | undefined,
): T | undefined {
  const found = byChannel(list, entries, (entry) => entry);
  const other = CHANNELS.find((channel) => channel !== 'VOICE' && found?.[channel]);
  if (other) throw invalidParameter(`${list} supports the VOICE channel only, not ${other}`);
  return found?.VOICE;
}

function limit(seconds = 0): number {
  if (seconds > MAX_AFTER_CONTACT_WORK)
    throw invalidParameter(`AfterContactWorkTimeLimit must not be more than ${MAX_AFTER_CONTACT_WORK} seconds`);
  return seconds;
}

function checked(settings: PhoneSettings): PhoneSettings {
  if (settings.phoneType === 'DESK_PHONE' && settings.deskPhoneNumber === undefined)
    throw invalidParameter('A phone number is required where the phone type is DESK_PHONE');
  return settings;
}
