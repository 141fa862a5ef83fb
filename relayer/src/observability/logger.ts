import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Paths that must never reach a log line, at any depth that the relayer logs. */
const SECRET = ['key', 'signature', 'sealed', 'uploadToken', 'authorization', 'DATABASE_URL', 'RELAYER_KEY']

export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    redact: {
      paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
      censor: '[redacted]',
    },
    serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
    formatters: {
      log: (fields: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            typeof value === 'bigint' ? value.toString() : value,
          ]),
        ),
    },
  }
  return destination === undefined
    ? pino(options, pino.destination({ sync: false }))
    : pino(options, destination)
}
