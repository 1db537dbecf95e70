import type { Operations } from '../../rules/call.ts';
import { type Fields, matchesAttributes } from '../../rules/search.ts';
import { findInstance } from '../../state/account.ts';
import type { AgentStatus } from '../../state/records/configuration.ts';
import { DESCRIBED, searchTable } from '../search-table.ts';
import { describeAgentStatus } from './agent-statuses.ts';

/** Unlike its sisters, this search filters tags by an AttributeFilter. */
export const searchAgentStatuses = {
  SearchAgentStatuses(call, { InstanceId, SearchCriteria, SearchFilter }) {
    const { agentStatuses: table } = findInstance(call.account, InstanceId);
    const filter = matchesAttributes(SearchFilter?.AttributeFilter);
    const { items, ...rest } = searchTable(call, { SearchCriteria }, { table, fields: FIELDS, filter });
    return { AgentStatuses: items.map((status) => describeAgentStatus(call.account, status)), ...rest };
  },
} satisfies Operations;

const FIELDS: Fields<AgentStatus> = {
  ...DESCRIBED,
  state: ({ state }) => state,
  type: ({ type }) => type,
  displayOrder: ({ displayOrder }) => displayOrder?.toString(),
};
