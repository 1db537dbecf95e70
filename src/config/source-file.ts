import type { SourceSpan } from '../base/diagnostic.ts';
import type { Path } from './yaml/positions.ts';
import type { YamlDocument } from './yaml/read-yaml.ts';

/** One file that could be read. */
export interface SourceFile {
  /** As the user would name it. */
  readonly file: string;
  /** The file that connect-sync was started with; the others are included. */
  readonly isRoot: boolean;
  readonly document: YamlDocument;
}

/** Where something in a file is written: its value, or the key that the value stands behind. */
export function spanOf({ file, document }: SourceFile, path: Path, what: 'value' | 'key' = 'value'): SourceSpan {
  const { line, column } = what === 'key' ? document.positions.ofKey(path) : document.positions.at(path);
  return { file, line, column };
}

/** `people/emea.yaml:12:5`, for messages that name a second place. */
export const formatSpan = ({ file, line, column }: SourceSpan): string => `${file}:${line}:${column}`;
