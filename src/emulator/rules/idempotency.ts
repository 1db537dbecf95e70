/** What an earlier call with the same ClientToken made; undefined where there was none. */
export function madeBefore<T extends { readonly clientToken: string | undefined }>(
  made: Iterable<T>,
  token: string | undefined,
): T | undefined {
  if (token === undefined) return undefined;
  for (const item of made) if (item.clientToken === token) return item;
  return undefined;
}
