/** Text on a terminal of so many columns. A character may take two of them (CJK, emoji) or none (accents that combine). */
import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text, or as much of its beginning as fits before three dots. Never half a character. */
export function shorten(text: string, columns: number): string {
  // A character takes two columns at most, so most texts need no measuring.
  if (text.length * 2 <= columns || stringWidth(text) <= columns) return text;
  const dots = '...'.slice(0, Math.max(0, columns));
  let [shown, width] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    width += stringWidth(segment);
    if (width > columns - dots.length) break;
    shown += segment;
  }
  return `${shown}${dots}`;
}

export { stringWidth as widthOf };
