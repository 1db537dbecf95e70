import type { Operations } from '../rules/call.ts';
import { contacts } from './contacts/contacts.ts';
import { searchContacts } from './contacts/search-contacts.ts';
import { startContacts } from './contacts/start-contacts.ts';
import { flowModules } from './flows/flow-modules.ts';
import { flowUpdates } from './flows/flow-updates.ts';
import { flowVersions } from './flows/flow-versions.ts';
import { flows } from './flows/flows.ts';
import { prompts } from './flows/prompts.ts';
import { viewVersions } from './flows/view-versions.ts';
import { views } from './flows/views.ts';
import { hours } from './hours/hours.ts';
import { hoursOverrides } from './hours/hours-overrides.ts';
import { hoursParents } from './hours/hours-parents.ts';
import { approvedOrigins } from './instances/approved-origins.ts';
import { bots } from './instances/bots.ts';
import { instanceAttributes } from './instances/instance-attributes.ts';
import { instances } from './instances/instances.ts';
import { integrations } from './instances/integrations.ts';
import { lambdaFunctions } from './instances/lambda-functions.ts';
import { securityKeys } from './instances/security-keys.ts';
import { storageConfigs } from './instances/storage-configs.ts';
import { currentMetrics } from './metrics/current-metrics.ts';
import { currentUserData } from './metrics/current-user-data.ts';
import { metricData } from './metrics/metric-data.ts';
import { metricDataV2 } from './metrics/metric-data-v2.ts';
import { phoneNumberFlows } from './phone-numbers/phone-number-flows.ts';
import { phoneNumbers } from './phone-numbers/phone-numbers.ts';
import { predefinedAttributes } from './routing/predefined-attributes.ts';
import { queueEmailAddresses } from './routing/queue-email-addresses.ts';
import { queueQuickConnects } from './routing/queue-quick-connects.ts';
import { queueSettings } from './routing/queue-settings.ts';
import { queueUpdates } from './routing/queue-updates.ts';
import { queues } from './routing/queues.ts';
import { quickConnects } from './routing/quick-connects.ts';
import { routingProfileQueues } from './routing/routing-profile-queues.ts';
import { routingProfileUpdates } from './routing/routing-profile-updates.ts';
import { routingProfiles } from './routing/routing-profiles.ts';
import { searchConfiguration } from './search-configuration.ts';
import { searchResourceTags } from './search-resource-tags.ts';
import { securityProfileContents } from './security-profiles/security-profile-contents.ts';
import { securityProfileUpdates } from './security-profiles/security-profile-updates.ts';
import { securityProfiles } from './security-profiles/security-profiles.ts';
import { tags } from './tags.ts';
import { agentStatuses } from './users/agent-statuses.ts';
import { federation } from './users/federation.ts';
import { hierarchy } from './users/hierarchy.ts';
import { hierarchyUpdates } from './users/hierarchy-updates.ts';
import { proficiencies } from './users/proficiencies.ts';
import { searchAgentStatuses } from './users/search-agent-statuses.ts';
import { searchUsers } from './users/search-users.ts';
import { userUpdates } from './users/user-updates.ts';
import { users } from './users/users.ts';

/** Every operation that this emulator implements. Nothing else registers an operation. */
export const IMPLEMENTED: Operations = {
  ...instances,
  ...instanceAttributes,
  ...users,
  ...userUpdates,
  ...searchUsers,
  ...proficiencies,
  ...predefinedAttributes,
  ...tags,
  ...searchResourceTags,
  ...hierarchy,
  ...hierarchyUpdates,
  ...routingProfiles,
  ...routingProfileQueues,
  ...routingProfileUpdates,
  ...securityProfiles,
  ...securityProfileContents,
  ...securityProfileUpdates,
  ...queues,
  ...queueSettings,
  ...queueUpdates,
  ...queueQuickConnects,
  ...queueEmailAddresses,
  ...quickConnects,
  ...hours,
  ...hoursOverrides,
  ...hoursParents,
  ...agentStatuses,
  ...searchConfiguration,
  ...searchAgentStatuses,
  ...federation,
  ...flows,
  ...flowUpdates,
  ...flowModules,
  ...flowVersions,
  ...prompts,
  ...views,
  ...viewVersions,
  ...phoneNumbers,
  ...phoneNumberFlows,
  ...lambdaFunctions,
  ...bots,
  ...approvedOrigins,
  ...securityKeys,
  ...storageConfigs,
  ...integrations,
  ...contacts,
  ...startContacts,
  ...searchContacts,
  ...currentMetrics,
  ...metricData,
  ...metricDataV2,
  ...currentUserData,
};
