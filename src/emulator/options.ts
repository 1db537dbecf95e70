import type { DataOptions } from './storage/keeper.ts';

export type IdentityManagement = 'SAML' | 'CONNECT_MANAGED' | 'EXISTING_DIRECTORY';

/**
 * What AWS's documentation leaves open and nobody here has verified against a live instance. Each guess has one name and
 * can be turned, so that a client can be tested against both answers.
 */
export interface Guesses {
  /** Unit of AfterContactWorkConfigs in SearchUsers. (Of PhoneConfig there it is milliseconds: documented.) */
  readonly searchUsersChannelUnits: 'milliseconds' | 'seconds';
  /** Whether a list of UpdateUserConfig sets all channels (those left out go back to the default) or only those listed. */
  readonly userConfigLists: 'merge' | 'replace';
  /** Whether UpdateUserIdentityInfo clears what is left out. */
  readonly identityInfo: 'replace' | 'merge';
  /** Whether UpdateUserHierarchyStructure removes a level that is left out. */
  readonly hierarchyStructure: 'replace' | 'merge';
  /**
   * Whether a CONNECT_MANAGED user needs an e-mail address. AWS's own create-user example has none, and Terraform's
   * acceptance tests, which pass on AWS, have none either; a newer note of CreateUser demands one.
   */
  readonly managedEmail: 'optional' | 'required';
  /**
   * Whether usernames of more than 20 characters are refused outside SAML, as the text of CreateUser says. Terraform's
   * acceptance tests pass on AWS with 42.
   */
  readonly longUsernames: 'accepted' | 'refused';
  /** The name of the error of a throttled call: what tools that run against Amazon Connect expect, or the model's. */
  readonly throttlingError: 'TooManyRequestsException' | 'ThrottlingException';
  /** Whether a body with another content type than JSON is refused with 415, as restJson1's protocol tests have it. */
  readonly contentType: 'ignored' | 'checked';
}

export const GUESSES: Guesses = {
  searchUsersChannelUnits: 'milliseconds',
  userConfigLists: 'merge',
  identityInfo: 'replace',
  hierarchyStructure: 'replace',
  managedEmail: 'optional',
  longUsernames: 'accepted',
  throttlingError: 'TooManyRequestsException',
  contentType: 'ignored',
};

/** The answers that each guess may have; the default is GUESSES. */
export const GUESS_ANSWERS: { readonly [G in keyof Guesses]: readonly Guesses[G][] } = {
  searchUsersChannelUnits: ['milliseconds', 'seconds'],
  userConfigLists: ['merge', 'replace'],
  identityInfo: ['replace', 'merge'],
  hierarchyStructure: ['replace', 'merge'],
  managedEmail: ['optional', 'required'],
  longUsernames: ['accepted', 'refused'],
  throttlingError: ['TooManyRequestsException', 'ThrottlingException'],
  contentType: ['ignored', 'checked'],
};

/** How many of a thing may exist. Per instance, but `instances`, which is per account. */
export interface Quotas {
  readonly instances: number;
  readonly users: number;
  readonly routingProfiles: number;
  readonly securityProfiles: number;
  readonly hierarchyGroups: number;
  readonly queues: number;
  /** In one routing profile; a queue counts once for each of its channels. */
  readonly queuesPerRoutingProfile: number;
  readonly hoursOfOperation: number;
  readonly quickConnects: number;
  readonly agentStatuses: number;
  /** Calls of StartOutboundVoiceContact that ring at the same time. */
  readonly concurrentCalls: number;
  /** Amazon Connect's own count too. */
  readonly contactFlows: number;
  readonly flowModules: number;
  /** Amazon Connect's own count too. */
  readonly prompts: number;
  readonly phoneNumbers: number;
  readonly lambdaFunctions: number;
  readonly lexBots: number;
  readonly lexV2Bots: number;
  readonly securityKeys: number;
  /** Of StartTaskContact, which have not ended. */
  readonly concurrentTasks: number;
  /** Of StartChatContact, which have not ended. */
  readonly concurrentChats: number;
  /** Without Amazon Connect's own. */
  readonly predefinedAttributes: number;
  readonly proficienciesPerUser: number;
}

/**
 * AWS's defaults, except for two: a real account starts with 2 instances and 500 users, which would be in the way of
 * every test of size. Source: "Amazon Connect service quotas" of the administrator guide.
 */
export const QUOTAS: Quotas = {
  instances: 100,
  users: 50_000,
  routingProfiles: 500,
  securityProfiles: 100,
  hierarchyGroups: 500,
  queues: 100,
  queuesPerRoutingProfile: 50,
  hoursOfOperation: 100,
  quickConnects: 100,
  agentStatuses: 50,
  predefinedAttributes: 150,
  proficienciesPerUser: 10,
  concurrentCalls: 10,
  contactFlows: 100,
  flowModules: 200,
  prompts: 500,
  phoneNumbers: 5,
  lambdaFunctions: 50,
  lexBots: 70,
  lexV2Bots: 100,
  securityKeys: 2,
  concurrentTasks: 2500,
  concurrentChats: 500,
};

export interface EmulatorOptions extends Partial<Guesses> {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** How many realistic users the default instance starts with. Default 0. */
  readonly users?: number;
  /** Of the default instance. Default SAML. */
  readonly identityManagement?: IdentityManagement;
  /** Documented token buckets, per API, account and Region. Default true. */
  readonly throttle?: boolean;
  /** Default us-west-2. */
  readonly region?: string;
  readonly instanceId?: string;
  /** Default connect-sync-local. */
  readonly alias?: string;
  /**
   * A seed, see schemas/emulator-seed.schema.json: the text of its file, or what such a text says. What is wrong with it is
   * thrown as SeedError; of a text, with lines and columns.
   */
  readonly seed?: unknown;
  /** Milliseconds since 1970. Default Date.now. The clock of throttling and LastModifiedTime. */
  readonly now?: () => number;
  readonly quotas?: Partial<Quotas>;
  /** See schemas/emulator-settings.schema.json. What is wrong with it is thrown as SettingsError. */
  readonly settings?: unknown;
  /** Keeps the state over restarts. What the file holds wins over seed, users and the instance's options. */
  readonly data?: DataOptions;
  /** Port of the control address on 127.0.0.1; 0 for any free one. Default: there is no control address. */
  readonly controlPort?: number;
  /** Told of what a reader of BEHAVIOUR.md would call a bug of the emulator. Default: nobody. */
  readonly log?: (problem: string) => void;
}

export const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  users: 0,
  identityManagement: 'SAML',
  throttle: true,
  region: 'us-west-2',
  instanceId: '10a4c4eb-f57e-4d4c-b602-bf39176ced07',
  alias: 'connect-sync-local',
} as const satisfies EmulatorOptions;
