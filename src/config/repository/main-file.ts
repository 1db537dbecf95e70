/** The main file of a new repository: which instance, whose, and what a plan may do, each with a word on why. */

import type { Json } from '../../base/json.ts';
import { limitText } from '../../plan/model/limit.ts';
import { defaultPolicy } from '../../plan/model/policy.ts';
import { schemaLine, writeConfiguration } from '../yaml/write-yaml.ts';

export interface MainFile {
  readonly instance: { readonly id: string; readonly region: string };
  /** Lines on where it is from, without `#`. */
  readonly header: string;
  /** Absent where what it lists is to carry nobody's mark. */
  readonly owner?: string | undefined;
  /** Security profiles that must keep so many holders, all of which have as many today. */
  readonly keepAtLeast: ReadonlyMap<string, number>;
  readonly include: readonly string[];
}

export function mainFileText({ instance, header, owner, keepAtLeast, include }: MainFile): string {
  const blocks = [
    writeConfiguration({ version: 1, instance }, { header: `${schemaLine()}\n${header}` }),
    owner === undefined
      ? commented(ownerComment, ['owner: contact-centre'])
      : `${comment(ownerComment)}${writeConfiguration({ owner })}`,
    `${comment(includeComment)}${writeConfiguration({ include })}`,
    `policy:\n${policyParts(keepAtLeast).map(indented).join('\n')}`,
  ];
  return blocks.join('\n');
}

const ownerComment =
  'The mark that everything listed here gets in Amazon Connect, as the tag connect-sync:owner. It tells what belongs to\n' +
  'these files, so that other configurations can share the instance.';

const includeComment =
  'A section that no file has is not managed. A field that an entry leaves out is not managed either.';

/** The settings of the policy, from what happens to people to who is never touched. */
function policyParts(keepAtLeast: ReadonlyMap<string, number>): readonly string[] {
  const { limits, configurationLimits } = defaultPolicy;
  const guard =
    'At least so many holders of a security profile stay, so that nobody locks everyone out. Granting one of these\nprofiles is marked as a privilege.';
  return [
    part(
      'What is removed from these files stays in Amazon Connect, and is reported. "park" takes the access of users and\ndeletes them 30 days later; "delete" deletes at once. Change it once you trust your files.',
      { removed: 'keep' },
    ),
    part('Only what carries the mark above can ever be removed; what others made cannot.', { scope: 'owned' }),
    part(
      'A plan that changes or deletes more users than this is refused whole. --accept lets one plan through, by its exact\nnumber.',
      { limits: { update: limitText(limits.update), delete: limitText(limits.delete) } },
    ),
    part('The same for everything else together.', {
      configurationLimits: { delete: limitText(configurationLimits.delete) },
    }),
    keepAtLeast.size > 0
      ? part(guard, { keepAtLeast: Object.fromEntries(keepAtLeast) })
      : commented(guard, ['keepAtLeast:', '  Administrators: 1']),
    commented('Usernames that are never changed or deleted: * is any characters, ? is one.', [
      'protected: ["admin*", "svc-*"]',
    ]),
  ];
}

const part = (text: string, setting: Json): string => comment(text) + writeConfiguration(setting);

/** An example that does nothing until somebody uncomments it. */
const commented = (text: string, example: readonly string[]): string => comment([text, ...example].join('\n'));

const comment = (text: string): string =>
  text
    .split('\n')
    .map((line) => `# ${line}\n`)
    .join('');

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');
