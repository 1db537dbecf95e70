/** Days as HR systems write them: `dd/MM/yyyy`, `d.M.yyyy`, `dd MMM yyyy`, `yyyyMMdd`. */
import { addDays, isDay } from '../../base/day.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What stands for a part of a day, and what may be there. `d` and `M` also take two digits. */
const tokens: { readonly [token: string]: { readonly part: 'year' | 'month' | 'day'; readonly pattern: string } } = {
  yyyy: { part: 'year', pattern: '(\\d{4})' },
  MMM: { part: 'month', pattern: `(${months.join('|')})` },
  MM: { part: 'month', pattern: '(\\d{2})' },
  M: { part: 'month', pattern: '(\\d{1,2})' },
  dd: { part: 'day', pattern: '(\\d{2})' },
  d: { part: 'day', pattern: '(\\d{1,2})' },
};

/**
 * A reader of days in a format, to `2026-12-01`; it gives `undefined` for a text that is no such day. Where the format is
 * none, why, as the rest of a sentence.
 */
export function makeDayReader(format: string): ((text: string) => string | undefined) | string {
  const parts: ('year' | 'month' | 'day')[] = [];
  let source = '';
  for (const [piece] of format.matchAll(/y+|M+|d+|[^yMd]+/g)) {
    const token = Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
    if (token) {
      parts.push(token.part);
      source += token.pattern;
    } else if (/^[yMd]|[a-z]/i.test(piece)) {
      return `takes a format of yyyy, MM, MMM, M, dd and d, such as 'dd/MM/yyyy'; it has no ${JSON.stringify(piece)}`;
    } else {
      source += piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    }
  }
  if (!['day', 'month', 'year'].every((part) => parts.filter((one) => one === part).length === 1)) {
    return "takes a format with one year, one month and one day, such as 'dd/MM/yyyy'";
  }
  const pattern = new RegExp(`^${source}$`, 'i');
  return (text) => {
    const found = pattern.exec(text);
    if (!found) return undefined;
    const written = (part: 'year' | 'month' | 'day'): string => found[parts.indexOf(part) + 1] ?? '';
    const named = months.indexOf(written('month').toLowerCase());
    const month = named < 0 ? written('month') : String(named + 1);
    const day = `${written('year')}-${month.padStart(2, '0')}-${written('day').padStart(2, '0')}`;
    return isDay(day) ? day : undefined;
  };
}

/** What a spreadsheet means by `46357`, where that is a day people live in: the days since the end of 1899. */
export function damaged(text: string): string {
  const day = /^\d{5}$/.test(text) ? addDays('1899-12-30', Number(text)) : undefined;
  return day !== undefined && isDay(day)
    ? `, which is a spreadsheet's number for ${day}; have the column exported as text`
    : '';
}
