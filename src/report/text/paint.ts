import { styleText } from 'node:util';

export type Style = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

/** Colours text, or leaves it as it is where there is no terminal to show them. */
export type Paint = (style: Style, text: string) => string;

export const makePaint = (colour: boolean): Paint =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** What a file or Connect says is shown on one line, as written: control, format and separator characters as escapes. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** The same for what has several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
