// Where each value of a JSON text stands, so that what is wrong with a seed file is told with its line.

export interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * Of the value at a JSON pointer (`/instances/0/alias`), or of the nearest one around it; a member that is named there
 * stands where its key does. `text` must be valid JSON.
 */
export function positionsOf(text: string): (pointer: string) => Position {
  const offsets = new Map<string, number>();
  const scanner = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  const next = (): RegExpExecArray => scanner.exec(text) as RegExpExecArray;
  const read = (path: string, token: RegExpExecArray): void => {
    if (!offsets.has(path)) offsets.set(path, token.index);
    if (token[0] === '[') readList(path);
    else if (token[0] === '{') readObject(path);
  };
  const readList = (path: string): void => {
    let token = next();
    for (let index = 0; token[0] !== ']'; token = next()) {
      if (token[0] !== ',') read(`${path}/${index++}`, token);
    }
  };
  const readObject = (path: string): void => {
    for (let key = next(); key[0] !== '}'; key = next()) {
      if (key[0] === ',') continue;
      const inner = `${path}/${JSON.parse(key[0])}`;
      offsets.set(inner, key.index);
      next();
      read(inner, next());
    }
  };
  read('', next());
  return (pointer) => {
    let known = pointer;
    while (known !== '' && !offsets.has(known)) known = known.slice(0, known.lastIndexOf('/'));
    return positionAt(text, offsets.get(known) ?? 0);
  };
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
