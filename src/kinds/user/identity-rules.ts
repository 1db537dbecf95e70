/** What an instance takes of a user, which depends on where it keeps identities. Source: AWS's documentation of CreateUser and UserIdentityInfo. */
import type { IdentityManagement } from '../../connect/port.ts';

interface IdentityRules {
  /** Attributes such an instance does not take, and why. */
  readonly forbidden: { readonly [attribute: string]: string };
  /** Attributes without which it does not create a user. */
  readonly required: readonly string[];
  /** Attributes that AWS asks for in places, but that Connect creates users without. */
  readonly advised: readonly string[];
  /** Characters a username may have at most. */
  readonly maxLength: number;
  /** The maximum that AWS documents, where Connect accepts more (42 characters in Terraform's acceptance tests). */
  readonly documentedLength: number;
}

const onlyManaged = 'is only for instances that manage identities themselves';

const onlyDirectory = 'is only for instances with an existing directory';

export const identityRules: { readonly [mode in IdentityManagement]: IdentityRules } = {
  SAML: {
    forbidden: {
      email: 'is not kept by a SAML instance',
      initialPassword: onlyManaged,
      directoryUserId: onlyDirectory,
    },
    required: ['firstName', 'lastName', 'routingProfile', 'securityProfiles'],
    advised: [],
    maxLength: 64,
    documentedLength: 64,
  },
  CONNECT_MANAGED: {
    forbidden: { directoryUserId: onlyDirectory },
    required: ['firstName', 'lastName', 'initialPassword', 'routingProfile', 'securityProfiles'],
    advised: ['email'],
    maxLength: 100,
    documentedLength: 20,
  },
  EXISTING_DIRECTORY: {
    forbidden: { initialPassword: onlyManaged },
    required: ['routingProfile', 'securityProfiles'],
    advised: [],
    maxLength: 100,
    documentedLength: 20,
  },
};

/**
 * What an existing directory keeps of its users: given at creation, by which AWS finds the account ("the identity information is
 * used to authenticate users from your existing directory"), and the directory's afterwards.
 */
export const keptByInstance = (mode: IdentityManagement): readonly string[] =>
  mode === 'EXISTING_DIRECTORY' ? ['firstName', 'lastName', 'email'] : [];

/** Whether a file had better not say such an attribute of the users of an instance. */
export const isForbidden = (attribute: string, mode: IdentityManagement): boolean =>
  keptByInstance(mode).includes(attribute) || Object.hasOwn(identityRules[mode].forbidden, attribute);
