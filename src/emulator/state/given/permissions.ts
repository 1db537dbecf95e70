// Permissions of the security profiles that Amazon Connect makes itself. The names are those of "List of security profile
// permissions" of the administrator guide, of its sections on routing, channels and flows, users, the Contact Control
// Panel, analytics and contact actions. Admin "can perform all actions" there, but for those that only restrict; which
// ones the other three have is a guess.

/** What can be done with a thing, by the thing. */
const FAMILIES: Readonly<Record<string, string>> = {
  RoutingPolicies: 'Create Edit View',
  TransferDestinations: 'Create Delete Edit View',
  HoursOfOperation: 'Create Delete Edit View',
  Queues: 'Create Edit EnableAndDisable View',
  TaskTemplates: 'Create Delete Edit View',
  PredefinedAttributes: 'Create Delete Edit View',
  DataTables: 'Create Delete Edit EditExpressionValues ManageValues View',
  Prompts: 'Create Delete Edit View',
  ContactFlows: 'Create Delete Edit Publish View',
  ContactFlowModules: 'Create Delete Edit Publish View',
  Bots: 'Create Delete Edit View',
  PhoneNumbers: 'Claim Edit Release View',
  Views: 'Create Edit Remove View',
  AnalyticsConnectors: 'Edit View',
  Users: 'Create Delete Edit EditPermission View',
  AgentGrouping: 'Create Edit EnableAndDisable View',
  SecurityProfiles: 'Create Delete Edit View',
  AgentStates: 'Create Edit EnableAndDisable View',
  Workspaces: 'Assign Create Delete Edit EditVisibility View',
  RealtimeContactLens: 'View',
  AudioDeviceSettings: 'Access',
  VideoContact: 'Access',
  OutboundEmail: 'Create',
  SelfAssignContacts: 'Access',
  'AccessMetrics.RealTimeMetrics': 'Access',
  'AccessMetrics.HistoricalMetrics': 'Access',
  'AccessMetrics.AgentActivityAudit': 'Access',
  'AccessMetrics.Dashboards': 'Access',
  CustomMetrics: 'Create Delete Edit Publish View',
  ContactSearch: 'View',
  ContactSearchWithCharacteristics: 'Access View',
  ContactSearchWithKeywords: 'Access View',
  ConfigureContactAttributes: 'View',
  ContactAttributes: 'View',
  GraphTrends: 'View',
  ContactLensPostContactSummary: 'View',
  ContactLensCustomVocabulary: 'Edit View',
  ThemeDetection: 'Create Delete View',
  Rules: 'Create Delete Edit View',
  RulesGenerativeAI: 'Create Delete Edit View',
  AgentTimeCard: 'View',
  MetricsReports: 'Create Delete Edit Publish Schedule Share View',
  ReportSchedules: 'Create Delete Edit View',
  ReportsAdmin: 'Delete View',
  Evaluation: 'Create Delete Edit View',
  EvaluationForms: 'Create Delete Edit View',
  Forecasting: 'Edit Publish View',
  Capacity: 'Edit Publish View',
  TransferContact: 'Enabled',
  StopContact: 'Enabled',
  UpdateContactSchedule: 'Enabled',
  'Contacts.Tag': 'Edit',
  HistoricalChanges: 'View',
};

const SINGLE = ['AccessMetrics', 'BasicAgentAccess', 'ManagerBargeIn', 'ManagerListenIn', 'OutboundCallAccess'];

const families = Object.entries(FAMILIES).flatMap(([thing, actions]) =>
  actions.split(' ').map((action) => `${thing}.${action}`),
);

export const ADMIN_PERMISSIONS: readonly string[] = [...SINGLE, ...families];

export const AGENT_PERMISSIONS: readonly string[] = ['BasicAgentAccess', 'OutboundCallAccess'];

/** "User management, metrics and routing." */
export const MANAGER_PERMISSIONS: readonly string[] = [
  'AccessMetrics',
  'AgentStates.View',
  'BasicAgentAccess',
  'ManagerListenIn',
  'MetricsReports.Create',
  'MetricsReports.View',
  'OutboundCallAccess',
  'Queues.Edit',
  'Queues.View',
  'RoutingPolicies.Edit',
  'RoutingPolicies.View',
  'Rules.Create',
  'Rules.Edit',
  'Rules.View',
  'Users.Create',
  'Users.Edit',
  'Users.View',
];

/** "Actions related to metrics." */
export const ANALYST_PERMISSIONS: readonly string[] = [
  'AccessMetrics',
  'ContactSearch.View',
  'ManagerListenIn',
  'MetricsReports.View',
  'Queues.View',
  'Users.View',
];
