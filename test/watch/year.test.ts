/**
 * A year of days, on the manual clock: a watch creates, changes, parks, restores and deletes everybody on the right day in
 * the right zone, to the minute. When that is comes from Temporal, and not from the program's own days.
 */
import { Temporal } from '@js-temporal/polyfill';
import { expect, test } from 'vitest';
import { hour, minute, type Simulation, simulate } from './simulated.ts';

interface Person {
  readonly name: string;
  readonly lastName: string;
  readonly from: string;
  readonly until: string;
}

const parkFor = 30;

const configuration = (zone: string): string => `version: 1
instance: { alias: any }
owner: us
timeZone: ${zone}
policy:
  removed: park
  parkFor: ${parkFor}d
  window: "off"
  settle: 0s
  limits: { create: 100, update: 100, delete: 100 }
parked: { securityProfiles: [QualityAnalyst] }
sources:
  - file: hr.csv
    key: id
    user:
      username: \${id}
      firstName: First
      lastName: \${last}
      routingProfile: Basic Routing Profile
      securityProfiles: [Agent]
      from: \${from}
      until: \${until}
`;

const csv = (people: readonly Person[]): string =>
  [
    'id,last,from,until',
    ...people.map(({ name, lastName, from, until }) => [name, lastName, from, until].join(',')),
  ].join('\n');

const day = (offset: number): string => Temporal.PlainDate.from('2026-01-10').add({ days: offset }).toString();
const startOf = (date: string, zone: string, days = 0): number =>
  Temporal.PlainDate.from(date).add({ days }).toZonedDateTime(zone).epochMilliseconds;

/** What Connect should have of somebody at a moment; nothing of those who are not there. */
function expectedOf({ lastName, from, until }: Person, zone: string, now: number): string | undefined {
  if (now < startOf(from, zone)) return undefined;
  if (until === '' || now < startOf(until, zone, 1)) return `${lastName} Agent`;
  // Parked on the day after the last one, for so many days.
  return now < startOf(until, zone, 1 + parkFor) ? `${lastName} QualityAnalyst` : undefined;
}

async function live({ somebody }: Simulation): Promise<{ readonly [name: string]: string }> {
  const found: { [name: string]: string } = {};
  const { UserSummaryList = [] } = await somebody('ListUsers', { MaxResults: 1000 });
  const { SecurityProfileSummaryList = [] } = await somebody('ListSecurityProfiles', { MaxResults: 1000 });
  const names = new Map(SecurityProfileSummaryList.map(({ Id, Name }) => [Id, Name]));
  for (const { Id, Username = '' } of UserSummaryList) {
    const { User } = await somebody('DescribeUser', { UserId: Id });
    found[Username] = `${User?.IdentityInfo?.LastName} ${User?.SecurityProfileIds?.map((id) => names.get(id)).join()}`;
  }
  return found;
}

test.each(['Europe/Dublin', 'Etc/GMT+12', 'Pacific/Kiritimati'])('in %s', { timeout: 300_000 }, async (zone) => {
  let people: readonly Person[] = Array.from({ length: 8 }, (_, at) => ({
    ...{ name: `p${at}`, lastName: 'Doe', from: day(at * 33) },
    until: at % 4 === 3 ? '' : day(at * 33 + 40 + at * 11),
  }));
  const files = { 'connect-sync.yaml': configuration(zone), 'hr.csv': csv(people) };
  const simulation = await simulate(files, {
    interval: 24 * hour,
    fullReadInterval: 24 * hour,
    emulator: { throttle: false },
  });
  const { clock, watch } = simulation;
  const matches = async (): Promise<void> => {
    const now = clock.now();
    const expected = people.flatMap((person) => {
      const state = expectedOf(person, zone, now);
      return state === undefined ? [] : [[person.name, state] as const];
    });
    expect({ now: new Date(now).toISOString(), ...(await live(simulation)) }).toEqual({
      now: new Date(now).toISOString(),
      ...Object.fromEntries(expected),
    });
  };
  /** Files say otherwise from a moment on: the export of that day. */
  const edits = new Map<number, () => readonly Person[]>([
    // Somebody marries.
    [
      startOf(day(70), zone) + 12 * hour,
      () => people.map((one) => (one.name === 'p1' ? { ...one, lastName: 'Byrne' } : one)),
    ],
    // Somebody who is parked comes back, for good.
    [startOf(day(45), zone) + 9 * hour, () => people.map((one) => (one.name === 'p0' ? { ...one, until: '' } : one))],
  ]);
  const turns = people.flatMap(({ from, until }) => [
    startOf(from, zone),
    ...(until === '' ? [] : [startOf(until, zone, 1), startOf(until, zone, 1 + parkFor)]),
  ]);
  const end = startOf(day(350), zone);
  for (const at of [...new Set([...turns, ...edits.keys()])].filter((one) => one < end).sort((a, b) => a - b)) {
    await clock.advance(at - minute - clock.now());
    await matches();
    await clock.advance(at - clock.now());
    const edit = edits.get(at);
    if (edit) {
      people = edit();
      files['hr.csv'] = csv(people);
      watch.filesMoved();
    }
    await clock.advance(minute);
    await matches();
  }
  await clock.advance(end - clock.now());
  await matches();
});
