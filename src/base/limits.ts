/** Bounds that keep anything from going on without end, and what is said where one is reached. */

/** Milliseconds until a request of Amazon Connect is given up; for so long a call that was sent may still be performed. */
export const requestTime = 30_000;

/** Characters of an error's message that are read; what answers in place of Amazon Connect may say any amount. */
export const longestMessage = 8_192;

/** Characters of a text that an expression makes; no value of Amazon Connect has so many. */
export const madeText = {
  max: 65_536,
  reason: 'makes a text of more than 65,536 characters',
} as const;

/** Of one list or search. A limit that is reached ends the read: nothing is planned from part of a list. */
export const listLimits = {
  /** Ten times what the largest instances have, at 100 a page. */
  pages: {
    max: 10_000,
    message: (call: string) => `${call} has not ended after 10,000 pages.`,
  },
  /** AWS allows empty pages that go on; so many in a row are no list any more. */
  emptyPages: {
    max: 100,
    message: (call: string) => `${call} gave 100 empty pages in a row, each of which says that more follows.`,
  },
  /** Pages that go on and repeat only what earlier pages held. */
  repeatedPages: {
    max: 1,
    message: (call: string) => `${call} gave a page that holds nothing new and says that more follows.`,
  },
  /** How often a list that does not add up is read. */
  attempts: {
    max: 3,
    message: (problem: string) => `${problem} Nothing is planned from half a list; try again.`,
  },
} as const;
