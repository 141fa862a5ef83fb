import { type Logger, pino } from 'pino'

/** What must never reach a log line, at any depth that the worker logs. */
const SECRET = [
  'body',
  'bodyJson',
  'prompt',
  'negativePrompt',
  'seed',
  'salt',
  'resultKey',
  'privateKey',
  'secret',
  'signature',
  'sealed',
  'uploadToken',
  'WORKER_OPERATOR_KEY',
]

export const createLogger = (level: string, destination?: { write(line: string): void }): Logger =>
  pino(
    {
      level,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { error: pino.stdSerializers.err },
    },
    destination ?? pino.destination({ sync: true }),
  )
