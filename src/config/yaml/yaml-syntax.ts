/** What js-yaml says of broken YAML, and what a person needs to hear. The first text that occurs in the reason decides. */
const sentences: readonly (readonly [string, string])[] = [
  ['tab characters', 'A tab is used for indentation; YAML allows only blanks there.'],
  [
    'bad indentation of a mapping entry',
    'This does not fit into the map above it: the indentation is off, or a text with ": " or a special first character needs quotes.',
  ],
  ['bad indentation of a sequence entry', 'The indentation of this list entry differs from the entries above it.'],
  [
    'deficient indentation',
    'This line must be indented further than the key it belongs to, or a quote or bracket above it is not closed.',
  ],
  ['within a double quoted', 'A text in double quotes is not closed: a " is missing.'],
  ['within a single quoted', "A text in single quotes is not closed: a ' is missing."],
  ['within a flow collection', 'A list in [ ] or a map in { } is not closed: a ] or } is missing.'],
  ['missed comma', 'A comma is missing between the entries of a list in [ ] or a map in { }.'],
  ["but found ','", 'A comma has nothing before it.'],
  ["expected ':'", 'A ":" is missing after this key.'],
  ['multiline key', 'A ":" is missing after the key on the line before, or the line is indented wrongly.'],
  ['separator is expected', 'This does not continue what is above it: a ":" is missing, or the indentation is off.'],
  ['whitespace character is expected', 'A blank is missing after the ":".'],
  [
    'unknown escape sequence',
    'A \\ in double quotes begins an escape; write \\\\ for a backslash, or use single quotes.',
  ],
  ['hexadecimal', 'An escape such as \\u00e9 in double quotes lacks hexadecimal digits.'],
  ['null byte', 'The file contains a NUL byte; it is not a text file in UTF-8.'],
  ['non-printable', 'The file contains a control character here; remove it.'],
  ['valid JSON character', 'A quoted text contains a control character here; remove it.'],
  ['maxDepth', 'Lists and maps are nested too deeply here; 64 levels are the limit.'],
];

/** One plain sentence for the reason why a text is not YAML. */
export function explainSyntax(reason: string): string {
  const known = sentences.find(([part]) => reason.includes(part));
  return known ? known[1] : `This is not valid YAML: ${reason}.`;
}
