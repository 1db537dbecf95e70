import { agentStatuses } from './agent-statuses.ts';
import { approvedOrigins } from './approved-origins.ts';
import { bots } from './bots.ts';
import type { Operations } from './call.ts';
import { contacts } from './contacts.ts';
import { currentMetrics } from './current-metrics.ts';
import { currentUserData } from './current-user-data.ts';
import { federation } from './federation.ts';
import { flowModules } from './flow-modules.ts';
import { flowUpdates } from './flow-updates.ts';
import { flowVersions } from './flow-versions.ts';
import { flows } from './flows.ts';
import { hierarchy } from './hierarchy.ts';
import { hierarchyUpdates } from './hierarchy-updates.ts';
import { hours } from './hours.ts';
import { hoursOverrides } from './hours-overrides.ts';
import { hoursParents } from './hours-parents.ts';
import { instanceAttributes } from './instance-attributes.ts';
import { instances } from './instances.ts';
import { integrations } from './integrations.ts';
import { lambdaFunctions } from './lambda-functions.ts';
import { metricData } from './metric-data.ts';
import { metricDataV2 } from './metric-data-v2.ts';
import { phoneNumberFlows } from './phone-number-flows.ts';
import { phoneNumbers } from './phone-numbers.ts';
import { predefinedAttributes } from './predefined-attributes.ts';
import { proficiencies } from './proficiencies.ts';
import { prompts } from './prompts.ts';
import { queueEmailAddresses } from './queue-email-addresses.ts';
import { queueQuickConnects } from './queue-quick-connects.ts';
import { queueSettings } from './queue-settings.ts';
import { queueUpdates } from './queue-updates.ts';
import { queues } from './queues.ts';
import { quickConnects } from './quick-connects.ts';
import { routingProfileQueues } from './routing-profile-queues.ts';
import { routingProfileUpdates } from './routing-profile-updates.ts';
import { routingProfiles } from './routing-profiles.ts';
import { searchAgentStatuses } from './search-agent-statuses.ts';
import { searchConfiguration } from './search-configuration.ts';
import { searchContacts } from './search-contacts.ts';
import { searchResourceTags } from './search-resource-tags.ts';
import { searchUsers } from './search-users.ts';
import { securityKeys } from './security-keys.ts';
import { securityProfileContents } from './security-profile-contents.ts';
import { securityProfileUpdates } from './security-profile-updates.ts';
import { securityProfiles } from './security-profiles.ts';
import { startContacts } from './start-contacts.ts';
import { storageConfigs } from './storage-configs.ts';
import { tags } from './tags.ts';
import { userUpdates } from './user-updates.ts';
import { users } from './users.ts';
import { viewVersions } from './view-versions.ts';
import { views } from './views.ts';

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
