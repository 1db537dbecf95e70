/**
 * The file that connect-sync was started with and, file by file, what it includes. A file is read once however often it
 * is named, which also makes a circle of includes harmless. A file that cannot be read does not keep the others from
 * being read: the user hears of all mistakes at once.
 */

import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { Code } from '../../base/codes.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { quote } from '../../base/text-rules.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { explainFailure, type FileSystem, failureCode, makeBounds } from './file-access.ts';
import { parseGlob } from './glob.ts';
import { type SourceFile, sourceFile, spanOf } from './source-file.ts';

/** What a configuration may have at most: far more than any contact centre, far less than fills the memory. */
const maxFiles = 10_000;
/** Characters of all files together. */
const maxCharacters = 256 * 1024 * 1024;

export interface FilesRead {
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** All that were opened, in order, even where they could not be understood. */
  readonly files: readonly string[];
}

export async function readFiles(root: string, system: FileSystem): Promise<FilesRead> {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const files: string[] = [];
  const opened = new Set<string>();
  let characters = 0;
  const bounds = makeBounds(root, system);

  const report = (code: Code, message: string, source: SourceSpan): void =>
    void diagnostics.push({ severity: 'error', code, message, source });

  /** `exact` where an include names this very file, rather than by a pattern that matched it. */
  async function read(file: string, included?: Included & { readonly exact: boolean }): Promise<void> {
    if (opened.has(resolve(file)) || full()) return;
    if (included && (await bounds.leadsOutside(file))) {
      report(
        'include-outside',
        `${quote(included.pattern)} leads out of the configuration's folder${to(file)}; ${how}`,
        included.span,
      );
      return;
    }
    opened.add(resolve(file));
    const named = included?.exact ? included : undefined;
    let text: string;
    try {
      text = await system.readFile(file);
    } catch (error) {
      const code = failureCode(error);
      if (code === undefined) throw error;
      if (!named) files.push(file);
      const other = named || code !== 'ENOENT' ? undefined : await otherSuffix(file);
      const [name, message] = named
        ? explainInclude(code, named.pattern)
        : other === undefined
          ? explainFailure(code)
          : (['file-not-found', `There is no such file, but there is ${other}; name it with -f ${other}.`] as const);
      report(name, message, named?.span ?? { file, line: 1, column: 1 });
      return;
    }
    files.push(file);
    characters += text.length;
    if (full()) {
      report('too-many-files', tooMuch, included?.span ?? { file, line: 1, column: 1 });
      return;
    }
    const { document, problems } = (system.parse ?? readYaml)(text);
    for (const { code, message, line, column } of problems) report(code, message, { file, line, column });
    if (!document) return;
    const source = sourceFile({ file, document, isRoot: files.length === 1 });
    sources.push(source);
    await readIncluded(source);
  }

  /** The same name with the other of YAML's two suffixes, if there is such a file. */
  async function otherSuffix(file: string): Promise<string | undefined> {
    const other = file.endsWith('.yaml') ? file.replace(/yaml$/, 'yml') : file.replace(/yml$/, 'yaml');
    if (other === file) return undefined;
    return system.readFile(other).then(
      () => other,
      () => undefined,
    );
  }

  async function readIncluded(source: SourceFile): Promise<void> {
    const { value } = source.document;
    const patterns = isMap(value) ? value['include'] : undefined;
    if (!Array.isArray(patterns)) return;
    const folder = dirname(source.file);
    const within = (path: string): string => (isAbsolute(path) ? normalize(path) : join(folder, path));
    for (const [index, pattern] of patterns.entries()) {
      if (typeof pattern !== 'string' || pattern.trim() === '') continue;
      const included = { span: spanOf(source, ['include', index]), pattern };
      const globs = parseGlob(pattern);
      if ('refused' in globs) {
        report('include-refused', `${quote(pattern)} ${globs.refused}`, included.span);
        continue;
      }
      // A pattern that begins outside is not even searched for: that could be the whole disk.
      const outside = await Promise.all(globs.map(({ start }) => bounds.leadsOutside(within(start))));
      if (outside.includes(true)) {
        report('include-outside', `${quote(pattern)} leads out of the configuration's folder; ${how}`, included.span);
        continue;
      }
      const matches = await found(included, folder);
      if (!matches) continue;
      for (const match of [...matches].sort(compareText)) await read(within(match), { ...included, exact: false });
      if (matches.length > 0) continue;
      // It may be a folder, or a plain name with brackets in it: opening it tells.
      await read(within(pattern), { ...included, exact: true });
    }
  }

  /** What a pattern matches; `undefined` where a folder could not be searched, which is reported. */
  async function found({ pattern, span }: Included, folder: string): Promise<readonly string[] | undefined> {
    try {
      return await system.glob(pattern, folder, await bounds.home());
    } catch (error) {
      const code = failureCode(error);
      if (code === undefined) throw error;
      report('unreadable-file', `A folder that ${quote(pattern)} leads into cannot be read (${code}).`, span);
      return undefined;
    }
  }

  const full = (): boolean => opened.size > maxFiles || characters > maxCharacters;

  await read(normalize(root));
  return { sources, diagnostics, files };
}

/** An entry of `include`, and where it stands. */
interface Included {
  readonly span: SourceSpan;
  readonly pattern: string;
}

const how = 'move the files there, or allow it with --allow-outside-includes.';
const to = (file: string): string => ` (${file})`;
const tooMuch = `The configuration has more than ${maxFiles.toLocaleString('en-US')} files, or they hold more than 256 MiB; this is where it stops reading.`;

function explainInclude(code: string, pattern: string): readonly [code: Code, message: string] {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return [
      'include-matches-nothing',
      `No file matches ${quote(pattern)}; patterns are relative to the file they stand in.`,
    ];
  }
  if (code === 'EISDIR') {
    const files = `${pattern.replace(/\/+$/, '')}/*.yaml`;
    return ['include-matches-nothing', `${quote(pattern)} is a folder; name its files: ${quote(files)}.`];
  }
  return explainFailure(code);
}
