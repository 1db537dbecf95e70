/** What a code means: why it comes, what it looks like and what to do. */
import type { CodePage } from '../../../base/codes.ts';
import { inLines } from '../../../base/words.ts';
import type { Paint } from '../paint.ts';

/** Columns of the narrowest terminal that people use. */
const width = 80;
const indent = '  ';

export function codeText({ id, code, title, cause, example, fix }: CodePage, paint: Paint): string {
  const head = (text: string): string => paint('bold', text);
  const lines = [
    head(`${id} ${code}`),
    ...wrap(`${title}.`),
    '',
    head('Cause'),
    ...wrap(cause),
    '',
    head('Example'),
    ...example.map((line) => `${indent}${indent}${line}`),
    '',
    head('Fix'),
    ...wrap(fix),
  ];
  return `${lines.join('\n')}\n`;
}

const wrap = (text: string): readonly string[] =>
  inLines(text.split(' '), width - indent.length).map((line) => `${indent}${line}`);
