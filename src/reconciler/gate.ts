/** May this call go now? Asked right before each attempt is sent, retries included. */
export interface Gate {
  /** Rejects with a `KeptBack` where nothing may be sent any more; then the call is not sent. */
  pass(): Promise<void>;
}

/** For those who need no lock, such as the demo. */
export const openGate: Gate = { pass: async () => {} };
