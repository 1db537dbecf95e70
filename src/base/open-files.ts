/** What to do where the system lets us open no more files, sockets included; `undefined` of any other error. */
export function outOfFiles(error: unknown): string | undefined {
  const { code } = error instanceof Error ? (error as { readonly code?: unknown }) : {};
  return code === 'EMFILE' || code === 'ENFILE'
    ? 'Too many files are open; raise the limit (ulimit -n 1024) and try again.'
    : undefined;
}
