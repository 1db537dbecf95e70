/** What it costs to look: the calls and the time of a plan that finds nothing to do. */
import { join } from 'node:path';
import { instanceId, withEmulator } from './support/command.ts';
import { heading, leastOf, row, sum } from './support/figures.ts';

const users = Number(process.argv[2] ?? 10_000);

await withEmulator(['--users', String(users)], async ({ folder, command }) => {
  const file = join(folder, 'everyone.yaml');
  const exported = await command(['export', '--instance', instanceId, '--out', file]);
  const planned = await command(['plan', '-f', file, '--format', 'json']);
  const { cost, summary } = JSON.parse(planned.stdout);
  const calls = sum(cost.readCalls);
  heading(`Reading ${users.toLocaleString('en')} users`);
  row('calls of a plan', calls, JSON.stringify(cost.readCalls));
  row('calls with one DescribeUser a user', calls - cost.readCalls.SearchUsers + users, 'for comparison');
  row('users found as the export wrote them', summary.unchanged, `of ${users}`);
  row('export, seconds', exported.seconds.toFixed(1), `least possible ${leastOf(cost.readCalls).toFixed(1)}`);
  row('plan, seconds', planned.seconds.toFixed(1), `least possible ${leastOf(cost.readCalls).toFixed(1)}`);
});
