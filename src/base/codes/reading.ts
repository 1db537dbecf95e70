/** The connection to Amazon Connect and what is read there. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const reading = {
  'access-denied': {
    id: 'CS5001',
    title: 'AWS denies a call, or the credentials are no longer good',
    cause: 'The credentials lack a permission, are missing, or have expired.',
    example: ['error: ListUsers failed: AccessDeniedException: ...'],
    fix: 'Refresh the credentials (AWS_PROFILE, or the variables AWS_...), or allow the action. docs/SECURITY.md lists the least permissions.',
  },
  'call-failed': {
    id: 'CS5002',
    title: 'A call of Amazon Connect failed',
    cause: 'Amazon Connect or the network answered with an error, also after the attempts that make sense.',
    example: ['error: ListUsers failed after 8 attempts: TooManyRequestsException: ...'],
    fix: 'Read the error of Amazon Connect in the message. Try again where it is throttling or a failure of the service.',
  },
  'partial-read': {
    id: 'CS5003',
    title: 'What Amazon Connect listed does not add up',
    cause:
      'Pages repeat, are missing, or contradict each other, so nothing may be planned from them: a resource that is left out would look deleted.',
    example: ['error: ListUsers leaves out users that exist, such as jane.doe.'],
    fix: 'Try again. Nothing was written.',
  },
  'no-region': {
    id: 'CS5004',
    title: 'No region is known',
    cause: 'Neither the configuration nor the environment names an AWS Region.',
    example: ['instance: { alias: support }     # and AWS_REGION is not set'],
    fix: 'Write instance.region, or set AWS_REGION.',
  },
  'no-such-instance': {
    id: 'CS5005',
    title: 'There is no such instance',
    cause: 'The region and account of the credentials have no instance of that id or alias.',
    example: ['instance: { alias: suport, region: us-west-2 }'],
    fix: 'Correct the id, the alias, the region, or the account (AWS_PROFILE).',
  },
  'search-denied': {
    id: 'CS5006',
    title: 'Searching is denied, so reading takes more calls',
    cause: 'Without the permission to search, everything is listed and described one by one.',
    example: ['warning: SearchUsers is denied, so everything is listed and described one by one ...'],
    fix: 'Allow the action that the message names, or say --read describe.',
  },
  'search-refused': {
    id: 'CS5007',
    title: 'Amazon Connect does not search by proficiencies',
    cause: 'So the proficiencies are listed user by user, which takes more calls.',
    example: ['warning: SearchUsers does not search by proficiencies (...), so they are listed user by user.'],
    fix: 'Nothing is wrong; reading takes longer.',
  },
  'value-left-out': {
    id: 'CS5008',
    title: 'A value or a resource is left out of an export',
    cause:
      'Amazon Connect holds a value that a file may not have, such as an invisible character in a name. A user stays without that value; something else that has such a name is left out as a whole, and can still be referred to.',
    example: ['warning: user/jane.doe: A value of user/jane.doe is left out ...'],
    fix: 'Correct the value in Amazon Connect and export again, or write it in the file as it should be.',
  },
  'bad-endpoint': {
    id: 'CS5009',
    title: 'The endpoint of the environment cannot be used',
    cause:
      'AWS_ENDPOINT_URL_CONNECT or AWS_ENDPOINT_URL names another place than AWS, and it is no URL of HTTP, or what answers there is not Amazon Connect.',
    example: ['AWS_ENDPOINT_URL_CONNECT=127.0.0.1:4510 connect-sync plan'],
    fix: 'Correct the variable that the message names, such as http://127.0.0.1:4510, or unset it to reach AWS.',
  },
  'no-endpoint': {
    id: 'CS5010',
    title: 'Nothing listens at the endpoint of the environment',
    cause:
      'AWS_ENDPOINT_URL_CONNECT or AWS_ENDPOINT_URL names an address of this machine, and the connection is refused.',
    example: ['AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:4510 connect-sync plan     # no emulator runs'],
    fix: 'Start the emulator (connect-sync emulator), correct the variable, or unset it to reach AWS.',
  },
  'no-such-profile': {
    id: 'CS5011',
    title: 'The AWS profile does not exist',
    cause: 'AWS_PROFILE names a profile that is in neither of the shared files of AWS.',
    example: ['AWS_PROFILE=prodution connect-sync plan'],
    fix: 'Correct AWS_PROFILE, or add the profile with aws configure.',
  },
  'proficiencies-denied': {
    id: 'CS5012',
    title: 'The proficiencies of a user may not be read',
    cause: 'The policy of the credentials lacks connect:ListUserProficiencies, so get shows the user without them.',
    example: ['warning: ListUserProficiencies is denied, so proficiencies are not shown.'],
    fix: 'Allow connect:ListUserProficiencies, or do without.',
  },
} satisfies Pages;
