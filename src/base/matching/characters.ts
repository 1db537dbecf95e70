/** Characters that look like others, or like nothing, by name: for messages about two texts that look the same. */

const names: { readonly [code: string]: string } = {
  'U+0009': 'tab',
  'U+0020': 'space',
  'U+00A0': 'no-break space',
  'U+00AD': 'soft hyphen',
  'U+0308': 'combining diaeresis',
  'U+200B': 'zero width space',
  'U+200C': 'zero width non-joiner',
  'U+200D': 'zero width joiner',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+2010': 'hyphen',
  'U+2011': 'non-breaking hyphen',
  'U+2013': 'en dash',
  'U+2014': 'em dash',
  'U+2019': 'right single quotation mark',
  'U+202E': 'right-to-left override',
  'U+202F': 'narrow no-break space',
  'U+2060': 'word joiner',
  'U+3000': 'ideographic space',
  'U+FEFF': 'byte order mark',
};

/** `U+00A0`. */
export const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What a reader takes for the character: invisible ones are nothing, all spaces one, accents are left away. */
const looks = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replace(/[\s\p{Z}]/gu, ' ')
    .replace(/\p{Pd}/gu, '-')
    .trim();

/** `U+00A0 no-break space`; a character that can be seen is shown. */
export function nameCharacter(character: string): string {
  const code = codeOf(character);
  const name = names[code] ?? scriptOf(character);
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? ` "${character}"` : '';
  return `${code}${visible}${name === undefined ? '' : ` ${name}`}`;
}

const scripts = ['Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Han', 'Hiragana', 'Katakana', 'Hangul'];

const scriptOf = (character: string): string | undefined =>
  scripts.find((script) => new RegExp(`^\\p{Script=${script}}$`, 'u').test(character));

/**
 * Of a text that looks like what was written: its first character that differs, `U+00A0 no-break space at character 9`,
 * counted from 1. `undefined` where the two look different.
 */
export function hiddenDifference(written: string, meant: string): string | undefined {
  if (written === meant || looks(written) !== looks(meant)) return undefined;
  const [theirs, ours] = [[...meant], [...written]];
  const at = theirs.findIndex((character, index) => character !== ours[index]);
  const character = theirs[at];
  if (character !== undefined) return `${nameCharacter(character)} at character ${at + 1}`;
  const extra = ours[theirs.length] ?? '';
  return `without ${nameCharacter(extra)} at character ${theirs.length + 1}`;
}
