/**
 * `--mask`: e-mail addresses and phone numbers, wherever they stand, as `j***@example.com` and `+12***23`. What a
 * reviewer needs stays: whose domain, which country, and whether two of them are the same. Equal ones stay equal and
 * different ones stay different, for which the second that would look like another gets a number: `j***~2@example.com`.
 *
 * It works on data before anything is written from it, since what is escaped or abbreviated for a format could no longer
 * be recognised. Usernames that are e-mail addresses are masked like any other: what is left to read is everything else.
 */

/** Masks every text in plain data, keys too, and leaves its shape. One mask is good for one run of a command. */
export type Mask = <T>(data: T) => T;

export const noMask: Mask = (data) => data;

/** What stands between the name and the domain of an e-mail address, as it is or encoded, in an address also twice. */
const at = /[@＠﹫]|%(?:25)*40|&#(?:64|x40);/iu;
/** An e-mail address, or what somebody means as one. Broad on purpose: a leak is worse than a word too many. */
const email = new RegExp(
  String.raw`[^\s"<>()[\],;:\\@＠﹫]+(?:${at.source})[^\s"'\x60<>()[\]{},;:|/\\@]*[^\s"'\x60<>()[\]{},;:|/\\@.!?]`,
  'giu',
);
/** What people put between the digits of a number: besides signs of punctuation, dashes of any kind. */
const gap = String.raw`[\s()./_\p{Pd}]`;
/** An international number in whatever notation, or a text in quotes that is nothing but a number of a phone's length. */
const phone = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.+-])(?:\+|00)\d(?:${gap}*\d){1,16}(?!-?[\p{L}\p{N}_]|\*)|(?<=")(?:${gap}*\p{Nd}){7,20}(?=")`,
  'gu',
);
/** A number without its country, as usernames are: `2065550123`, `206-555-0123`, `1-206-555-0123`, `(415) 555-4242`. */
const between = String.raw`[ ._\p{Pd}]`;
const national = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.+%*~-]|(?<!\b(?:tel|sips?|callto)):)(?:\(\p{Nd}{2,5}\)${between}?\p{Nd}{2,5}(?:${between}?\p{Nd}{2,5}){0,3}|(?:\p{Nd}${between})?\p{Nd}{2,5}(?:${between}\p{Nd}{2,5}){1,4}|\p{Nd}{7,15})(?![\p{L}\p{N}_*]|[.-][\p{L}\p{N}])`,
  'giu',
);
/** What looks like one and is a day or an address of the network. */
const noPhone = /^\d{4}-\d{2}-\d{2}|^\d{1,3}(?:\.\d{1,3}){3}$/;

const digitsOf = (text: string): readonly string[] => text.match(/\p{Nd}/gu) ?? [];

const isPhone = (text: string): boolean => {
  const { length } = digitsOf(text);
  return length >= 7 && length <= 15 && !noPhone.test(text);
};

/** Replaces every e-mail address and phone number in a text: the only place that says what is one. */
export const replacePersonal = (text: string, hide: (found: string, what: 'email' | 'phone') => string): string =>
  text
    .replace(email, (found) => {
      const kind = found.startsWith('user/') ? 'user/' : '';
      return kind + hide(found.slice(kind.length), 'email');
    })
    .replace(phone, (found) => hide(found, 'phone'))
    .replace(national, (found) => (isPhone(found) ? hide(found, 'phone') : found));

export function makeMask(): Mask {
  const masked = new Map<string, string>();
  const taken = new Set<string>();
  /** How many of them look the same. */
  const alike = new Map<string, number>();
  const hide = (original: string, shape: (suffix: string) => string): string => {
    if (taken.has(original)) return original;
    const known = masked.get(original);
    if (known !== undefined) return known;
    const like = (alike.get(shape('')) ?? 0) + 1;
    alike.set(shape(''), like);
    const shown = shape(like === 1 ? '' : `~${like}`);
    masked.set(original, shown);
    taken.add(shown);
    return shown;
  };
  const maskText = (text: string): string =>
    replacePersonal(text, (found, what) =>
      hide(found, (suffix) => (what === 'email' ? emailShape(found, suffix) : phoneShape(found, suffix))),
    );
  const walk = (data: unknown): unknown => {
    if (typeof data === 'string') return maskText(data);
    if (Array.isArray(data)) return data.map(walk);
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [maskText(name), walk(value)]));
  };
  return walk as Mask;
}

function emailShape(address: string, suffix: string): string {
  const end = address.search(at);
  const [first = ''] = end >= 3 ? address : '';
  return `${first}***${suffix}${address.slice(end)}`;
}

function phoneShape(number: string, suffix: string): string {
  const digits = digitsOf(number);
  const plus = number.startsWith('+') ? '+' : '';
  const [start, end] = [digits.slice(0, 2).join(''), digits.slice(-2).join('')];
  return digits.length < 8 ? `${plus}***${suffix}` : `${plus}${start}***${end}${suffix}`;
}
