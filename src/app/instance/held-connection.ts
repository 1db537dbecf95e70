/** The one connection of a watch: opened when it is needed, kept over all passes, and made anew where it has to be. */

import { failedAs } from '../../base/errors.ts';
import type { Instance } from '../../connect/port.ts';
import type { Host } from '../host/host.ts';
import type { Access } from './access.ts';
import { type Connection, type ConnectionOptions, type InstanceReference, openConnection } from './connection.ts';

export interface HeldConnection {
  /**
   * Works with the connection to this instance. It is closed where the files name another instance or other limits; and
   * after a denial, so that the next one reads new credentials.
   */
  use<T>(reach: Access, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The instance of the connection; until there is one, as far as the files name it. */
  instance(): Instance;
  close(): void;
}

export function holdConnection(
  first: InstanceReference,
  context: Pick<ConnectionOptions, 'host' | 'elsewhere' | 'rate' | 'observe'>,
): HeldConnection {
  let held: { readonly key: string; readonly connection: Connection } | undefined;
  let known = named(first, context.host);
  const close = (): void => {
    held?.connection.close();
    held = undefined;
  };
  const connect = async ({ instance, throttle }: Access): Promise<Connection> => {
    const { id, alias, region } = instance;
    const key = JSON.stringify([id, alias, region, throttle]);
    if (held?.key === key) return held.connection;
    if (held) known = named(instance, context.host);
    close();
    const connection = await openConnection(instance, { ...context, ...(throttle && { throttle }) });
    held = { key, connection };
    known = connection.instance;
    return connection;
  };
  return {
    async use(reach, work) {
      try {
        return await work(await connect(reach));
      } catch (error) {
        if (failedAs(error, 'denied') || failedAs(error, 'credentials')) close();
        throw error;
      }
    },
    instance: () => known,
    close,
  };
}

const named = ({ id, alias, region }: InstanceReference, { env }: Pick<Host, 'env'>): Instance => ({
  ...{ id: id ?? '', arn: '', identityManagement: 'SAML' },
  region: region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || ''),
  ...(alias !== undefined && { alias }),
});
