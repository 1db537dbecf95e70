/**
 * The one filter for secrets in what Amazon Connect, or whatever answers in its place, says. It may repeat a request, or
 * parts of it, in any way of writing: cut, in other case, letter by letter, with escapes of JSON, HTML or addresses, in
 * hexadecimal, base64 or as the numbers of its characters.
 * So not the secret is looked for but every run of five of its characters, in the text as it stands and as each way of
 * writing decodes it; what is decoded remembers where in the text it stood.
 */
const hidden = '(sensitive)';

/** Characters. Less of a secret than this says next to nothing of it, and is part of ordinary words. */
const shortest = 5;

/** The text without credentials of AWS and without these secrets. */
export function hideSecrets(text: string, secrets: readonly string[] = []): string {
  const marked = new Uint8Array(text.length);
  for (const secret of secrets.filter((one) => one !== '')) {
    for (const { writing, needle, run } of searches(text, secret)) markRuns(marked, writing, { needle, run });
  }
  return withoutCredentials(withoutMarked(text, marked));
}

/** A text as something decodes it: character by character, in lower case, with where each stands in the original. */
interface Writing {
  readonly characters: readonly string[];
  /** From, and up to but without. */
  readonly spans: readonly (readonly [number, number])[];
}

interface Search {
  readonly writing: Writing;
  /** What is looked for, and how many of its characters in a row are too many. */
  readonly needle: string;
  readonly run: number;
}

function searches(text: string, secret: string): readonly Search[] {
  const run = Math.min(shortest, secret.length);
  const plain = asWritten(text);
  const decoded: Writing[] = [plain];
  // What is in JSON within JSON is escaped twice.
  for (let level = 0; level < 3; level++) decoded.push(decode(decoded.at(-1) ?? plain));
  const letters = secret.replace(notLetters, '');
  const encodings = (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(secret, encoding));
  const hexadecimal = only(plain, /[0-9a-f]/);
  const base64 = only(plain, /[a-z0-9+/_-]/);
  return [
    ...decoded.map((writing) => ({ writing, needle: secret, run })),
    // Between the letters may be anything that is none: blanks, line ends, what nobody sees.
    ...decoded.map((writing) => ({ writing: only(writing, letter), needle: letters, run: shortest })),
    ...[numbers(text, decimal), numbers(text, codePoint)].map((writing) => ({ writing, needle: secret, run })),
    ...encodings.flatMap((bytes) => {
      const width = (bytes.length / secret.length) * 2;
      return [
        { writing: hexadecimal, needle: bytes.toString('hex'), run: Math.floor(width * run) },
        ...inBase64(bytes).map((needle) => ({ writing: base64, needle, run: Math.min(7, needle.length) })),
      ];
    }),
  ].filter((search) => search.run > 0);
}

const letter = /[\p{L}\p{N}]/u;
const notLetters = /[^\p{L}\p{N}]/gu;

/** What stands for some bytes in base64, also where others stand before and after them; as in addresses, too. */
function inBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters depend on what stands before, the last on what comes after.
    const sure = encoded.slice(Math.ceil((shift * 8) / 6), -1);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** `71, 101`, `\107\145`, `U+0047 U+0065`: the numbers of characters, in a row. */
const decimal = /(?<!\d)(\d{1,7})(?!\d)/g;
const codePoint = /(?:U\+|0x|\\x)([0-9a-f]{1,6})/gi;

/** The characters whose numbers the text has. */
function numbers(text: string, number: RegExp): Writing {
  const found = [...text.matchAll(number)].flatMap((match) => {
    const code = Number.parseInt(match[1] ?? '', number === decimal ? 10 : 16);
    return code <= 0x10ffff ? [{ character: String.fromCodePoint(code).toLowerCase(), match }] : [];
  });
  return {
    characters: found.map(({ character }) => character),
    spans: found.map(({ match }) => [match.index, match.index + match[0].length]),
  };
}

/** Marks in the original where `run` or more characters in a row are of the needle, whatever their case. */
function markRuns(
  marked: Uint8Array,
  { characters, spans }: Writing,
  { needle, run }: Pick<Search, 'needle' | 'run'>,
): void {
  const wanted = [...needle.toLowerCase()];
  const runs = new Set<string>();
  for (let at = 0; at + run <= wanted.length; at++) runs.add(wanted.slice(at, at + run).join(''));
  for (let at = 0; at + run <= characters.length; at++) {
    if (!runs.has(characters.slice(at, at + run).join(''))) continue;
    const [from] = spans[at] ?? [0];
    const [, to] = spans[at + run - 1] ?? [0, 0];
    marked.fill(1, from, to);
  }
}

function withoutMarked(text: string, marked: Uint8Array): string {
  let shown = '';
  for (let at = 0; at < text.length; at++) {
    if (!marked[at]) shown += text[at];
    else if (!marked[at - 1]) shown += hidden;
  }
  return shown;
}

function asWritten(text: string): Writing {
  const characters: string[] = [];
  const spans: [number, number][] = [];
  let at = 0;
  for (const character of text) {
    // Wide and other forms of a letter are read as that letter.
    for (const one of character.normalize('NFKC').toLowerCase()) {
      characters.push(one);
      spans.push([at, at + character.length]);
    }
    at += character.length;
  }
  return { characters, spans };
}

/** Only such characters: of hexadecimal digits, `50 61`, `0x50,0x61` and `50:61` all become `5061`. */
function only({ characters, spans }: Writing, allowed: RegExp): Writing {
  const kept = characters.flatMap((character, at) => {
    const isPrefix = character === '0' && characters[at + 1] === 'x';
    return allowed.test(character) && !isPrefix ? [at] : [];
  });
  return { characters: kept.map((at) => characters[at] ?? ''), spans: kept.map((at) => spans[at] ?? [0, 0]) };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Of JSON and JavaScript, of C, of HTML, of addresses. */
const escapes =
  /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\([0-3]?[0-7]{1,2})|\\(.)|&#x([0-9a-f]{1,6});?|&#([0-9]{1,7});?|&(amp|lt|gt|quot|apos);|((?:%[0-9a-f]{2})+)/gs;

/** One level of escapes less. */
function decode({ characters, spans }: Writing): Writing {
  const decoded: string[] = [];
  const places: (readonly [number, number])[] = [];
  const text = characters.join('');
  /** Position in `characters` of each position in `text`. */
  const positions = characters.flatMap((character, at) => Array.from(character.split(''), () => at));
  const push = (value: string, from: number, to: number): void => {
    for (const character of value.toLowerCase()) {
      decoded.push(character);
      places.push([spans[from]?.[0] ?? 0, spans[to]?.[1] ?? 0]);
    }
  };
  let next = 0;
  for (const match of text.matchAll(escapes)) {
    const from = positions[match.index] ?? 0;
    const to = positions[match.index + match[0].length - 1] ?? from;
    for (; next < from; next++) push(characters[next] ?? '', next, next);
    push(meaningOf(match), from, to);
    next = to + 1;
  }
  for (; next < characters.length; next++) push(characters[next] ?? '', next, next);
  return { characters: decoded, spans: places };
}

function meaningOf([
  whole,
  braced,
  unicode,
  byte,
  octal,
  plain,
  hexEntity,
  entity,
  name,
  percent,
]: RegExpMatchArray): string {
  const hex = braced ?? unicode ?? byte ?? hexEntity;
  const code = hex !== undefined ? Number.parseInt(hex, 16) : entity !== undefined ? Number(entity) : undefined;
  if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
  if (percent !== undefined) return Buffer.from(percent.replaceAll('%', ''), 'hex').toString('utf8');
  if (name !== undefined) return named[name] ?? whole;
  return plain ?? whole;
}

/** A header of a signed request, with its value. */
const header = /(x-amz-security-token|authorization)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi;
/** Keys, tokens and signatures are long and look like nothing else. An ARN or an address has other characters soon enough. */
const long = /[A-Za-z0-9+/=%_-]{80,}/g;
const signature = /(Signature=)[0-9a-f]{64}/gi;

/**
 * A service may repeat a request in a message about its signature ("The Canonical String for this request should have
 * been …"), and with it the session token that the request carried.
 */
const withoutCredentials = (text: string): string =>
  text.replace(header, `$1$2${hidden}`).replace(signature, `$1${hidden}`).replace(long, hidden);

/** A name or an id that somebody else chose, if it looks like one; else what stands in its place. */
export const plainName = (name: string, instead: string): string => (/^[\w.-]{1,80}$/.test(name) ? name : instead);
