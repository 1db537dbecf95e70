import type { InputOf, Send, WriteCall } from '../../connect/port.ts';
import type { Identity } from '../operation.ts';

/** CreatePredefinedAttribute has no token and its attributes no tags: it is ours if it has the values that were asked for. */
export async function settleCreate(
  { call, input }: { readonly call: WriteCall; readonly input: object },
  send: Send,
): Promise<Identity | undefined> {
  if (call !== 'CreatePredefinedAttribute') return undefined;
  const { Name = '', Values } = input as InputOf<'CreatePredefinedAttribute'>;
  const { PredefinedAttribute: found } = await send('DescribePredefinedAttribute', { Name });
  const sorted = (values: readonly string[] = []): string => JSON.stringify([...values].sort());
  return sorted(found?.Values?.StringList) === sorted(Values?.StringList) ? { id: Name, arn: '' } : undefined;
}
