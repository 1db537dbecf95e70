import { type Fields, matchesAttributes, matchesCriteria } from '../rules/search.ts';
import { findInstance } from '../state/account.ts';
import type { AgentStatus } from '../state/configuration.ts';
import { describeAgentStatus } from './agent-statuses.ts';
import type { Operations } from './call.ts';

/** Unlike its sisters, this search filters tags by an AttributeFilter. */
export const searchAgentStatuses = {
  SearchAgentStatuses({ account, page }, { InstanceId, SearchCriteria, SearchFilter }) {
    const { agentStatuses } = findInstance(account, InstanceId);
    const wanted = matchesCriteria(SearchCriteria, FIELDS);
    const tagged = matchesAttributes(SearchFilter?.AttributeFilter);
    const found = [...agentStatuses.values()].filter((status) => wanted(status) && tagged(status));
    const { items, NextToken } = page(found, ({ order }) => order);
    return {
      AgentStatuses: items.map((status) => describeAgentStatus(account, status)),
      NextToken,
      ApproximateTotalCount: found.length,
    };
  },
} satisfies Operations;

const FIELDS: Fields<AgentStatus> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  state: ({ state }) => state,
  type: ({ type }) => type,
  displayOrder: ({ displayOrder }) => displayOrder?.toString(),
  resourceID: ({ id }) => id,
};
