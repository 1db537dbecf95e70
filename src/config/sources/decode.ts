/**
 * From bytes to text. A BOM decides, else the bytes have to be UTF-8, else somebody has to say what they are: guessers
 * guess wrong, and a wrong guess renames everybody with an umlaut. Where that is to be said, the message proposes what the
 * bytes look like.
 */

import iconv from 'iconv-lite';
import type { Code } from '../../base/codes.ts';
import { quote } from '../../base/text-rules.ts';

export interface DecodeProblem {
  readonly code: Code;
  /** A whole sentence. */
  readonly message: string;
  readonly line: number;
}

export type Decoded = { readonly text: string } | { readonly problem: DecodeProblem };

const boms: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Encodings that exports have been seen in, from the most usual to the least. */
const likely = ['windows-1252', 'macintosh', 'cp850', 'windows-1250'];

export interface WantedEncoding {
  /** What the configuration says that the file is in. */
  readonly encoding?: string;
  /** Whether a message may propose to say it: only CSV has an encoding. */
  readonly canSay: boolean;
}

/** The text without its BOM. */
export function decode(bytes: Uint8Array, { encoding, canSay }: WantedEncoding): Decoded {
  const bom = boms.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  const utf8 = encoding === undefined || /^utf-?8$/i.test(encoding);
  if (bom) return { text: new TextDecoder(bom.encoding).decode(bytes) };
  const text = strictUtf8(bytes);
  if (utf8) return text === undefined ? { problem: notUtf8(bytes, canSay) } : { text };
  if (text !== undefined && /[^\0-\x7f]/.test(text)) {
    const at = text.search(/[^\0-\x7f]/);
    const message = `The file is UTF-8 now, and read as ${encoding} its letters would come out wrong (${quote(around(text, at))}); remove encoding: ${encoding}.`;
    return { problem: { code: 'is-utf8', message, line: linesBefore(text.slice(0, at)) } };
  }
  const decoded = iconv.decode(Buffer.from(bytes), encoding);
  const unknown = decoded.indexOf('\ufffd');
  if (unknown < 0) return { text: decoded };
  const message = `The file is not ${encoding}: after ${quote(decoded.slice(Math.max(0, unknown - 10), unknown))} is a byte that it has no character for.`;
  return { problem: { code: 'wrong-encoding', message, line: linesBefore(decoded.slice(0, unknown)) } };
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notUtf8(bytes: Uint8Array, canSay: boolean): DecodeProblem {
  const offset = firstFault(bytes);
  const encoding = guess(bytes);
  const read = (from: number, to: number): string => iconv.decode(Buffer.from(bytes.subarray(from, to)), encoding);
  const sample = encoding.startsWith('utf-16')
    ? read(0, 40)
    : around(read(Math.max(0, offset - 20), offset + 20), Math.min(offset, 20));
  const add = canSay ? `add the line "encoding: ${encoding}" to the source, or export it as UTF-8` : 'save it as UTF-8';
  const message = `The file is not UTF-8; it looks like ${encoding} (${quote(sample)}); ${add}.`;
  return {
    code: 'not-utf8',
    message,
    line: linesBefore(Buffer.from(bytes.subarray(0, offset)).toString('latin1').replaceAll('\0', '')),
  };
}

/** The word around a place. */
function around(text: string, at: number): string {
  const before = /[^\s;,|"]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[^\s;,|"]*/.exec(text.slice(at))?.[0] ?? '';
  return before + after;
}

const linesBefore = (text: string): number => text.split(/\r\n?|\n/).length;

/** Offset of the first byte that is not UTF-8: the longest beginning that is, but for a character cut short at its end. */
function firstFault(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (beginsAsUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function beginsAsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Letters that names in Europe and the Americas have; what is not among them after decoding speaks against an encoding. */
const usual = /[àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽąćęłńóśźżĄĆĘŁŃŚŹŻčďěňřťůČĎĚŇŘŤŮőűŐŰ]/g;

function guess(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 2000);
  const zeros = [0, 1].map((parity) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  if ((zeros[0] ?? 0) + (zeros[1] ?? 0) > start.length / 4)
    return (zeros[0] ?? 0) > (zeros[1] ?? 0) ? 'utf-16be' : 'utf-16le';
  const high = Buffer.from(bytes.filter((byte) => byte >= 0x80).subarray(0, 5000));
  const scores = likely.map((encoding) => iconv.decode(high, encoding).match(usual)?.length ?? 0);
  return likely[scores.indexOf(Math.max(...scores))] ?? 'windows-1252';
}
