import type { SourceSpan } from '../../base/diagnostic.ts';
import type { Source } from '../../plan/model/origin.ts';
import type { ValuePath } from '../yaml/positions.ts';
import type { YamlDocument } from '../yaml/read-yaml.ts';

/** One file that could be read. */
export interface SourceFile extends Source {
  /** As the user would name it. */
  readonly file: string;
  /** The file that connect-sync was started with; the others are included. */
  readonly isRoot: boolean;
  readonly document: YamlDocument;
}

export const sourceFile = (read: Omit<SourceFile, 'at'>): SourceFile => ({
  ...read,
  at: (path) => ({ file: read.file, ...read.document.positions.at(path) }),
});

/** Where something in a file is written: its value, or the key that the value stands behind. */
export function spanOf(source: SourceFile, path: ValuePath, what: 'value' | 'key' = 'value'): SourceSpan {
  return what === 'value' ? source.at(path) : { file: source.file, ...source.document.positions.ofKey(path) };
}
