/** All codes as a page of the documentation, in the order of their ids. */
import { areas, type CodePage } from '../../src/base/codes.ts';
import { code, fence } from '../../src/report/markdown/markdown.ts';

export function codesPage(): string {
  const head = [
    '# Errors and warnings\n',
    '<!-- Written by `npm run codes` from src/base/codes; do not edit. -->\n',
    'Each has a code, for programs, and an id, which ends its line. Neither ever changes.',
    '`connect-sync explain CS2001`, or the code instead of the id, prints what is here.\n',
  ];
  return [...head, ...areas.flatMap(({ title, pages }) => [`## ${title}\n`, ...pages.map(section)])].join('\n');
}

const section = ({ id, code: name, title, cause, example, fix }: CodePage): string =>
  [`### ${id} ${code(name)}\n`, `**${title}.** ${prose(cause)}\n`, fence('text', example), `${prose(fix)}\n`].join(
    '\n',
  );

/** Text that is no Markdown: signs that Markdown would take for its own are escaped. */
const prose = (text: string): string => text.replace(/[\\*_<>`[\]#]/g, '\\$&');
