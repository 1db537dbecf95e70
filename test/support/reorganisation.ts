/** Plans of thousands of changes, such as a reorganisation brings. */
import type { Tree } from '../../src/plan/model/plan.ts';
import type { PlanPage } from '../../src/report/html/plan-page.ts';
import { create, plan, remove, update } from './plans.ts';

const sites = ['Dublin', 'Cork', 'Leipzig', 'Austin', 'Manila'];
const teams = ['Alpha', 'Bravo', 'Charlie', 'Delta'];
const channels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'];
const each = <T>(value: (index: number) => T): { readonly [channel: string]: T } =>
  Object.fromEntries(channels.map((channel, index) => [channel, value(index)]));

const siteOf = (index: number): string => sites[index % sites.length] ?? '';
const groupOf = (index: number): readonly string[] => ['EMEA', siteOf(index), teams[index % teams.length] ?? ''];
const name = (index: number): string => `firstname.lastname${index}@example.com`;

/** One in ten is created with everything, one in fifty is deleted, the others change. `apart`: no two in the same way. */
export function reorganisation(count: number, manner: 'alike' | 'apart' = 'apart'): Pick<PlanPage, 'plan' | 'tool'> {
  const own = (index: number): string => (manner === 'apart' ? `Skill ${index}` : siteOf(index));
  const changes = Array.from({ length: count }, (_, index) => {
    const place = { before: groupOf(index), after: groupOf(index + 1) };
    const attributes = {
      ...{ firstName: `First${index}`, lastName: `Last${index}`, email: name(index) },
      ...{ routingProfile: own(index), securityProfiles: ['Agent', 'CallCenterManager'] },
      hierarchyGroup: groupOf(index).join('/'),
      phoneConfig: {
        ...{ phoneType: 'DESK_PHONE', deskPhoneNumber: `+1206555${index}` },
        ...{ autoAccept: each((channel) => channel % 2 === 0), afterContactWorkTimeLimit: each((channel) => channel) },
      },
      tags: { employeeId: String(100_000 + index), site: siteOf(index), 'connect-sync:owner': 'contact-centre' },
    };
    if (index % 50 === 0) return { ...remove(name(index), attributes), place: { before: place.before } };
    if (index % 10 === 1) return create(name(index), attributes, { place: { after: place.after } });
    const differences = [
      ['routingProfile', 'Basic Routing Profile', own(index)],
      ['hierarchyGroup', place.before.join('/'), place.after.join('/')],
      ['phoneConfig.afterContactWorkTimeLimit.VOICE', 0, 60],
      ['tags.site', siteOf(index), siteOf(index + 1)],
    ] as const;
    return update(name(index), differences, { place, calls: ['UpdateUserRoutingProfile', 'UpdateUserHierarchy'] });
  });
  return { plan: plan({ changes, tree: treeOf(count) }), tool: { name: 'connect-sync', version: '1.2.3' } };
}

function treeOf(count: number): Tree {
  const branches = sites
    .flatMap((site) => [['EMEA', site], ...teams.map((team) => ['EMEA', site, team])])
    .map((path, index) => ({ path, before: count + index, after: count }));
  return { tiers: ['Region', 'Site', 'Team'], branches: [{ path: ['EMEA'], before: 0, after: 0 }, ...branches] };
}
