import type { Position } from './positions.ts';

export interface Finding {
  readonly message: string;
  /** Where the seed was given as text. */
  readonly position?: Position;
}

/** What is wrong with a seed, a sentence for each finding. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ message, position }) =>
      position ? `- line ${position.line}, column ${position.column}: ${message}` : `- ${message}`,
    );
    super(`The seed does not fit:\n${lines.join('\n')}`);
    this.findings = findings;
  }

  /** The sentences alone. */
  get problems(): readonly string[] {
    return this.findings.map(({ message }) => message);
  }
}
