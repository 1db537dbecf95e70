/** HTML in which text cannot become markup: what is put into a template is escaped, unless it is HTML itself. */
import { printable } from '../text/paint.ts';

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Markup that this program wrote itself, such as a script: it is not escaped. */
export const trusted = (markup: string): Html => new Html(markup);

type Piece = Html | string | number | undefined | readonly Piece[];

/** Arrays are joined, `undefined` is nothing. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(strings.map((text, index) => (index === 0 ? text : render(pieces[index - 1]) + text)).join(''));

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return printable(String(piece)).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const entities: { readonly [character: string]: string } = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};
