import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Paths that must never reach a log line, at any depth that the relayer logs. */
const SECRET = [
  'key',
  'signature',
  'sealed',
  'uploadToken',
  'token',
  'cookie',
  'authorization',
  'DATABASE_URL',
  'RELAYER_KEY',
]

/** A failed query names its parameters in its text; they hold what users and workers signed. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack, ...rest } = pino.stdSerializers.err(error)
  const short = (text: string) => text.replace(/\nparams: [^\n]*/g, '')
  return {
    type,
    message: short(message),
    stack: short(stack),
    ...('code' in rest ? { code: rest.code } : {}),
  }
}

export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    redact: {
      paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
      censor: '[redacted]',
    },
    serializers: { error: describeError, err: describeError },
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
