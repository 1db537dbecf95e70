/** What the way to the instance came to, a check for each step. Pure. */

import type { Check } from '../../base/checkup.ts';
import { CallError, Failed } from '../../base/errors.ts';
import { span } from '../../base/words.ts';
import { instanceText } from '../../report/text/instance-text.ts';
import { endpointFailure } from '../instance/endpoint.ts';
import { checkCredentials } from './credentials.ts';
import type { Route } from './route.ts';
import { unusable } from './trials.ts';

export const notChecked = (name: string, why: string): Check => ({
  name,
  status: 'skipped',
  message: `not checked, because ${why}`,
});

/** Milliseconds. AWS refuses a signature whose time is further off (Signature Version 4, "Elements of a request signature"). */
const maxSkew = 5 * 60_000;
const muchSkew = 60_000;

interface Context {
  readonly now: number;
  readonly profile: string | undefined;
}

export function checkRoute(route: Route, context: Context): readonly Check[] {
  return [
    checkRegion(route),
    credentialsOf(route, context),
    checkNetwork(route),
    checkClock(route),
    ...(route.listed === undefined ? [] : [checkListing(route.listed)]),
    ...checkInstance(route),
  ];
}

/** Why nothing can be asked about the instance; `undefined` where it can. */
export function obstacleOf(route: Route): string | undefined {
  const { endpoint, region, credentials, ahead, listed, described, id } = route;
  if (endpoint instanceof Error) return 'the endpoint cannot be used';
  if (region instanceof Error) return 'no Region is known';
  if (credentials instanceof Error) return 'there are no credentials';
  const failure = listed instanceof CallError ? listed : described instanceof CallError ? described : undefined;
  if (failure?.facts.failure === 'credentials') return 'the credentials are refused';
  if (ahead === undefined) return 'Amazon Connect cannot be reached';
  if (id === undefined) return listed ? 'the instance was not found' : 'no instance is known';
  if (failure && failure.facts.failure === 'not-found') return 'there is no such instance';
  return undefined;
}

function checkRegion({ region, reference }: Route): Check {
  const name = 'region';
  if (typeof region === 'string') {
    const from = reference?.region === undefined ? 'the environment or profile' : 'the files or --region';
    return { name, status: 'ok', message: `${region}, from ${from}` };
  }
  return {
    ...{ name, status: 'failed', message: `none is known (${region.message})` },
    fix: 'Write it as instance.region, or set AWS_REGION.',
  };
}

function credentialsOf({ credentials, listed, described, identity, ahead }: Route, context: Context): Check {
  const name = 'credentials';
  if (credentials instanceof Error) {
    const fix = 'Set AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login.';
    return { name, status: 'failed', message: credentials.message, fix };
  }
  const refused = [listed, described].find(
    (one): one is CallError => one instanceof CallError && one.facts.failure === 'credentials',
  );
  const found = checkCredentials(credentials, { ...context, identity });
  if (!refused || found.status === 'failed') return found;
  const said = `${found.message}, refused: ${refused.facts.error}: ${refused.message}`;
  if (Math.abs(ahead ?? 0) > maxSkew) {
    return { name, status: 'failed', message: said, fix: 'Correct the clock first: a signature has the time in it.' };
  }
  return {
    name,
    status: 'failed',
    message: said,
    fix: 'Refresh the credentials (aws sso login, AWS_PROFILE, or the variables AWS_…).',
  };
}

/** Whether it is Connect that answers. */
function checkNetwork(route: Route): Check {
  const { endpoint, region, ahead, listed, described } = route;
  const name = 'network';
  if (endpoint instanceof Error) {
    return {
      name,
      status: 'failed',
      message: endpoint.message,
      fix: 'Correct the variable, or unset it to reach AWS.',
    };
  }
  const where = endpoint ? `${endpoint.url.origin} (${endpoint.variable})` : `connect.${region}.amazonaws.com`;
  if (ahead !== undefined) return { name, status: 'ok', message: `${where} answers` };
  const error = [listed, described].find((one): one is CallError => one instanceof CallError);
  if (!error) return notChecked(name, obstacleOf(route) ?? 'nothing was asked');
  const told = endpoint ? endpointFailure(error, endpoint) : error;
  if (told instanceof Failed && told !== error) {
    return {
      name,
      status: 'failed',
      message: told.message,
      fix: `Correct ${endpoint?.variable}, or unset it to reach AWS.`,
    };
  }
  return { name, status: 'failed', ...silence(error, where) };
}

function silence({ facts: { error }, message }: CallError, where: string): Pick<Check, 'message' | 'fix'> {
  if (error === 'UnrecognizedAnswer') {
    return {
      message: `something else answers in place of ${where}: ${message}`,
      fix: 'Sign in to the network if it asks for that, or have the proxy let these requests through.',
    };
  }
  if (/^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(error)) {
    return {
      message: `${where} cannot prove who it is: ${error}: ${message}`,
      fix: 'Where a proxy opens TLS on purpose, name its certificate in NODE_EXTRA_CA_CERTS.',
    };
  }
  return {
    message: `${where} does not answer: ${error}: ${message}`,
    fix: 'Check the network, DNS and firewall, and that Amazon Connect exists in this Region.',
  };
}

function checkClock(route: Route): Check {
  const name = 'clock';
  const { ahead } = route;
  if (ahead === undefined) return notChecked(name, obstacleOf(route) ?? 'Amazon Connect cannot be reached');
  const off = Math.abs(ahead);
  const fix = 'Set the clock, and have it kept (timedatectl set-ntp true; on Windows w32tm /resync).';
  // The header has whole seconds, and the answer took its time.
  if (off <= 2_000) return { name, status: 'ok', message: "agrees with AWS's" };
  const message = `${span(off / 1000)} ${ahead > 0 ? 'behind' : 'ahead of'} AWS's`;
  if (off > maxSkew) return { name, status: 'failed', message: `${message}; requests are refused from 5 min on`, fix };
  return off > muchSkew ? { name, status: 'warning', message, fix } : { name, status: 'ok', message };
}

function checkListing(listed: 'found' | Failed): Check {
  const name = 'ListInstances';
  const purpose = 'the alias of the instance';
  if (listed instanceof CallError) return unusable(name, listed, purpose);
  return { name, status: 'ok', message: `allowed (${purpose})` };
}

/** Whether it is there, how it keeps identities, and whether it may be described. */
function checkInstance(route: Route): readonly Check[] {
  const { described, listed, id, region, reference } = route;
  const [name, mode, call] = ['instance', 'identityManagement', 'DescribeInstance'];
  const skipAll = (first: Check): readonly Check[] => {
    const why = obstacleOf(route) ?? 'the instance was not found';
    return [first, notChecked(mode, why), notChecked(call, why)];
  };
  if (listed instanceof Failed && !(listed instanceof CallError)) {
    return skipAll({ name, status: 'failed', message: listed.message, fix: 'Correct instance.alias, or the Region.' });
  }
  const why = obstacleOf(route);
  const where = instanceText({ id, alias: reference?.alias, region: typeof region === 'string' ? region : undefined });
  if (described instanceof CallError && described.facts.failure === 'not-found' && id !== undefined) {
    return skipAll({
      ...{ name, status: 'failed', message: `there is no instance ${where}` },
      fix: 'Correct instance.id and instance.region; aws connect list-instances shows what there is.',
    });
  }
  if (why !== undefined) return skipAll(notChecked(name, why));
  if (described instanceof CallError) {
    const check = unusable(call, described, 'the instance');
    return [
      notChecked(name, 'DescribeInstance does not work'),
      notChecked(mode, 'DescribeInstance does not work'),
      check,
    ];
  }
  const alias = described?.InstanceAlias;
  return [
    { name, status: 'ok', message: instanceText({ alias, id, region: String(region) }) },
    { name: mode, status: 'ok', message: described?.IdentityManagementType ?? 'not told' },
    { name: call, status: 'ok', message: 'allowed (the instance)' },
  ];
}
