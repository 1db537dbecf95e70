import { plural } from '../base/words.ts';
import { countsText, made } from '../report/actions.ts';
import type { PassOutcome } from '../watch/status.ts';
import type { Notice, NoticeEvent, NoticeResource } from './notice.ts';

const heads: { readonly [event in NoticeEvent]: string } = {
  changed: 'Amazon Connect was changed',
  partial: 'Some changes were made, others failed',
  refused: 'A safety rule refused the changes; nothing was written',
  invalid: 'The files are wrong; nothing is applied until they are fixed',
  failed: 'The last look did not succeed; it will try again',
  recovered: 'It works again',
};

/**
 * A notice as Slack's text. `&`, `<` and `>` are what Slack's markup is made of, mentions such as `<!channel>` included;
 * what others wrote stands between backticks, where Slack makes neither bold nor links of it.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackText({ event, instance, pass, planned, counts, resources, more }: Notice): string {
  const head = `*connect-sync, ${escaped(instance.alias ?? instance.id)}:* ${heads[event]}${event === 'recovered' ? after(pass.outcome) : ''}.`;
  const sums = [
    countsText(counts),
    ...(counts.failed > 0 ? [`${plural(counts.failed, 'resource')} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ].join(', ');
  const lines = resources.map((resource) => `• ${code(resource.address)}: ${became(resource)}`);
  return [
    head,
    ...(pass.reason === undefined ? [] : [code(pass.reason)]),
    ...(planned && event === 'refused'
      ? [`It was to add ${planned.create}, change ${planned.update} and destroy ${planned.delete}.`]
      : []),
    ...(resources.length > 0 ? [`${sums}.`] : []),
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

function became({ action, outcome, error }: NoticeResource): string {
  const word = outcome === 'complete' ? made[action] : outcome === 'errored' ? 'failed' : 'skipped';
  return error === undefined ? word : `${word}: ${escaped(error)}`;
}

const after = (outcome: PassOutcome): string =>
  outcome === 'observed' || outcome === 'waiting' ? '; changes are waiting' : ', and is in sync';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const code = (text: string): string => `\`${escaped(text).replaceAll('`', "'")}\``;
