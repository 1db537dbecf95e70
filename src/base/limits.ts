/** Bounds that more than one part of the program has to know. */

/** Milliseconds until a request of Amazon Connect is given up; for so long a call that was sent may still be performed. */
export const requestTime = 30_000;
