import { systemClock } from '../../src/app/machine/system-clock.ts';
import type { World } from '../../src/cli/world.ts';

type Answer = string | ((signal: AbortSignal | undefined) => Promise<string> | string);

/** A terminal of 80 columns in which somebody answers, and all that was said in it. */
export function terminal(
  env: World['env'],
  answers: Answer[],
  { cwd = process.cwd(), signal = new AbortController().signal }: Partial<Pick<World, 'cwd' | 'signal'>> = {},
): World & { readonly said: string[] } {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  return {
    ...{ env, cwd, clock: systemClock, signal, halt() {}, said },
    ...{ out: say, err: say, status() {}, columns: () => 80, interactive: true, flush: async () => {} },
    ...{ colour: { out: false, err: false }, terminal: { out: true, err: true }, onSignal: () => () => {} },
    async ask(question, asking) {
      say(question);
      const answer = answers.shift() ?? '';
      return typeof answer === 'string' ? answer : answer(asking);
    },
  };
}
