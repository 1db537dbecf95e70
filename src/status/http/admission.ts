/**
 * Who may ask what. Nobody is asked for a password, so two things must not happen: a page from elsewhere that reads us
 * through a name of its own that it points at our address (DNS rebinding), and a page from elsewhere that presses our
 * buttons (cross-site request forgery).
 *
 * Against the first, the Host of every request must be a name of ours. An IP address is always one: rebinding needs a
 * name, and probes and scrapers come by address. Against the second, what a browser says of where a POST comes from
 * must be this very page. `same-site` is not enough: another port of this machine is that too. What says nothing is
 * no browser, and curl may do what it is told.
 */
import { isIP } from 'node:net';

/** The headers that decide, as they came. */
export interface RequestHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly referer?: string | undefined;
  readonly fetchSite?: string | undefined;
}

/** `names` are host names in lower case, without ports. A sentence where the request is refused. */
export function refusal(
  { host, origin, referer, fetchSite }: RequestHeaders,
  { names, writes }: { readonly names: ReadonlySet<string>; readonly writes: boolean },
): string | undefined {
  const name = nameIn(host ?? '');
  if (name === undefined) return 'The request has no usable Host header.';
  if (!isOurs(name, names)) {
    return `This is not known here by the name ${JSON.stringify(name)}. Use its address, or start connect-sync watch with --allow-host ${name}.`;
  }
  if (!writes) return undefined;
  const foreign = 'This was asked for by another site. Use the buttons of the status page itself.';
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return foreign;
  // A browser writes null where a page hides its origin; whether it is this one, only Sec-Fetch-Site can then say.
  if (origin === 'null') return fetchSite === 'same-origin' ? undefined : foreign;
  if (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) return foreign;
  // Old browsers send nothing but a Referer.
  const onlyReferer = fetchSite === undefined && origin === undefined ? referer : undefined;
  if (onlyReferer !== undefined && hostOf(onlyReferer) !== host?.toLowerCase()) return foreign;
  return undefined;
}

const isOurs = (name: string, names: ReadonlySet<string>): boolean =>
  isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || names.has(name);

/** The host of a Host header, without port and brackets. */
function nameIn(header: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header) ?? [];
  return (bracketed ?? plain)?.toLowerCase().replace(/\.$/, '');
}

/** The host and port of an Origin or a Referer. */
const hostOf = (url: string): string | undefined => /^https?:\/\/([^/?#@]+)(?:[/?#]|$)/i.exec(url)?.[1]?.toLowerCase();
