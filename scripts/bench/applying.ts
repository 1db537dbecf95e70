/** What it costs to change: time over the least that Connect's documented limits allow. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, instanceId, withEmulator } from './support/command.ts';
import { heading, leastOf, row, sum } from './support/figures.ts';

const changes = 40;
/** Everybody is to change, which a policy allows only where it says so. */
const head = `version: 1\ninstance: { id: ${instanceId} }\npolicy: { limits: { update: "100%" } }\n`;

await withEmulator([], async (bench) => {
  const newcomer = (index: number): string =>
    `  - { username: bench${index}, firstName: Bench, lastName: "${index}", routingProfile: Basic Routing Profile, securityProfiles: [Agent] }\n`;
  await apply(`Creating ${changes} users`, newcomer, bench);
  // Two calls each, of two APIs: side by side they take no longer than one.
  const mover = (index: number): string =>
    `  - { username: bench${index}, securityProfiles: [QualityAnalyst], tags: { bench: moved } }\n`;
  await apply(`Changing two aspects of each of ${changes} users`, mover, bench);
});

async function apply(title: string, user: (index: number) => string, { folder, command }: Bench): Promise<void> {
  const file = join(folder, 'changes.yaml');
  const list = Array.from({ length: changes }, (_, index) => user(index)).join('');
  await writeFile(file, `${head}users:\n${list}`);
  const { stdout } = await command(['apply', '-f', file, '--auto-approve', '--format', 'json']);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { cost } = events.find(({ type }) => type === 'plan');
  const { seconds } = events.at(-1);
  const least = leastOf(cost.calls);
  heading(title);
  row('write calls', sum(cost.calls), JSON.stringify(cost.calls));
  row('throttled attempts', events.filter(({ type }) => type === 'applyRetry').length);
  row('time over the least possible', (seconds / least).toFixed(2), `${seconds.toFixed(1)} s of ${least.toFixed(1)} s`);
}
