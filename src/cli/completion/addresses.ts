/**
 * The addresses that the files list, read so quickly that a shell can wait for it: nothing is checked, no role and no
 * record of an export is looked at, and people are found line by line instead of by a YAML reader.
 */

import { isMap, type Json } from '../../base/json.ts';
import { fileSystem } from '../../config/files/file-system.ts';
import { readFiles } from '../../config/files/read-files.ts';
import { isPeople, nameFieldOf, nameOf, sectionIn } from '../../config/sections.ts';
import { readYaml } from '../../config/yaml/read-yaml.ts';
import { managedKinds } from '../../kinds/registry.ts';
import { format } from '../../plan/model/address.ts';

/** In the order in which they are written; none where the files cannot be read. */
export async function listedAddresses(file: string): Promise<readonly string[]> {
  const people = managedKinds.filter(isPeople);
  const found: string[] = [];
  const { sources } = await readFiles(file, {
    ...fileSystem,
    parse(text) {
      let rest = text;
      for (const { name, section } of people) {
        rest = rest.replace(blockOf(section.key), (block) => {
          for (const key of namesIn(block, nameFieldOf(section))) found.push(format({ kind: name, key }));
          return '';
        });
      }
      return readYaml(rest);
    },
  });
  for (const { document } of sources) {
    for (const { name, section } of managedKinds) {
      const written = sectionIn(document.value, section);
      if (written === undefined) continue;
      if (section.shape === 'single') found.push(name);
      const keys = section.shape === 'tree' ? pathsIn(written) : Array.isArray(written) ? written : [];
      for (const entry of keys) {
        const key = section.shape === 'tree' ? String(entry) : nameOf(section, entry);
        if (key !== undefined) found.push(format({ kind: name, key }));
      }
    }
  }
  return [...new Set(found)];
}

/** A section from its key at the start of a line to the next line that is not indented and no element of a list. */
const blockOf = (key: string): RegExp => new RegExp(`^${key}:.*\\n(?:(?:[ \\t#-].*)?\\n)*(?:[ \\t#-].*$)?`, 'm');

function* namesIn(block: string, field: string): Generator<string> {
  const name = new RegExp(
    `(?:^[ \\t]*(?:-[ \\t]+)?|[{,][ \\t]*)${field}:[ \\t]+("[^"\\n]*"|'[^'\\n]*'|[^\\s,}#]+)`,
    'gm',
  );
  for (const [, text = ''] of block.matchAll(name)) yield text.replace(/^(["'])(.*)\1$/, '$2');
}

/** `EMEA`, `EMEA/Dublin`: the branches of a tree, each of which is a map of branches, a list of names and maps, or nothing. */
function* pathsIn(branch: Json, above = ''): Generator<string> {
  if (typeof branch === 'string') yield `${above}${branch}`;
  else if (Array.isArray(branch)) for (const item of branch) yield* pathsIn(item, above);
  else if (isMap(branch)) {
    for (const [name, inner] of Object.entries(branch)) {
      yield `${above}${name}`;
      yield* pathsIn(inner, `${above}${name}/`);
    }
  }
}
