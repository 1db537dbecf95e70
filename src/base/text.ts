/** A person's name as it is compared with another spelling of it. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase().trim();

/** Orders text the same way on every machine: by code unit, not by locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
