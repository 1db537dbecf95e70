/**
 * The fidelity page: what stands behind each operation of the emulator, counted from BEHAVIOUR.md, whose marks say of each
 * statement whether AWS documents it (`[d]`, `[q]`), an answer of Amazon Connect has shown it (`[e: source]`) or it is a
 * guess (`[?]`).
 */

/** What a run of the contract tests against a real instance has seen; see test/emulator/contract.test.ts. */
export interface Observed {
  readonly checks: readonly ObservedCheck[];
}

export interface ObservedCheck {
  readonly id: string;
  readonly operations: readonly string[];
  readonly says: string;
  readonly outcome: 'same' | 'differs' | 'not tried';
  /** What was seen where it differs, as JSON. */
  readonly seen?: string;
}

export interface Facts {
  /** The text of BEHAVIOUR.md. */
  readonly behaviour: string;
  /** Names of all operations that are implemented. */
  readonly operations: readonly string[];
  readonly observed: Observed;
}

const REFERENCE = 'https://docs.aws.amazon.com/connect/latest/APIReference/API_';

export function fidelityPage({ behaviour, operations, observed }: Facts): string {
  const statements = statementsOf(behaviour, operations);
  const rows = [...operations].sort().map((operation) => {
    const texts = statements.get(operation) ?? [];
    const marks = texts.map(marksOf);
    const sum = (mark: 'documented' | 'guessed') => marks.reduce((total, one) => total + one[mark], 0);
    const sources = [...new Set(marks.flatMap(({ sources: all }) => all))];
    const cells = [sum('documented'), 'yes', sources.join('; ') || '–', sum('guessed'), seenOf(operation, observed)];
    return `| [${operation}](${REFERENCE}${operation}.html) | ${cells.join(' | ')} |`;
  });
  return `# How true the emulator is

Written by \`npm run fidelity\` from [BEHAVIOUR.md](../src/emulator/BEHAVIOUR.md), which has the statements themselves. ${operations.length} operations.

- **documented**: statements about the operation that AWS's documentation or Service Quotas make. Where nothing else is said, the
  emulator follows the operation's page in the API reference.
- **model**: members, lengths, ranges, patterns, enumerations, statuses and declared errors are checked against AWS's API model.
- **evidence**: answers of Amazon Connect that somebody has published, and where.
- **guessed**: statements that nothing stands behind; each is listed under "Guesses" there.
- **real instance**: what \`npm run test:contract\` saw on one. It is empty until somebody runs it:
  \`CONNECT_ENDPOINT=aws CONNECT_INSTANCE_ID=… AWS_REGION=… npm run test:contract\`, on an instance for tests, since it creates users
  and deletes them again.

| operation | documented | model | evidence | guessed | real instance |
|---|---|---|---|---|---|
${rows.join('\n')}
${differences(observed)}`;
}

interface Marks {
  readonly documented: number;
  readonly guessed: number;
  readonly sources: readonly string[];
}

function marksOf(text: string): Marks {
  return {
    documented: (text.match(/`\[[dq]\]`/g) ?? []).length,
    guessed: (text.match(/`\[\?\]`/g) ?? []).length,
    sources: [...text.matchAll(/`\[e: ([^\]]+)\]`/g)].map(([, source = '']) => source),
  };
}

/** By operation, the texts that are about it: those behind its bold name, those of its own section, or its sentences. */
function statementsOf(behaviour: string, operations: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (operation: string, text: string): void => {
    found.set(operation, [...(found.get(operation) ?? []), text]);
  };
  const known = new Set(operations);
  const [specification = ''] = behaviour.split('\n## Guesses');
  const sections = specification.split('\n## ').map((section) => section.split(/\n\n|\n(?=- )/));
  for (const [title = '', ...blocks] of sections) {
    if (known.has(title.trim())) for (const block of blocks) add(title.trim(), block);
    let before: string[] = [];
    for (const block of blocks.map((one) => one.replaceAll('\n', ' '))) {
      const named = [...block.matchAll(/\*\*(\w+)\*\*/g)]
        .map(([, name = '']) => name)
        .filter((name) => known.has(name));
      // A block that names none goes on about those of the block before.
      if (named.length === 0) for (const operation of before) add(operation, block);
      else before = named;
      let waiting: string[] = [];
      for (const [, name = '', text = ''] of block.matchAll(/\*\*(\w+)\*\*((?:(?!\*\*\w+\*\*).)*)/g)) {
        if (known.has(name)) waiting.push(name);
        // `**A**, **B** and **C** do so` is about all three.
        if (/^(?:,| and|;|\s)*$/.test(text)) continue;
        for (const operation of waiting) add(operation, text);
        waiting = [];
      }
      for (const operation of waiting) add(operation, '');
    }
  }
  const sentences = specification.replaceAll('\n', ' ').split(/(?<=[.;:])\s/);
  for (const operation of operations.filter((one) => !found.has(one)))
    for (const sentence of sentences) if (new RegExp(`\\b${operation}\\b`).test(sentence)) add(operation, sentence);
  return found;
}

function seenOf(operation: string, { checks }: Observed): string {
  const tried = checks.filter(({ operations, outcome }) => outcome !== 'not tried' && operations.includes(operation));
  if (tried.length === 0) return 'not tried';
  const other = tried.filter(({ outcome }) => outcome === 'differs');
  return other.length === 0 ? `as promised (${tried.length})` : `differs: ${other.map(({ id }) => id).join(', ')}`;
}

function differences({ checks }: Observed): string {
  const other = checks.filter(({ outcome }) => outcome === 'differs');
  if (other.length === 0) return '';
  return `\n## What differed\n\n${other.map(({ id, says, seen }) => `- ${id}: ${says}. Seen: \`${seen}\`.`).join('\n')}\n`;
}
