import { expect, test } from 'vitest';
import { GUESSES, QUOTAS } from '../../src/emulator/options.ts';
import { addPeople } from '../../src/emulator/seed/people.ts';
import { type Day, simulateDay } from '../../src/emulator/simulation/day.ts';
import { NEVER } from '../../src/emulator/simulation/ledger.ts';
import { availableSlots, momentOf, slotsOf } from '../../src/emulator/simulation/moment.ts';
import { DAY } from '../../src/emulator/simulation/shift.ts';
import { type Staff, staffOf } from '../../src/emulator/simulation/staff.ts';
import { newAccount } from '../../src/emulator/state/account.ts';
import { createInstance } from '../../src/emulator/state/given/new-instance.ts';
import { seededRandom } from '../../src/emulator/state/random.ts';
import { CHANNELS } from '../../src/emulator/state/records/resources.ts';

// What must hold of every simulated day, no matter who works there. The days and moments are drawn at random, always the same.

function staffOfPeople(users: number): Staff {
  const account = newAccount({
    region: 'us-west-2',
    guesses: GUESSES,
    quotas: QUOTAS,
    now: () => 1_700_000_000_000,
    random: seededRandom('simulation'),
  });
  const instance = createInstance(account, { alias: 'simulated', identityManagement: 'SAML' });
  addPeople(account, instance, users);
  return staffOf(instance);
}

const SIZES = [0, 1, 12, 150];
const days = SIZES.map((size): [number, Day] => [size, simulateDay(staffOfPeople(size), 19_675 + size)]);

/** Moments of a day, from just after its beginning to its end. */
function momentsOf(day: Day): number[] {
  const random = seededRandom(`moments of ${day.number}`);
  return [1, ...Array.from({ length: 40 }, () => 1 + Math.floor(random() * (DAY - 1))), DAY];
}

function contactsOf({ ledger, staff }: Day) {
  const { line, agent, queued, rang, connected, ended, cleared } = ledger.columns;
  return Array.from({ length: ledger.size }, (_none, contact) => ({
    channel: staff.lines[line[contact] ?? 0]?.channel,
    agent: agent[contact] ?? NEVER,
    queued: queued[contact] ?? 0,
    rang: rang[contact] ?? 0,
    connected: connected[contact] ?? 0,
    ended: ended[contact] ?? 0,
    cleared: cleared[contact] ?? 0,
  }));
}

test.each(days)('%i users: the same day comes out of the same staff', (size, day) => {
  const again = simulateDay(staffOfPeople(size), day.number);
  expect(contactsOf(again)).toEqual(contactsOf(day));
  expect(again.ledger.misses).toEqual(day.ledger.misses);
});

test.each(days)('%i users: another day is another day', (_size, day) => {
  const other = simulateDay(day.staff, day.number + 1);
  expect(contactsOf(other)).not.toEqual(contactsOf(day));
});

test.each(days)('%i users: each contact goes through its states in order and within the day', (_size, day) => {
  const disorderly = contactsOf(day).filter(({ agent, queued, rang, connected, ended, cleared }) => {
    const times = agent === NEVER ? [0, queued, ended, DAY] : [0, queued, rang, connected, ended, cleared, DAY];
    return times.some((time, index) => time < (times[index - 1] ?? 0));
  });
  expect(disorderly).toEqual([]);
});

test.each(days)(
  '%i users: every customer who came is waiting, has given up, is talking or has been handled',
  (_size, day) => {
    for (const time of momentsOf(day)) {
      const moment = momentOf(day, day.start + time);
      const came = contactsOf(day).filter(({ queued }) => queued < time);
      const over = came.filter(({ ended }) => ended < time);
      const talking = [...moment.duties.values()].flatMap(({ handling }) =>
        handling.filter(({ state }) => state.startsWith('CONNECTED')),
      );
      expect(moment.waiting.length + over.length + talking.length).toBe(came.length);
    }
  },
);

test.each(days)('%i users: nobody waits for agents who have room, unless it rings already', (_size, day) => {
  for (const time of momentsOf(day)) {
    const moment = momentOf(day, day.start + time);
    const ringing = new Set(
      [...moment.duties.values()].flatMap(({ handling }) =>
        handling.filter(({ state }) => state === 'CONNECTING').map(({ contact }) => contact),
      ),
    );
    for (const contact of moment.waiting.filter((waiting) => !ringing.has(waiting))) {
      const line = day.ledger.columns.line[contact] ?? 0;
      const channel = day.staff.lines[line]?.channel ?? 'VOICE';
      const ready = [...moment.duties].filter(([agent, duty]) => {
        const { services } = day.staff.crews[day.staff.agents[agent]?.crew ?? 0] ?? { services: [] };
        return services.some((service) => service.line === line) && availableSlots(moment, agent, duty, channel) > 0;
      });
      expect(ready).toEqual([]);
    }
  }
});

test.each(days)('%i users: agents have no more contacts than slots, all of one channel', (_size, day) => {
  for (const time of momentsOf(day)) {
    for (const [agent, { handling }] of momentOf(day, day.start + time).duties) {
      const [first] = handling;
      if (!first) continue;
      expect(handling.every(({ channel }) => channel === first.channel)).toBe(true);
      expect(handling.length).toBeLessThanOrEqual(slotsOf(day, agent, first.channel));
    }
  }
});

test.each(days)('%i users: of one line and priority, who came first is answered first', (_size, day) => {
  const missed = new Set(day.ledger.misses.map(({ contact }) => contact));
  const { line, agent, rang } = day.ledger.columns;
  const last = new Map<number, number>();
  for (let contact = 0; contact < day.ledger.size; contact++) {
    if (agent[contact] === NEVER || missed.has(contact)) continue;
    const index = line[contact] ?? 0;
    expect(rang[contact]).toBeGreaterThanOrEqual(last.get(index) ?? 0);
    last.set(index, rang[contact] ?? 0);
  }
});

test('after-contact work takes no longer than the agent may take', () => {
  const day = days.at(-1)?.[1] as Day;
  const { line, ended, cleared } = day.ledger.columns;
  const tooLong = contactsOf(day).filter(({ agent, channel = 'VOICE' }, contact) => {
    const limit = day.staff.agents[agent]?.phone.afterContactWork[channel].limit ?? 0;
    return agent !== NEVER && limit > 0 && (cleared[contact] ?? 0) - (ended[contact] ?? 0) > limit * 1000;
  });
  expect(line.length).toBeGreaterThan(1000);
  expect(tooLong).toEqual([]);
});

test('the centre is staffed around the clock, and contacts come on every channel that is served', () => {
  const day = days.at(-1)?.[1] as Day;
  for (const time of momentsOf(day)) expect(momentOf(day, day.start + time).duties.size).toBeGreaterThan(0);
  const channels = new Set(contactsOf(day).map(({ channel }) => channel));
  expect([...CHANNELS].filter((channel) => !channels.has(channel))).toEqual([]);
});

test('nobody comes to a queue that is disabled', () => {
  const staff = staffOfPeople(12);
  const closed = { ...staff, lines: staff.lines.map((line) => ({ ...line, open: false })) };
  expect(simulateDay(closed, 19_675).ledger.size).toBe(0);
});

test('a crew with a delay takes only who has waited so long', () => {
  const staff = staffOfPeople(12);
  const crews = staff.crews.map((crew) => ({
    ...crew,
    services: crew.services.map((service) => ({ ...service, delay: 30_000 })),
  }));
  const answered = contactsOf(simulateDay({ ...staff, crews }, 19_675)).filter(({ agent }) => agent !== NEVER);
  expect(answered.length).toBeGreaterThan(50);
  expect(Math.min(...answered.map(({ queued, rang }) => rang - queued))).toBe(30_000);
});

test('nobody is answered while somebody waits who is more important to that crew', () => {
  const staff = staffOfPeople(40);
  const crews = staff.crews.map((crew) => ({
    ...crew,
    services: crew.services.map((service, index) => ({ ...service, priority: index + 1 })),
  }));
  const day = simulateDay({ ...staff, crews }, 19_675);
  const { line } = day.ledger.columns;
  const missed = new Set(day.ledger.misses.map(({ contact }) => contact));
  const contacts = contactsOf(day).map((contact, index) => ({ ...contact, index, line: line[index] ?? 0 }));
  const steady = contacts.filter(({ index }) => !missed.has(index));
  let overtaken = 0;
  for (const { agent, line: own, rang, channel } of steady) {
    if (agent === NEVER) continue;
    const { services = [] } = crews[staff.agents[agent]?.crew ?? 0] ?? {};
    const priority = services.find((service) => service.line === own)?.priority ?? 0;
    const above = new Set(services.filter((service) => service.priority < priority).map((service) => service.line));
    const waits = (other: (typeof steady)[number]) =>
      other.queued < rang && (other.agent === NEVER ? other.ended : other.rang) > rang;
    expect(steady.filter((other) => above.has(other.line) && other.channel === channel && waits(other))).toEqual([]);
    const below = new Set(services.filter((service) => service.priority > priority).map((service) => service.line));
    if (steady.some((other) => below.has(other.line) && other.channel === channel && waits(other))) overtaken++;
  }
  expect(overtaken).toBeGreaterThan(0);
});
