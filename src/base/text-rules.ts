/**
 * Rules for one text: each says what is wrong with it, as the rest of a sentence that begins with the field. A schema names
 * them as formats.
 */
import type { Code } from './codes.ts';
import { codeOf } from './matching/characters.ts';

export interface Fault {
  readonly code: Code;
  /** `must not begin or end with a blank; write "Agent"` */
  readonly message: string;
}

export type TextRule = (text: string) => Fault | undefined;

export const quote = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);

const controls = /[\p{Cc}\u2028\u2029]/u;
// They come along when text is copied from a web page or a spreadsheet, or hide what a text really is. The two joiners are
// letters of Persian, Hindi and others.
const invisibles = /(?![\u200C\u200D])[\p{Cf}\p{Cs}]/u;

/** Text without characters that nobody can see, of any number of lines. */
export const visible: TextRule = (text) => {
  const hidden = invisibles.exec(text);
  return hidden ? invisible(hidden) : undefined;
};

const invisible = ({ 0: character, index }: RegExpExecArray): Fault => ({
  code: 'control-character',
  message: `contains the invisible character ${codeOf(character)} (at character ${index + 1}); remove it`,
});

/** One line of text without characters that nobody can see. */
export const line: TextRule = (text) => {
  if (/[\r\n\u0085\u2028\u2029]/.test(text)) {
    return { code: 'control-character', message: 'must be one line; it contains a line break' };
  }
  const hidden = controls.exec(text) ?? invisibles.exec(text);
  return hidden ? invisible(hidden) : undefined;
};

/** A name as Amazon Connect may have it, which may end in the blank that somebody or some HR system put there. */
export const anyName: TextRule = (text) => {
  const fault = line(text);
  if (fault) return fault;
  if (text !== '' && text.trim() === '') return { code: 'invalid-value', message: 'must not be blank' };
  return text.normalize('NFC') === text
    ? undefined
    : {
        code: 'not-nfc',
        message: `is not in Unicode NFC (an accent is a character of its own); write ${quote(text.normalize('NFC'))}`,
      };
};

/** A name of the files' own, as two people would type it the same. */
export const name: TextRule = (text) => {
  if (line(text) || text.trim() === '' || text.trim() === text) return anyName(text);
  return { code: 'invalid-value', message: `must not begin or end with a blank; write ${quote(text.trim())}` };
};
