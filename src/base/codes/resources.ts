/** What resources of each kind may be. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const resources = {
  'reserved-name': {
    id: 'CS2016',
    title: 'A name is reserved for AWS',
    cause: 'Names of predefined attributes that begin with aws: or connect: belong to AWS.',
    example: ['predefinedAttributes:', '  - { name: "aws:Skill", values: [Billing] }'],
    fix: 'Choose another name.',
  },
  'read-only': {
    id: 'CS2017',
    title: 'A resource cannot be changed by anybody but Amazon Connect',
    cause: "The values of this predefined attribute are Amazon Connect's own.",
    example: ['predefinedAttributes:', '  - { name: "connect:Subtype", values: [x] }'],
    fix: 'Take the entry out of the files.',
  },
  'same-attribute': {
    id: 'CS2018',
    title: 'Two proficiencies are of one attribute',
    cause:
      'Amazon Connect compares the names of attributes without regard to case, so both lines are about the same one.',
    example: ['proficiencies: { Skill: { Billing: 3 }, skill: { Orders: 2 } }'],
    fix: 'Put the values together under one name.',
  },
  'many-proficiencies': {
    id: 'CS2019',
    title: 'A user is to have more proficiencies than is usual',
    cause: 'Amazon Connect gives a user a limited number of proficiencies unless the quota was raised.',
    example: ['proficiencies: { Skill: { A: 1, B: 1, C: 1, D: 1, E: 1, F: 1, G: 1, H: 1, I: 1, J: 1, K: 1 } }'],
    fix: 'Leave some out, or have the quota raised in Service Quotas.',
  },
  'channel-not-handled': {
    id: 'CS2020',
    title: 'A routing profile has a queue for a channel that it does not handle',
    cause: 'A queue is listed for a channel that mediaConcurrencies does not name, so nobody would get its contacts.',
    example: [
      'mediaConcurrencies: [{ channel: VOICE, concurrency: 1 }]',
      'queues: [{ queue: Chat, channel: CHAT, priority: 1, delay: 0 }]',
    ],
    fix: 'Add the channel to mediaConcurrencies, or remove the queue.',
  },
  'unknown-permission': {
    id: 'CS2021',
    title: 'A permission is not among those that AWS documents',
    cause: 'The name may be misspelt, or newer than this connect-sync. Amazon Connect decides.',
    example: ['permissions: [BasicAgentAcces]'],
    fix: "Compare it with AWS's list of security profile permissions.",
  },
  'edit-without-view': {
    id: 'CS2022',
    title: 'A security profile may edit what it may not view',
    cause: 'The console adds the permission to view; the API does not. The holders would not see what they may edit.',
    example: ['permissions: [Users.Edit]'],
    fix: 'Add the permissions to view that the message names.',
  },
  'security-profiles-open': {
    id: 'CS2023',
    title: 'A security profile restricts users and not security profiles',
    cause: 'Its holders reach some users only, but may edit any security profile, so they could raise themselves.',
    example: ['tagRestrictedResources: [User]'],
    fix: 'Add SecurityProfile to tagRestrictedResources.',
  },
  'restricted-profiles': {
    id: 'CS2024',
    title: 'A user has several security profiles that restrict',
    cause:
      'What any of the profiles allows is allowed, so together they may restrict less than each of them. Amazon Connect documents a limit.',
    example: ['securityProfiles: [EMEA only, APAC only, Billing only]'],
    fix: 'Keep to the number that the message names.',
  },
  'group-moved': {
    id: 'CS2025',
    title: 'A hierarchy group moves to another parent',
    cause:
      'Amazon Connect cannot move a group: a new one is made, its members move, and the old one is deleted. Its id changes.',
    example: ['hierarchy: { groups: { EMEA: {}, APAC: { Dublin: {} } } }     # Dublin was in EMEA'],
    fix: 'Nothing is wrong. Adapt flows, reports and restrictions that use the old group.',
  },
  'forbidden-by-identity-management': {
    id: 'CS2026',
    title: 'An attribute cannot be set on this instance',
    cause:
      'How the instance manages identities (SAML, a directory, Connect itself) decides which attributes users have.',
    example: ['initialPassword: { generate: true }     # on a SAML instance'],
    fix: 'Leave the attribute out.',
  },
  'kept-by-directory': {
    id: 'CS2027',
    title: 'Names and e-mail addresses come from the directory',
    cause:
      'On an instance with a directory Amazon Connect takes them when the user is created, and they are not changed afterwards.',
    example: ['- { username: jane.doe, firstName: Jane }     # on an instance with a directory'],
    fix: 'Nothing is wrong. Change them in the directory.',
  },
  'required-to-create': {
    id: 'CS2028',
    title: 'A user cannot be created without an attribute',
    cause: 'The user is not in Amazon Connect yet, and creating one there takes more than the files say.',
    example: ['- username: jane.doe     # and nothing else'],
    fix: 'Add the attributes that the message names, or a role that has them.',
  },
  'advised-to-create': {
    id: 'CS2029',
    title: 'A user has no e-mail address for a password reset',
    cause: 'The user can be created, and nobody will be able to reset the password by e-mail.',
    example: ['- { username: jane.doe, initialPassword: { generate: true } }'],
    fix: 'Add email.',
  },
  'username-too-long': {
    id: 'CS2030',
    title: 'A username is too long',
    cause: 'Usernames have a limit that depends on how the instance manages identities.',
    example: ['- username: a-name-of-more-than-a-hundred-characters-...'],
    fix: 'Shorten the username.',
  },
  'username-long': {
    id: 'CS2031',
    title: 'A username is longer than AWS documents',
    cause: 'Amazon Connect may still take it; it decides when the user is created.',
    example: ['- username: a-name-of-more-characters-than-documented'],
    fix: 'Shorten the username if the creation fails.',
  },
  'username-service-cloud-voice': {
    id: 'CS2032',
    title: 'A username looks like one of Service Cloud Voice',
    cause:
      "Such names hold characters that AWS's rules for SAML usernames do not allow, and instances of Service Cloud Voice have them nevertheless.",
    example: ['- username: 005000000000001@00D000000000001'],
    fix: 'Nothing is wrong on an instance of Service Cloud Voice. Elsewhere correct the username.',
  },
  'incomplete-phone': {
    id: 'CS2033',
    title: 'The phone settings do not go together',
    cause:
      'What the files say and what Amazon Connect already has would not be a whole phone configuration: a desk phone needs a number.',
    example: ['phoneConfig: { phoneType: DESK_PHONE }'],
    fix: 'Add the setting that the message names.',
  },
  'unknown-address': {
    id: 'CS2034',
    title: 'Neither the files nor Amazon Connect have a resource',
    cause: 'An address that get was to show belongs to nothing: its name is misspelled, or it was deleted.',
    example: ['connect-sync get user/jane.deo'],
    fix: 'Correct the name; the message has the nearest one.',
  },
} satisfies Pages;
