import { join } from 'node:path/posix';
import written from '../../schemas/connect-sync.schema.json' with { type: 'json' };
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { type Configuration, type FileSystem, loadConfiguration } from '../../src/config/load.ts';
import { makeSchema } from '../../src/config/schema/schema.ts';
import type { ManagedKind } from '../../src/kinds/kind.ts';
import { sentences } from '../../src/kinds/user/sentences.ts';
import type { Attributes } from '../../src/plan/model/state.ts';

export type Files = { readonly [path: string]: string | { readonly fails: string } };

/** A file system of texts, and of files that fail with a code. Of globs it knows `*` and `**`. */
export function memory(files: Files): FileSystem & { readonly reads: readonly string[] } {
  const reads: string[] = [];
  return {
    reads,
    async readFile(path) {
      reads.push(path);
      const file = Object.hasOwn(files, path) ? files[path] : undefined;
      if (typeof file === 'string') return file;
      const folder = Object.keys(files).some((one) => one.startsWith(join(path, '/')));
      const code = file?.fails ?? (folder ? 'EISDIR' : 'ENOENT');
      throw Object.assign(new Error(code), { code });
    },
    async glob(pattern, cwd) {
      const escaped = join(cwd, pattern).replace(/[.?()+[\]{}^$|\\]/g, '\\$&');
      const source = escaped.replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
      return Object.keys(files)
        .filter((path) => new RegExp(`^${source}$`).test(path))
        .map((path) => (cwd === '.' ? path : `${'../'.repeat(cwd.split('/').length)}${path}`));
    },
  };
}

/** Just enough of a kind: what an entry says, as it says it. */
export const person = {
  name: 'user',
  noun: 'user',
  ownership: 'tag',
  counts: 'people',
  section: { key: 'users', shape: 'list', nameField: 'username', sentences },
  attributes: { phoneConfig: { mergedByKey: true }, tags: { mergedByKey: true } },
  fold: (key: string) => key.toLowerCase(),
  declare(entry) {
    const { username, ...attributes } = entry as Attributes;
    return [{ key: String(username), attributes }];
  },
} satisfies Partial<ManagedKind> as unknown as ManagedKind;

/** The schema as it is written, with only people in it. */
export const personSchema = makeSchema([person], written);

export const load = (files: Files, file = 'connect-sync.yaml'): Promise<Configuration> =>
  loadConfiguration(file, personSchema, memory(files));

/** `connect-sync.yaml:3:5 unknown-key Unknown key …` */
export const print = ({ source, code, message }: Diagnostic): string =>
  `${source?.file}:${source?.line}:${source?.column} ${code} ${message}`;

export const head = 'version: 1\ninstance: { alias: my-centre }\n';

/** What is wrong with one file, which goes on below `version` (line 1) and `instance` (line 2). */
export async function problems(body: string): Promise<readonly string[]> {
  const { diagnostics } = await load({ 'connect-sync.yaml': head + body });
  return diagnostics.map((one) => print(one).replace('connect-sync.yaml:', ''));
}
