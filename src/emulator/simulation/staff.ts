// The contact centre of an instance as the simulation sees it, with numbers in place of ids: lines on which contacts
// wait (a queue and a channel that some routing profile serves), crews (routing profiles) and agents (users).

import type { Instance } from '../state/instance.ts';
import { CHANNELS, type Channel, type PhoneSettings, type RoutingProfile } from '../state/records/resources.ts';

export interface Line {
  readonly queueId: string;
  readonly channel: Channel;
  /** Nobody new comes to a queue that is disabled. */
  readonly open: boolean;
}

export interface Crew {
  readonly profileId: string;
  /** How many contacts an agent has at a time, by channel in the order of CHANNELS. */
  readonly slots: readonly number[];
  /** What it serves, the most important first. */
  readonly services: readonly Service[];
}

export interface Service {
  /** Index of the line. */
  readonly line: number;
  readonly priority: number;
  /** Milliseconds that a contact has to wait before this crew may take it. */
  readonly delay: number;
}

export interface Agent {
  readonly userId: string;
  /** Index of the crew. */
  readonly crew: number;
  readonly phone: PhoneSettings;
}

export interface Staff {
  /** Where all chance comes from. */
  readonly seed: string;
  readonly lines: readonly Line[];
  readonly crews: readonly Crew[];
  readonly agents: readonly Agent[];
  /** Ids of the statuses in which agents have their breaks; without any they go offline. */
  readonly pauses: readonly string[];
}

export function staffOf(instance: Instance): Staff {
  const lines: Line[] = [];
  const lineIndex = new Map<string, number>();
  const lineOf = (queueId: string, channel: Channel): number => {
    const key = `${queueId} ${channel}`;
    const known = lineIndex.get(key);
    if (known !== undefined) return known;
    const open = instance.queues.get(queueId)?.status !== 'DISABLED';
    lineIndex.set(key, lines.push({ queueId, channel, open }) - 1);
    return lines.length - 1;
  };
  const crewIndex = new Map<string, number>();
  const crews = [...instance.routingProfiles.values()].map((profile, index) => {
    crewIndex.set(profile.id, index);
    return crewOf(profile, lineOf);
  });
  const agents: Agent[] = [];
  for (const { id, routingProfileId, phone } of instance.users.values()) {
    const crew = crewIndex.get(routingProfileId);
    if (crew !== undefined) agents.push({ userId: id, crew, phone });
  }
  const custom = [...instance.agentStatuses.values()].filter(
    ({ type, state }) => type === 'CUSTOM' && state === 'ENABLED',
  );
  return { seed: instance.id, lines, crews, agents, pauses: custom.map(({ id }) => id) };
}

function crewOf(profile: RoutingProfile, lineOf: (queueId: string, channel: Channel) => number): Crew {
  const services = profile.queues.map(({ queueId, channel, priority, delay }) => ({
    line: lineOf(queueId, channel),
    priority,
    delay: delay * 1000,
  }));
  return {
    profileId: profile.id,
    slots: CHANNELS.map(
      (channel) => profile.mediaConcurrencies.find(({ Channel }) => Channel === channel)?.Concurrency ?? 0,
    ),
    services: services.sort((one, other) => one.priority - other.priority),
  };
}

/** Whether the same days follow from both. Records are never changed, so settings are the same where they are one object. */
export function sameStaff(one: Staff, other: Staff): boolean {
  return (
    one.agents.length === other.agents.length &&
    one.agents.every(({ userId, crew, phone }, index) => {
      const twin = other.agents[index];
      return twin?.userId === userId && twin.crew === crew && twin.phone === phone;
    }) &&
    JSON.stringify([one.lines, one.crews, one.pauses]) === JSON.stringify([other.lines, other.crews, other.pauses])
  );
}
