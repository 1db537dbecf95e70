/** What the configuration says and may not say. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const schema = {
  'unknown-key': {
    id: 'CS1019',
    title: 'A key is not known here',
    cause:
      'The configuration has a key that this place does not take: misspelt, indented wrongly, or of another section.',
    example: ['users:', '  - username: jane.doe', '    routingProfil: Support'],
    fix: 'Correct the key; the message names the nearest one. The JSON schema lets editors complete keys.',
  },
  'missing-key': {
    id: 'CS1020',
    title: 'A key is missing',
    cause: 'Something that this place needs is not written.',
    example: ['users:', '  - firstName: Jane'],
    fix: 'Add the key that the message names.',
  },
  'misplaced-key': {
    id: 'CS1021',
    title: 'A key belongs in the main file only',
    cause:
      'Some settings, such as instance and policy, count for the whole configuration, so an included file may not have them.',
    example: ['# people/emea.yaml', 'policy: { removed: delete }'],
    fix: 'Move the key into the main file.',
  },
  'wrong-type': {
    id: 'CS1022',
    title: 'A value is of the wrong type',
    cause: 'A list stands where a text is expected, a text where a number is, and so on.',
    example: ['securityProfiles: Agent'],
    fix: 'Write what the message asks for; here a list: securityProfiles: [Agent].',
  },
  'unquoted-text': {
    id: 'CS1023',
    title: 'A text was read as a number, as true or false, or as nothing',
    cause:
      'YAML takes 0012, 1e3, true and null for something else than text. The value would lose its zeros or its meaning.',
    example: ['tags: { costCentre: 0012 }'],
    fix: 'Put the text in quotes: costCentre: "0012".',
  },
  'null-value': {
    id: 'CS1024',
    title: 'A value is empty',
    cause: 'A key has no value. That is no way to say "leave it alone", nor, for most attributes, to clear it.',
    example: ['- username: jane.doe', '  routingProfile:'],
    fix: 'Write a value, or remove the key: what is left out is not managed.',
  },
  'invalid-value': {
    id: 'CS1025',
    title: 'A value is not allowed here',
    cause:
      'The value breaks a rule of Amazon Connect or of connect-sync: too long, blank, out of range, or of another form.',
    example: ['phoneConfig: { phoneType: DESK_PHONE, deskPhoneNumber: 020 7946 0000 }'],
    fix: 'Write it as the message says; here in E.164: "+442079460000".',
  },
  'unknown-value': {
    id: 'CS1026',
    title: 'A value is none of those allowed',
    cause: 'The key takes one of a few words, and this is another one.',
    example: ['phoneConfig: { phoneType: SOFTPHONE }'],
    fix: 'Write one of the words that the message lists.',
  },
  'duplicate-value': {
    id: 'CS1027',
    title: 'A list has the same value twice',
    cause: 'The list is a set, and one of its values is written twice; so one of the two may be meant to be another.',
    example: ['securityProfiles: [Agent, Agent]'],
    fix: 'Remove one of the two.',
  },
  'control-character': {
    id: 'CS1028',
    title: 'A text contains a character that nobody sees',
    cause:
      'A line break, a control character or an invisible mark, usually copied from a document or a web page. A name with it looks like another one and is not.',
    example: ['routingProfile: "Support\\u200b"'],
    fix: 'Remove the character at the place that the message names.',
  },
  'not-nfc': {
    id: 'CS1029',
    title: 'A text is not in Unicode NFC',
    cause:
      'An accent is written as a character of its own, so the text looks the same as one in Amazon Connect and differs from it.',
    example: ['lastName: "Mu\\u0308ller"'],
    fix: 'Write the composed form that the message shows.',
  },
  'invalid-day': {
    id: 'CS1030',
    title: 'A day or time cannot be read',
    cause: 'The value is no day such as 2026-12-01, no time with an offset, or a day that does not exist.',
    example: ['from: 2026-02-30'],
    fix: "Write a day as YYYY-MM-DD, or a time with its offset. In an export, read other forms with a filter: ${Start|date:'dd.MM.yyyy'}.",
  },
  'username-characters': {
    id: 'CS1031',
    title: 'A username has characters that Amazon Connect does not take',
    cause:
      'Usernames consist of letters, digits and a few marks; which ones depends on how the instance manages identities.',
    example: ['- username: jane doe'],
    fix: 'Write the username as the people sign in, without blanks.',
  },
  'reserved-tag': {
    id: 'CS1032',
    title: 'A tag is reserved',
    cause: 'Tags that begin with aws: belong to AWS, and those of connect-sync mark what it owns and parks.',
    example: ['tags: { "aws:team": billing }'],
    fix: 'Choose another name for the tag, or remove it.',
  },
  'too-many-tags': {
    id: 'CS1033',
    title: 'A resource has too many tags',
    cause: 'Amazon Connect takes at most 50 tags on a resource; the ownership mark is one of them.',
    example: ['tags: { t1: a, t2: b }     # and 49 more'],
    fix: 'Remove tags until they fit.',
  },
  'password-in-file': {
    id: 'CS1034',
    title: 'A password stands in a file',
    cause: 'Files are committed, copied and read by many. A password in one is no secret any more.',
    example: ['initialPassword: Secret123'],
    fix: 'Write initialPassword: { env: NAME } or { generate: true }. Change the password that was in the file, and leave password columns out of exports.',
  },
  'secret-in-file': {
    id: 'CS1035',
    title: 'A secret stands in a file',
    cause: 'The URL of a Slack webhook or the secret of a webhook is written out in the configuration.',
    example: ['notices:', '  - slack: https://hooks.slack.com/services/...'],
    fix: 'Write the name of an environment variable that holds it: slack: { env: SLACK_WEBHOOK_URL }.',
  },
  'unsupported-version': {
    id: 'CS1036',
    title: 'The configuration is of another version',
    cause: 'The key version has a number that this connect-sync does not read.',
    example: ['version: 2'],
    fix: 'Write version: 1, or install a connect-sync that reads the version.',
  },
  'wrong-instance': {
    id: 'CS1037',
    title: 'The instance is named in two ways, or in none',
    cause: 'The key instance takes either id or alias.',
    example: ['instance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07, alias: support }'],
    fix: 'Keep one of the two.',
  },
  'no-instance': {
    id: 'CS1038',
    title: 'The configuration names no instance',
    cause: 'The command needs to know which Amazon Connect instance is meant, and the file does not say so.',
    example: ['version: 1', 'users: []'],
    fix: 'Add instance: { id: ... } or instance: { alias: ... } to the main file, or name it with --instance.',
  },
  'region-mismatch': {
    id: 'CS1039',
    title: 'The region is not that of the ARN',
    cause: 'The instance is named by its ARN, which has a region, and instance.region says another one.',
    example: [
      'instance:',
      '  id: arn:aws:connect:eu-west-2:123456789012:instance/10a4c4eb-f57e-4d4c-b602-bf39176ced07',
      '  region: us-west-2',
    ],
    fix: 'Remove instance.region, or correct it.',
  },
  'wrong-notice': {
    id: 'CS1040',
    title: 'A notice cannot be sent as it is written',
    cause:
      'An entry under notices lacks a destination, has two, or names a URL or an environment variable that cannot be used.',
    example: ['notices:', '  - { webhook: ftp://example.com }'],
    fix: 'Write one webhook or one slack for each entry, with an https URL or { env: NAME } of a variable that is set.',
  },
  'no-parking': {
    id: 'CS1041',
    title: 'People who leave are to be parked, and the section parked is missing',
    cause:
      'With policy.removed: park, the section parked says what a parked account has. The files have no such section.',
    example: ['policy: { removed: park }'],
    fix: 'Add the section parked with a routing profile and a security profile without access (docs/leavers.md).',
  },
  'nothing-in-scope': {
    id: 'CS1042',
    title: 'Nothing would ever be removed',
    cause:
      'Without an owner nothing carries the mark of this configuration, so policy.removed has no effect: nothing that disappears from the files is deleted or parked.',
    example: ['policy: { removed: delete }     # and no owner'],
    fix: 'Set owner, or policy.scope.',
  },
  'nothing-managed': {
    id: 'CS1043',
    title: 'The configuration manages nothing',
    cause: 'No section lists resources, so there is nothing to plan.',
    example: ['version: 1', 'instance: { alias: support }'],
    fix: 'Add a section, such as users. An empty list manages the kind and lists none.',
  },
  'invalid-configuration': {
    id: 'CS1044',
    title: 'The configuration or the input has errors',
    cause: 'At least one error was found before anything was written. Each error has its own code and place.',
    example: ['connect-sync plan --format json     # error.code: invalid-configuration'],
    fix: 'Correct the errors under diagnostics. connect-sync validate finds most of them offline.',
  },
} satisfies Pages;
