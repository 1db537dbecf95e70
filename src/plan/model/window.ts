/** A stretch of time, again and again, in which a watch may apply changes. */
export interface Window {
  /** When it opens: five fields of cron, read in `timeZone`. */
  readonly schedule: string;
  /** Milliseconds for which it stays open. */
  readonly duration: number;
  /** Of the IANA database: `Europe/Dublin`. */
  readonly timeZone: string;
}
