/**
 * What it costs to change, the looks at each user right before included: time over the least that Connect's limits allow, on
 * a clock of its own and in real time.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentedRate, type Rate } from '../../src/connect/rates.ts';
import { idOf } from '../../src/kinds/operation.ts';
import type { Work } from '../../src/reconciler/lower.ts';
import { applyOnClock, type Conditions, look, workOf } from './support/clocked.ts';
import { type Bench, instanceId, withEmulator } from './support/command.ts';
import { type Counts, heading, row, sum } from './support/figures.ts';

/** Everybody is to change, which a policy allows only where it says so. */
const head = `version: 1\ninstance: { id: ${instanceId} }\npolicy: { limits: { update: "100%" } }\n`;
let missed = 0;

/** A ratio, and what it may be at most. */
function ratio(what: string, value: number, { limit, note }: { readonly limit: number; readonly note: string }): void {
  const kept = value <= limit;
  if (!kept) missed += 1;
  row(what, value.toFixed(3), `at most ${limit}${kept ? '' : ': MISSED'}; ${note}`);
}

const documented = documentedRate('UpdateUserConfig');
const raised: Rate = { perSecond: 10, burst: 10 };

const aspects = ['UpdateUserRoutingProfile', 'UpdateUserHierarchy', 'UpdateUserSecurityProfiles'] as const;
const moved = (users: number): readonly Work[] =>
  Array.from({ length: users }, (_, index) =>
    workOf('update', { kind: 'user', key: `agent${index}` }, { calls: aspects }),
  );
const removed = (users: number): readonly Work[] =>
  Array.from({ length: users }, (_, index) =>
    workOf('delete', { kind: 'user', key: `agent${index}` }, { calls: ['DeleteUser'] }),
  );

/** 200 new groups five deep, 1,000 users moved into them from 50 old groups, which are deleted then. */
function reorganization(): readonly Work[] {
  const levels = [8, 16, 32, 64, 80];
  const group = (key: string) => ({ kind: 'hierarchyGroup', key });
  const groups: Work[] = [];
  let above: readonly Work[] = [];
  for (const [depth, width] of levels.entries()) {
    const level = Array.from({ length: width }, (_, index) => {
      const parent = above[index % Math.max(1, above.length)];
      return workOf('create', group(`new ${depth}/${index}`), {
        calls: ['CreateUserHierarchyGroup'],
        ...(parent && { after: [parent], mentions: [idOf('hierarchyGroup', parent.change.address.key)] }),
      });
    });
    groups.push(...level);
    above = level;
  }
  // As a plan lists them: by name, so that neighbours come from one old group no more often than by chance.
  const users = Array.from({ length: 1000 }, (_, index) => {
    const into = groups[(index * 7919) % groups.length] as Work;
    return workOf(
      'update',
      { kind: 'user', key: `agent${index}` },
      {
        calls: ['UpdateUserHierarchy'],
        mentions: [idOf('hierarchyGroup', into.change.address.key)],
        after: [into],
      },
    );
  });
  const deleted = Array.from({ length: 50 }, (_, index) =>
    workOf('delete', group(`old ${index}`), {
      calls: ['DeleteUserHierarchyGroup'],
      after: users.filter((_, at) => (at * 104_729) % 50 === index),
    }),
  );
  return [...deleted, ...groups, ...users];
}

async function onClock(title: string, work: readonly Work[], conditions: Conditions & { limit: number }) {
  const { seconds, least, attempts, throttled } = await applyOnClock(work, conditions);
  heading(title);
  ratio('time over the least possible', seconds / least, {
    limit: conditions.limit,
    note: `${seconds.toFixed(1)} s of ${least.toFixed(1)} s, ${attempts} calls`,
  });
  return { attempts, throttled };
}

const same = (rate: Rate): Conditions => ({ configured: rate, real: rate });
for (const [name, rate, limit] of [
  ['2 a second', documented, 1.02],
  // As fast as the looks before them.
  ['10 a second', raised, 1.05],
] as const) {
  const users = await onClock(`Three aspects of each of 1,000 users at ${name}`, moved(1000), {
    ...same(rate),
    limit,
  });
  row('throttled', users.throttled);
  const graph = await onClock(
    `200 new groups five deep, 1,000 users moved into them, 50 old groups deleted, at ${name}`,
    reorganization(),
    { ...same(rate), limit },
  );
  row('throttled', graph.throttled);
  const deleted = await onClock(`1,000 users deleted at ${name}`, removed(1000), { ...same(rate), limit });
  row('throttled', deleted.throttled);
  if (users.throttled + graph.throttled + deleted.throttled > 0) missed += 1;
}

for (const [name, real] of [
  ['2 a second', documented],
  ['a second, burst 2', { perSecond: 1, burst: 2 }],
  ['8 a second', { perSecond: 8, burst: 10 }],
] as const) {
  const work = Array.from({ length: 1000 }, (_, index) =>
    workOf('update', { kind: 'user', key: `agent${index}` }, { calls: ['UpdateUserConfig'] }),
  );
  const { seconds, least, attempts, throttled } = await applyOnClock(work, { configured: raised, real });
  heading(`1,000 calls at a configured 10 a second where Connect allows ${name}`);
  ratio('throttled answers, a share of all', throttled / attempts, {
    limit: 0.05,
    note: `${throttled} of ${attempts}`,
  });
  row('time over the least possible', (seconds / least).toFixed(3), `${seconds.toFixed(1)} s of ${least.toFixed(1)} s`);
}

const newcomer = (index: number): string =>
  `  - { username: bench${index}, firstName: Bench, lastName: "${index}", routingProfile: Basic Routing Profile, securityProfiles: [Agent] }\n`;
const mover = (index: number): string =>
  `  - { username: bench${index}, lastName: Moved, securityProfiles: [QualityAnalyst], tags: { bench: moved } }\n`;

/** The built command, against the throttled emulator as a process of its own. */
async function inRealTime(title: string, users: number, rate: Rate): Promise<void> {
  const limit = `${rate.perSecond}/${rate.burst}`;
  const own = documentedRate(look);
  const rates = ['CreateUser=1000', `${look}=${own.perSecond}/${own.burst}`, `*=${limit}`];
  const options = rates.flatMap((each) => ['--rate', each]);
  await withEmulator(options, async (bench) => {
    await apply(newcomer, { bench, users, options });
    const { seconds, calls, throttled } = await apply(mover, { bench, users, options });
    const least = Math.max(
      ...Object.entries(calls).map(([call, times]) => {
        const { perSecond, burst } = call === look ? own : rate;
        return (times - burst) / perSecond;
      }),
    );
    heading(title);
    ratio('time over the least possible', seconds / least, {
      limit: 1.1,
      note: `${seconds.toFixed(1)} s of ${least.toFixed(1)} s, ${sum(calls)} calls`,
    });
    row('throttled', throttled);
    if (throttled > 0) missed += 1;
  });
}

interface Applying {
  readonly bench: Bench;
  readonly users: number;
  readonly options: readonly string[];
}

async function apply(
  user: (index: number) => string,
  { bench: { folder, command }, users, options }: Applying,
): Promise<{ readonly seconds: number; readonly calls: Counts; readonly throttled: number }> {
  const file = join(folder, 'changes.yaml');
  const list = Array.from({ length: users }, (_, index) => user(index)).join('');
  await writeFile(file, `${head}users:\n${list}`);
  const { stdout } = await command(['apply', '-f', file, '--auto-approve', '--format', 'json', ...options]);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { cost } = events.find(({ type }) => type === 'plan');
  const { seconds } = events.at(-1);
  return {
    seconds,
    calls: { ...cost.calls, ...cost.looks },
    throttled: events.filter(({ type }) => type === 'applyRetry').length,
  };
}

await inRealTime('The built command: three aspects of each of 50 users at 2 a second', 50, documented);
await inRealTime('The built command: three aspects of each of 200 users at 10 a second', 200, raised);

if (missed > 0) {
  process.stdout.write(`\n${missed} missed.\n`);
  process.exitCode = 1;
}
