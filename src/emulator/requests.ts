/** One call that reached an operation, as a test wants to see it. */
export interface RequestRecord {
  readonly operation: string;
  /** HTTP; 0 where a fault let the call hang. Of a lost answer, the status that was lost. */
  readonly status: number;
  /** Name of the error that was answered. */
  readonly error?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without the password. Absent where the call was throttled or could not be read. */
  readonly input?: unknown;
}

export interface RequestLog {
  add(record: RequestRecord): void;
  read(): readonly RequestRecord[];
  clear(): void;
}

const KEPT = 100_000;

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

/** The input as it may be kept. */
export function withoutSecrets(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return 'Password' in input ? { ...input, Password: '***' } : input;
}
