/** What is to be known of a code: why it comes, what it looks like and what to do. Plain text, sentences. */
export interface Page {
  /** `CS1042`. The first digit is the area; an id is given once and never changes. */
  readonly id: string;
  /** What has happened, without a full stop. */
  readonly title: string;
  readonly cause: string;
  /** Lines of a file, a command or its output from which the code comes. */
  readonly example: readonly string[];
  readonly fix: string;
}

/** By code. A code that ends in `*` stands for all that begin as it does. */
export interface Pages {
  readonly [code: string]: Page;
}
