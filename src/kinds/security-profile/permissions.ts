/**
 * Permissions by the names that the API gives them. Source: "List of security profile permissions" of AWS's administrator
 * guide (security-profile-list), as of November 2026, with its legacy permissions. AWS adds names without notice, and a
 * third-party application has a permission of its own, so a name that is not here is worth a question and no more.
 */

/** What can be done, by the thing that it is done with; nothing where the permission is the thing itself. */
const documented: { readonly [thing: string]: string } = {
  // Amazon Q
  QConnectAIAgents: 'Create Delete Edit View',
  QConnectAIPrompts: 'Create Delete Edit View',
  QConnectGuardrails: 'Create Delete Edit View',
  // Routing
  RoutingPolicies: 'Create Edit View',
  TransferDestinations: 'Create Delete Edit View',
  HoursOfOperation: 'Create Delete Edit View',
  Queues: 'Create Edit EnableAndDisable View',
  TaskTemplates: 'Create Delete Edit View',
  PredefinedAttributes: 'Create Delete Edit View',
  DataTables: 'Create Delete Edit EditExpressionValues ManageValues View',
  // Channels and flows
  Prompts: 'Create Delete Edit View',
  ContactFlows: 'Create Delete Edit Publish View',
  ContactFlowModules: 'Create Delete Edit Publish View',
  Bots: 'Create Delete Edit View',
  PhoneNumbers: 'Claim Edit Release View',
  ChatTestMode: '',
  Views: 'Create Edit Remove View',
  AnalyticsConnectors: 'Edit View',
  // Users and permissions
  Users: 'Create Delete Edit EditPermission View',
  AgentGrouping: 'Create Edit EnableAndDisable View',
  SecurityProfiles: 'Create Delete Edit View',
  AgentStates: 'Create Edit EnableAndDisable View',
  Workspaces: 'Assign Create Delete Edit EditVisibility View',
  // Contact Control Panel
  BasicAgentAccess: '',
  RealtimeContactLens: 'View',
  OutboundCallAccess: '',
  VoiceId: 'Access',
  RestrictTaskCreation: 'Access',
  RestrictPhoneTypeSettings: 'Access',
  AudioDeviceSettings: 'Access',
  VideoContact: 'Access',
  OutboundEmail: 'Create',
  SelfAssignContacts: 'Access',
  RequireEndContactConfirmation: 'Enabled',
  // Analytics and optimization
  AccessMetrics: '',
  'AccessMetrics.RealTimeMetrics': 'Access',
  'AccessMetrics.HistoricalMetrics': 'Access',
  'AccessMetrics.AgentActivityAudit': 'Access',
  'AccessMetrics.Dashboards': 'Access',
  'AccessMetrics.DashboardsWithMyData': 'View',
  CustomMetrics: 'Create Delete Edit Publish View',
  ContactSearch: 'View',
  MyContacts: 'View',
  ContactSearchSampleContacts: 'View',
  ContactSearchWithCharacteristics: 'Access View',
  ContactSearchWithKeywords: 'Access View',
  ConfigureContactAttributes: 'View',
  RestrictContactAccessByHierarchy: 'View',
  ContactAttributes: 'View',
  GraphTrends: 'View',
  'InformationExtraction.Definitions': 'Create Delete Edit View',
  'InformationExtraction.Results': 'View',
  ContactLensPostContactSummary: 'View',
  ContactLensCustomVocabulary: 'Edit View',
  ThemeDetection: 'Create Delete View',
  Rules: 'Create Delete Edit View',
  RulesGenerativeAI: 'Create Delete Edit View',
  AgentTimeCard: 'View',
  ManagerListenIn: '',
  ManagerBargeIn: '',
  MetricsReports: 'Create Delete Edit Publish Schedule Share View',
  ReportSchedules: 'Create Delete Edit View',
  ReportsAdmin: 'Delete View',
  Evaluation: 'Create Delete Edit View',
  MyReceivedEvaluations: 'View',
  EvaluationForms: 'Create Delete Edit View',
  EvaluationAssistant: 'Access',
  EvaluationCalibrationSessions: 'Create Delete Edit View',
  EvaluationReviews: 'Create View',
  EvaluationReviewRequest: 'Create Delete View',
  MyCoachingSessions: 'Create Delete Edit View',
  CoachingSessions: 'Create Delete Edit View',
  VoiceIdAttributesAndSearch: 'View',
  Forecasting: 'Edit Publish View',
  Capacity: 'Edit Publish View',
  ForecastScheduleInterval: 'Edit View',
  // Recordings and transcripts; the redacted transcripts' row repeats the name of the others, and live instances have it
  'CallRecordings.Unredacted': 'Access DownloadButton',
  'CallRecordings.Redacted': 'Access DownloadButton',
  'ContactTranscripts.Unredacted': 'Access DownloadButton',
  'ContactTranscripts.Redacted': 'Access',
  DeleteCallRecordings: '',
  ScreenRecording: 'Access',
  'ScreenRecording.Redacted': 'Access Download',
  'AutomatedVoiceInteraction.Recordings.Unredacted': 'Access DownloadButton',
  'AutomatedVoiceInteraction.Transcripts.Unredacted': 'Access',
  // Legacy
  RedactedData: 'View',
  ListenCallRecordings: '',
  DownloadCallRecordings: '',
  // Contact actions and historical changes
  ManualAssignAnyContact: 'Enable',
  ManualAssignMyContacts: 'Enable',
  TransferContact: 'Enabled',
  StopContact: 'Enabled',
  UpdateContactSchedule: 'Enabled',
  'Contacts.Tag': 'Edit',
  HistoricalChanges: 'View',
  // Customer Profiles
  CustomerProfiles: 'Create Edit View',
  'CustomerProfiles.CalculatedAttributes': 'Create Delete Edit View',
  'CustomerProfiles.Segments': 'Create Delete Export View',
  'CustomerProfiles.ProfileExplorer': 'Create Delete Edit View',
  // Scheduling
  Scheduling: 'Edit Publish View',
  TimeOff: 'Approve Edit View',
  TimeOffBalance: 'Edit View',
  TeamCalendar: 'Edit View',
  // Agent applications and content management
  StaffCalendar: 'Edit View',
  CustomViews: 'Access',
  Wisdom: 'View',
  'Analytics.PerformanceMetrics': 'Access',
  ContentManagement: 'Create Delete Edit View',
  // Cases
  CaseHistory: 'View',
  Cases: 'Create Delete Edit View',
  MyCases: 'Delete',
  CaseFields: 'Create Edit View',
  CaseTemplates: 'Create Edit View',
  CaseComments: 'Delete Edit',
  MyCaseComments: 'Delete Edit',
  CaseCustomRelatedItems: 'Delete Edit',
  MyCaseCustomRelatedItems: 'Delete Edit',
  CaseContacts: 'Delete',
  MyCaseContacts: 'Delete',
  CaseFiles: 'Delete',
  // Outbound campaigns; the rows of Manage and View have no name of their own, and live instances have these
  Campaigns: 'Create Delete Edit Manage View',
};

export const knownPermissions: ReadonlySet<string> = new Set(
  Object.entries(documented).flatMap(([thing, actions]) =>
    actions === '' ? [thing] : actions.split(' ').map((action) => `${thing}.${action}`),
  ),
);

/** To create, edit or delete users or security profiles: who may do that can give anybody any permission. */
export const isPrivilege = (permission: string): boolean =>
  /^(Users|SecurityProfiles)\.(Create|Delete|Edit|EditPermission)$/.test(permission);

/** Whether who holds these can let others in again: give users security profiles, and security profiles permissions. */
export const administers = (permissions: readonly string[]): boolean =>
  ['Users.Edit', 'Users.EditPermission'].some((one) => permissions.includes(one)) &&
  permissions.includes('SecurityProfiles.Edit');
