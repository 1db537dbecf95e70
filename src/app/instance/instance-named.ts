import { hasErrors } from '../../base/diagnostic.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { readConfiguration } from '../configuration.ts';
import type { InstanceReference } from './connection.ts';

const arn = /^arn:[^:]+:connect:([^:]+):(\d+):instance\/([0-9a-fA-F-]+)$/;

/** What an alias may be, by CreateInstance of the API reference. */
const alias = /^(?!d-)[\da-zA-Z](?:[\da-zA-Z-]*[\da-zA-Z])?$/;

/** The instance of `--instance`: by id, ARN or alias. */
export function instanceNamed(instance: string, region?: string): InstanceReference {
  const [, regionOfArn, account, id = instance] = arn.exec(instance) ?? [];
  if (region !== undefined && regionOfArn !== undefined && region !== regionOfArn) {
    throw new WrongUsage(`--region is ${region}, but the ARN is of ${regionOfArn}.`);
  }
  const used = region ?? regionOfArn;
  if (/^[0-9a-fA-F-]{36}$/.test(id)) return { id, ...present({ region: used, account }) };
  if (alias.test(instance) && instance.length <= 45) return { alias: instance, ...present({ region: used }) };
  throw new WrongUsage(`--instance takes an instance's id, ARN or alias, not ${JSON.stringify(instance)}.`);
}

/** The instance of a configuration, which may have errors elsewhere: in an emergency that is no reason to wait. */
export async function instanceIn(file: string): Promise<InstanceReference> {
  const { instance, diagnostics } = await readConfiguration({ file });
  if (instance) return instance;
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  if (hasErrors(diagnostics) && error) throw new InvalidInput(error.code, error.message, error.source);
  throw new InvalidInput('no-instance', `${file} names no instance.`);
}
