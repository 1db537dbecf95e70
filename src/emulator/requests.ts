/** One call that reached an operation, as a test wants to see it. */
export interface RequestRecord {
  readonly operation: string;
  /** HTTP; 0 where a fault let the call hang. Of a lost answer, the status that was lost. */
  readonly status: number;
  /** Name of the error that was answered. */
  readonly error?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without the password; of a large one its size only. Absent where the call was throttled or could not be read. */
  readonly input?: unknown;
}

export interface RequestLog {
  add(record: RequestRecord): void;
  read(): readonly RequestRecord[];
  clear(): void;
}

const KEPT = 50_000;

export function newRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  return {
    add(record) {
      records.push(record);
      // Cut in large pieces: dropping one record per call would move all the others each time.
      if (records.length >= 2 * KEPT) records = records.slice(-KEPT);
    },
    read: () => records.slice(-KEPT),
    clear() {
      records = [];
    },
  };
}

/** Characters of JSON; a larger input is kept as its size only, so that huge requests cannot fill the memory. */
const MAX_INPUT = 4096;

/** The input as it may be kept. */
export function withoutSecrets(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { length } = JSON.stringify(input);
  if (length > MAX_INPUT) return { tooLargeToKeep: `${length} characters` };
  return 'Password' in input ? { ...input, Password: '***' } : input;
}
