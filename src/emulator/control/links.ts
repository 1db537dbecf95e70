// The page at `/` of both addresses: what there is, as links for a person with a browser.

import type { Answer } from '../exchange.ts';
import type { InstanceSummary } from '../summary.ts';

export interface Links {
  readonly url: string;
  readonly controlUrl: string | undefined;
  readonly region: string;
  readonly instances: readonly InstanceSummary[];
  /** Paths of the control address. */
  readonly resources: readonly string[];
}

export function linksPage({ url, controlUrl, region, instances, resources }: Links): Answer {
  const control =
    controlUrl === undefined
      ? '<p>There is no control address: start with <code>--control-port 4511</code> for settings, faults, requests and events.</p>'
      : list(resources.map((path) => `<a href="${controlUrl}${path}">${path}</a>`));
  const rows = instances.map(
    ({ id, alias, region: where, identityManagement, users }) =>
      `<code>${id}</code> ${escaped(alias)}, ${where}, ${identityManagement}, ${users} ${users === 1 ? 'user' : 'users'}`,
  );
  const body = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Amazon Connect emulator</title>
<h1>Amazon Connect emulator</h1>
<p>The API is at <code>${url}</code>, for the AWS SDKs and CLI:</p>
<pre>export AWS_ENDPOINT_URL_CONNECT=${url}
export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local</pre>
<h2>Instances</h2>
${list(rows)}
<h2>Control address</h2>
${control}
<h2>Documents</h2>
${list([
  '<a href="https://docs.aws.amazon.com/connect/latest/APIReference/Welcome.html">API reference of Amazon Connect</a>',
  'docs/emulator.md and docs/emulator-fidelity.md of this project',
])}
</html>
`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body, delivery: 'send' };
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
