/** Writes what a person looks into when something is strange: every call, with its time. Never a result, never a secret. */
export type Log = (
  level: 'debug' | 'info' | 'warn',
  message: string,
  facts?: { readonly [name: string]: unknown },
) => void;

/** Without `--verbose` nothing is logged, and the logging library is not even loaded. */
export async function makeLog(verbose: boolean): Promise<Log> {
  if (!verbose) return () => {};
  const { createLogger, format, transports } = await import('winston');
  const logger = createLogger({
    level: 'debug',
    format: format.combine(
      format.timestamp(),
      format.printf(({ timestamp, level, message, ...facts }) => {
        const details = Object.entries(facts).map(([name, value]) => ` ${name}=${value}`);
        return `${timestamp} ${level} ${message}${details.join('')}`;
      }),
    ),
    transports: [new transports.Stream({ stream: process.stderr })],
  });
  return (level, message, facts) => {
    logger.log({ level, message, ...facts });
  };
}
