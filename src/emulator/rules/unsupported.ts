import { notImplemented } from '../protocol/errors.ts';

/** Nothing that is asked for is ignored silently. Throws NotImplementedException for the first of the members that is there. */
export function refuseMembers(operation: string, members: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(members).find(([, value]) => value !== undefined);
  if (given) throw notImplemented(`${operation} with ${given[0]} is not implemented by this emulator`);
}
