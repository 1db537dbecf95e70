/**
 * Wildcards without backtracking. A star is tried only where the last one stood: what an earlier star took needs no second
 * look, since the stars after it can make up for it. So the time is at most the pattern's length times the text's.
 */

/** What takes one character of a text; `star` takes any number, none as well. */
export type Token = 'star' | ((character: string) => boolean);

export const star: Token = 'star';
export const anyCharacter: Token = () => true;
export const exactly =
  (wanted: string): Token =>
  (character) =>
    character === wanted;

/** Whether the tokens take all of a text. */
export function matches(tokens: readonly Token[], text: string): boolean {
  const characters = [...text];
  let token = 0;
  let at = 0;
  /** The last star, and the character up to which it takes what is there. */
  let lastStar = -1;
  let taken = 0;
  while (at < characters.length) {
    const now = tokens[token];
    if (now === 'star') {
      lastStar = token++;
      taken = at;
    } else if (now?.(characters[at] ?? '')) {
      token++;
      at++;
    } else if (lastStar >= 0) {
      token = lastStar + 1;
      at = ++taken;
    } else return false;
  }
  while (tokens[token] === 'star') token++;
  return token === tokens.length;
}
