import type { Diagnostic } from '../../base/diagnostic.ts';
import { type NoticeTarget, type TextOrEnv, urlProblem } from '../../config/settings/notices.ts';
import type { Destination } from '../../notices/notifier.ts';

/** The destinations that the files name, with what the environment holds. Diagnostics never repeat a value. */
export function destinationsOf(
  targets: readonly NoticeTarget[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly destinations: readonly Destination[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const destinations = targets.flatMap((target): readonly Destination[] => {
    const wrong = (message: string): void =>
      void diagnostics.push({ severity: 'error', code: 'wrong-notice', message, source: target.locate });
    const read = (text: TextOrEnv, what: string): string | undefined => {
      const value = typeof text === 'string' ? text : env[text.env] || undefined;
      if (value === undefined && typeof text !== 'string') {
        wrong(`The environment variable ${text.env} is not set; it should hold ${what}.`);
      }
      return value;
    };
    const url = read(target.url, `the URL of the ${target.type}`);
    const secret = target.secret && read(target.secret, 'the secret of the webhook');
    if (url === undefined || (target.secret && secret === undefined)) return [];
    const problem = urlProblem(url);
    if (problem !== undefined) {
      wrong(`What ${typeof target.url === 'string' ? target.type : target.url.env} holds ${problem}.`);
      return [];
    }
    return target.type === 'slack'
      ? [{ type: 'slack', url }]
      : [{ type: 'webhook', url, ...(secret !== undefined && { secret }) }];
  });
  return { destinations, diagnostics };
}
