import type { Code } from '../../base/codes.ts';

/** A problem at a place in the text, counted from 0; `earlier` is the place it collides with. */
export interface TextProblem {
  readonly code: Code;
  readonly message: string;
  readonly offset: number;
  readonly earlier?: number;
}

/** Ends the reading of a document: what follows would only be noise, or work without bound. Never leaves `compose`. */
export class ReadRefusal {
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    this.problem = problem;
  }
}
