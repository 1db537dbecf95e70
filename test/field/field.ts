/** What the tests of cases from the field share: files as people write them, and the command on them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulated, type Finished, folder } from '../support/binary.ts';
import { runHere } from '../support/here.ts';

export const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
export const head = `version: 1\ninstance: { id: ${instanceId} }\n`;

/** A user of a SAML instance in one line; `more` are further members in flow style. */
export const entry = (username: string, more = ''): string =>
  `  - { username: ${username}, firstName: First, lastName: Last, routingProfile: Basic Routing Profile, securityProfiles: [Agent]${more && `, ${more}`} }\n`;

export const usersOf = (...usernames: readonly string[]): string =>
  `users:\n${usernames.map((username) => entry(username)).join('')}`;

const isRead = /^(List|Search|Describe|Get)/;

/** A folder with a configuration, an emulator, and the command that works on both. */
export async function field(text: string, options: Parameters<typeof emulated>[0] = {}) {
  const { emulator, env } = await emulated(options);
  const cwd = folder({ 'connect-sync.yaml': head + text });
  return {
    emulator,
    env,
    cwd,
    command: (...argv: readonly string[]): Promise<Finished> => runHere(argv, { cwd, env }),
    edit: (changed: string) => writeFileSync(join(cwd, 'connect-sync.yaml'), head + changed),
    /** Calls since the last time somebody asked. */
    calls: (): readonly string[] => {
      const names = emulator.requests().map(({ operation }) => operation);
      emulator.clearRequests();
      return names;
    },
    writes: (): readonly string[] =>
      emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [] : [operation])),
  };
}
