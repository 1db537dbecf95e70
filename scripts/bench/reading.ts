/**
 * What it costs to look. First at AWS's rates, on a clock that needs no waiting; then against an emulator that throttles
 * nobody, in real time; then what the whole command takes with files of up to 100,000 users:
 *   npm run bench -- reading
 *   npm run bench -- reading 10000      that many users only
 */
import { join } from 'node:path';
import { makeClient } from '../../src/connect/client.ts';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { documentedRate as rateOf } from '../../src/connect/rates.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import type { ReadCache } from '../../src/kinds/kind.ts';
import { kinds, rules } from '../../src/kinds/registry.ts';
import type { DesiredState, LiveState } from '../../src/plan/model/state.ts';
import { readLive } from '../../src/reconciler/read-live.ts';
import { type Bench, instanceId, withEmulator } from './support/command.ts';
import { type Counts, heading, row, sum } from './support/figures.ts';
import { makeVirtualClock } from './support/virtual-clock.ts';

const [only] = process.argv.slice(2).map(Number);
const sizes = (all: readonly number[]): readonly number[] => (only === undefined ? all : [only]);
const nowhere = { type: 'entry', path: [], source: { at: () => ({ file: '', line: 1, column: 1 }) } } as const;
const day = 24 * 60 * 60_000;
/** An account that allows more than anybody needs. */
const fast = ['--rate', '*=1000/10000'];

for (const users of sizes([1_000, 10_000, 50_000])) await atTheRatesOfAws(users);
for (const users of sizes([1_000, 10_000, 100_000])) await inRealTime(users);

async function atTheRatesOfAws(users: number): Promise<void> {
  const clock = makeVirtualClock(Date.UTC(2026, 0, 1));
  const emulator = await startEmulator({
    ...{ users, throttle: false, identityManagement: 'CONNECT_MANAGED', now: () => clock.now() },
  });
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = makeClient({ region: emulator.region, endpoint: emulator.url, credentials });
  clock.advance(day);
  heading(`${users.toLocaleString('en')} users at AWS's rates`);

  /** What one whole read takes, buckets full at its beginning. */
  const read = async (desired: DesiredState, cache?: ReadCache): Promise<LiveState> => {
    const counts: Record<string, number> = {};
    const send = clock.follow(client.bind(instanceId));
    const limited = withRateLimit(
      (call, input, options) => {
        counts[call] = (counts[call] ?? 0) + 1;
        return send(call, input, options);
      },
      makeRateLimiter(clock, rateOf),
    );
    const since = clock.now();
    const { live } = await clock.run(
      readLive({
        ...{ send: limited, method: 'search', clock, kinds, rules, desired, identityManagement: 'CONNECT_MANAGED' },
        wanted: new Set(['user']),
        detailed: new Set(['user']),
        emit: () => {},
        ...(cache && { cache }),
      }),
    );
    figures = { counts, seconds: (clock.now() - since) / 1000 };
    return live;
  };
  let figures: { readonly counts: Counts; readonly seconds: number } = { counts: {}, seconds: 0 };
  const say = (what: string): void => {
    const { counts, seconds } = figures;
    // The command looks at the instance first.
    row(what, sum(counts) + 1, `calls, ${seconds.toFixed(0)} s; ${JSON.stringify(counts)}`);
  };

  const live: LiveState = await read(new Map());
  say('no e-mail managed');
  const withEmail = new Map(
    [...live]
      .filter(([key]) => key.startsWith('user/'))
      .map(([key, { address }]) => {
        const attributes = { email: `${address.key}@example.com` };
        return [key, { address, attributes, origins: nowhere }];
      }),
  );
  const cache = makeCache();
  await read(withEmail, cache);
  say('every e-mail managed, cold');
  for (const user of withEmail.values())
    user.attributes.email = cache.emailOf(live.get(`user/${user.address.key.toLowerCase()}`)?.id);
  await read(withEmail, cache);
  say('every e-mail managed, warm');
  await proficiencies();
  row(
    'one DescribeUser a user, for comparison',
    users + 4,
    `calls, ${((users - rateOf('DescribeUser').burst) / rateOf('DescribeUser').perSecond).toFixed(0)} s`,
  );
  client.close();
  await emulator.close();

  /** Everybody has two of thirty values, at any of the five levels, and no more is asked. */
  async function proficiencies(): Promise<void> {
    // More users have no more values, and each of them one call more.
    if (users > 10_000) return;
    const send = client.bind(instanceId);
    const names = ['Language', 'Product', 'Task'];
    const values = Array.from({ length: 10 }, (_, index) => `Value ${index}`);
    for (const Name of names) await send('CreatePredefinedAttribute', { Name, Values: { StringList: values } });
    const asked = new Map(
      [...live]
        .filter(([key]) => key.startsWith('user/'))
        .map(([key, { address, id }], index) => {
          const two = [0, 1].map((which) => ({
            attribute: names[(index + which) % 3] ?? '',
            value: values[Math.floor(index / (which === 0 ? 3 : 30)) % 10] ?? '',
            level: 1 + (Math.floor(index / (which === 0 ? 7 : 11)) % 5),
          }));
          const attributes = {
            proficiencies: Object.fromEntries(
              two.map(({ attribute, value, level }) => [attribute, { [value]: level }]),
            ),
          };
          return [key, { id, two, resource: { address, attributes, origins: nowhere } }] as const;
        }),
    );
    for (const { id: UserId, two } of asked.values()) {
      const UserProficiencies = two.map(({ attribute: AttributeName, value: AttributeValue, level: Level }) => ({
        AttributeName,
        AttributeValue,
        Level,
      }));
      await send('AssociateUserProficiencies', { UserId, UserProficiencies });
    }
    clock.advance(day);
    await read(new Map([...asked].map(([key, { resource }]) => [key, resource])));
    say('two proficiencies a user, of thirty pairs');
  }
}

/** In memory, and with a look at what it holds. */
function makeCache() {
  const kept = new Map<
    string,
    { readonly modified: number; readonly attributes: Parameters<ReadCache['remember']>[2] }
  >();
  return {
    recall: (id: string, modified: number) =>
      kept.get(id)?.modified === modified ? kept.get(id)?.attributes : undefined,
    remember: (id: string, modified: number, attributes: Parameters<ReadCache['remember']>[2]) =>
      void kept.set(id, { modified, attributes }),
    emailOf: (id = '') => String(kept.get(id)?.attributes['email']),
  };
}

async function inRealTime(users: number): Promise<void> {
  await withEmulator(['--users', String(users), '--no-throttle'], async (bench) => {
    heading(`${users.toLocaleString('en')} users, throttled by nobody, the whole command`);
    await measure(bench, { title: 'no e-mail managed', users });
  });
  // Cold is a call a user, which is no surprise at 100,000.
  if (users > 10_000) return;
  await withEmulator(
    ['--users', String(users), '--no-throttle', '--identity-management', 'CONNECT_MANAGED'],
    async (bench) => {
      await measure(bench, { title: 'every e-mail managed', users });
    },
  );
}

async function measure(
  { folder, command }: Bench,
  { title, users }: { readonly title: string; readonly users: number },
): Promise<void> {
  const file = join(folder, 'everyone.yaml');
  const exporting = ['export', '--instance', instanceId, '--out', file, ...fast];
  const say = (
    what: string,
    { seconds, megabytes }: { readonly seconds: number; readonly megabytes: number },
    note = '',
  ): void => row(`${what}, ${title}`, `${seconds.toFixed(1)} s`, `${megabytes} MB${note}`);
  say('export', await command(exporting));
  say('validate', await command(['validate', '-f', file]));
  const plan = async (what: string, ...options: readonly string[]): Promise<void> => {
    const ended = await command(['plan', '-f', file, '--format', 'json', ...fast, ...options]);
    const { cost, summary } = JSON.parse(ended.stdout);
    const changed = summary.create + summary.update + summary.delete;
    if (changed > 0 || summary.unchanged < users) throw new Error(`What was exported is not in sync: ${ended.stdout}`);
    say(what, ended, `, ${sum(cost.readCalls)} calls`);
  };
  if (title === 'every e-mail managed') await plan('plan, cold', '--no-cache');
  await plan(title === 'every e-mail managed' ? 'plan, warm' : 'plan in sync');
}
