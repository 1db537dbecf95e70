/** Figures, and how they are printed. */

export type Counts = Readonly<Record<string, number>>;

export const sum = (counts: Counts): number => Object.values(counts).reduce((total, times) => total + times, 0);

/** The least time in seconds that Connect's documented limits allow for these calls: the slowest API decides. */
export function leastOf(counts: Counts): number {
  const raised = /^(ListUsers|DescribeUser|ListRoutingProfiles)$/;
  const least = ([call, times]: [string, number]): number =>
    raised.test(call) ? Math.max(0, times - 10) / 10 : Math.max(0, times - 5) / 2;
  return Math.max(0, ...Object.entries(counts).map(least));
}

export const heading = (text: string): void => print(`\n${text}`);

export const row = (what: string, figure: string | number, note = ''): void =>
  print(`  ${what.padEnd(46)}${String(figure).padStart(9)}  ${note}`.trimEnd());

const print = (line: string): void => void process.stdout.write(`${line}\n`);
