/** Words in the wrong place: what was meant is plain, and the message says it. */
import type { Command } from 'commander';

/** What to type instead, where the words are right and only stand in the wrong place. */
export function misplacedWords(argv: readonly string[], program: Command): string | undefined {
  const [first = '', second = '', ...others] = argv;
  const names = program.commands.map((command) => command.name());
  if (['-f', '--file'].includes(first)) {
    const [command = 'plan', ...more] = others;
    return `Options come after the command: connect-sync ${[command, first, second, ...more].join(' ').trim()}`;
  }
  if (/^(?:-f|--file=)./.test(first) && names.includes(second)) {
    return `Options come after the command: connect-sync ${[second, first, ...others].join(' ')}`;
  }
  const isFile = /\.ya?ml$/i.test(second) && !argv.some((word) => /^(?:-f|--file)/.test(word));
  if (isFile && ['plan', 'apply', 'validate', 'watch', 'export'].includes(first)) {
    return `A configuration is named with -f: connect-sync ${[first, '-f', second, ...others].join(' ')}`;
  }
  return undefined;
}
