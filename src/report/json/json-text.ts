import { canonicalJson, type Json } from '../../base/json.ts';

/**
 * JSON as it is printed. JSON's own rules let control characters of the C1 range and marks that turn the direction of
 * text through, and a terminal obeys them; here they are escapes, which mean the same to a parser.
 */
export const inertJson = (json: string): string =>
  json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join(''),
  );

/** A document over several lines, its keys in order. */
export const documentText = (document: Json): string => `${inertJson(canonicalJson(document, 2))}\n`;
