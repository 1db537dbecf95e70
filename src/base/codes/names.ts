/** Names: which are known, written twice, or given anew. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const names = {
  'unknown-name': {
    id: 'CS2001',
    title: 'A name is known neither in the files nor in Amazon Connect',
    cause: 'A resource refers to another one, such as a routing profile, and there is none of that name.',
    example: ['- username: jane.doe', '  routingProfile: Suport'],
    fix: 'Correct the name, or list the resource in its own section. Names are compared with case.',
  },
  'unknown-role': {
    id: 'CS2002',
    title: 'A role is not declared',
    cause: 'A user or rule takes a role that no file declares under roles.',
    example: ['- username: jane.doe', '  role: agnet'],
    fix: 'Correct the name, or declare the role.',
  },
  'duplicate-role': {
    id: 'CS2003',
    title: 'A role is declared twice',
    cause: 'Two files declare a role of the same name, and neither is meant to win.',
    example: ['roles: { agent: { routingProfile: Support } }     # in two files'],
    fix: 'Rename one of the roles, or remove it.',
  },
  'duplicate-table': {
    id: 'CS2004',
    title: 'A table is written twice',
    cause: 'Two files have a table of the same name.',
    example: ['tables: { site: { DUB: EMEA/Dublin } }     # in two files'],
    fix: 'Put the entries together in one table, or rename one.',
  },
  'duplicate-username': {
    id: 'CS2005',
    title: 'Two records have the same username',
    cause: 'Two records of an export make the same user: one person has two contracts, or two people got one name.',
    example: ['username,name', 'jane.doe,Jane Doe', 'Jane.Doe,Jane Dorothy Doe'],
    fix: 'Leave one record out with where, say which one counts with duplicates, or give one of them another username.',
  },
  'duplicate-*': {
    id: 'CS2006',
    title: 'A resource is listed twice',
    cause:
      'Two entries of one kind have the same name; the code ends with the kind (duplicate-user, duplicate-routingprofile). For most kinds case does not matter.',
    example: ['users:', '  - username: jane.doe', '  - username: Jane.Doe'],
    fix: 'Remove one of the two entries that the message names.',
  },
  'unknown-target': {
    id: 'CS2007',
    title: 'A target is known neither in the files nor in Amazon Connect',
    cause: 'An address given to --target or explain --live names nothing that there is.',
    example: ['connect-sync plan --target user/jane.deo'],
    fix: 'Correct the address: a kind and a name, such as user/jane.doe.',
  },
  targeted: {
    id: 'CS2008',
    title: 'The plan is limited to targets',
    cause: 'With --target only some resources are compared. Others may differ as well, and the plan does not say so.',
    example: ['connect-sync plan --target user/jane.doe'],
    fix: 'Nothing is wrong. Plan without --target to see everything.',
  },
  'unknown-kind': {
    id: 'CS2009',
    title: 'A kind is not known',
    cause: 'An entry under renamed names a kind that connect-sync does not manage.',
    example: ['renamed:', '  - { kind: routingProfil, from: Tier 2, to: Second Line }'],
    fix: 'Write one of the kinds that the message lists.',
  },
  'unknown-section': {
    id: 'CS2010',
    title: 'A section cannot be exported',
    cause: 'The option --only names a section that does not exist.',
    example: ['connect-sync export --only user-list'],
    fix: 'Write the sections that the message lists, such as users.',
  },
  'cannot-be-renamed': {
    id: 'CS2011',
    title: 'Amazon Connect cannot rename this',
    cause:
      'An entry under renamed is about a kind whose names are fixed once given, or would give a hierarchy group another parent.',
    example: ['renamed:', '  - { kind: securityProfile, from: Agent, to: Adviser }'],
    fix: 'List the new name beside the old one, move what uses the old one, and remove the old one in a later change. A hierarchy group that moves needs no entry: it is made anew, and its members move.',
  },
  'renamed-and-listed': {
    id: 'CS2012',
    title: 'A resource is renamed and still listed under its old name',
    cause: 'The section renamed gives it a new name, and another section lists the old one.',
    example: [
      'renamed: [{ kind: routingProfile, from: Tier 2, to: Second Line }]',
      'routingProfiles: [{ name: Tier 2 }, { name: Second Line }]',
    ],
    fix: 'Remove the old entry, or the line under renamed.',
  },
  'renamed-not-listed': {
    id: 'CS2013',
    title: 'A resource is renamed to a name that is not listed',
    cause: 'The section renamed gives it a new name, and no section lists that name.',
    example: [
      'renamed: [{ kind: routingProfile, from: Tier 2, to: Second Line }]',
      'routingProfiles: [{ name: Tier 2 }]',
    ],
    fix: 'List the resource under its new name.',
  },
  'renamed-twice': {
    id: 'CS2014',
    title: 'Amazon Connect has both the old and the new name',
    cause: 'A resource cannot be renamed to a name that another one has. Perhaps somebody made the new one by hand.',
    example: ['renamed: [{ kind: routingProfile, from: Tier 2, to: Second Line }]'],
    fix: 'Remove the line under renamed where both are to stay, or delete one of the two in Amazon Connect.',
  },
  'different-case': {
    id: 'CS2015',
    title: "A name differs from Amazon Connect's in case",
    cause: 'Amazon Connect has the same name in other letters. The two are taken for the same.',
    example: ['- username: Jane.Doe     # jane.doe in Amazon Connect'],
    fix: 'Write the name as Amazon Connect has it.',
  },
} satisfies Pages;
