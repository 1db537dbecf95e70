/** Milliseconds for which an answer to the question of an apply holds; a plan that was asked about longer ago may be another by now. */
export const usualApprovalTimeout = 10 * 60_000;
