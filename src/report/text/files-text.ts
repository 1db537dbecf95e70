import { plural } from '../../base/words.ts';
import { printable } from './paint.ts';

/** Files that were written into a folder, and what is in them. */
export function filesText(
  folder: string,
  written: {
    readonly files: readonly { readonly path: string }[];
    readonly resources: number;
    readonly grouped?: string;
  },
): string {
  const { files, resources, grouped } = written;
  const head = `Wrote ${plural(resources, 'resource')} to ${plural(files.length, 'file')} in ${printable(folder)}.\n`;
  return grouped === undefined ? head : `${head}${printable(grouped)}\n`;
}
