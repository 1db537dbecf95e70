import { notImplemented } from '../protocol/errors.ts';

/** A filter that the emulator does not know must never be ignored: the caller would take everything for a match. */
export function refuseFilters(
  operation: string,
  input: { readonly SearchFilter?: object; readonly SearchCriteria?: object },
): void {
  for (const member of ['SearchFilter', 'SearchCriteria'] as const) {
    if (Object.keys(input[member] ?? {}).length > 0)
      throw notImplemented(`${operation} with a ${member} is not implemented by this emulator`);
  }
}
