/** The log: JSON lines, secrets and personal fields cut out. */
import { type Logger, pino } from 'pino';

/** Paths that never reach the log, whatever the level. */
export const redactedPaths = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  ...['token', 'secret', 'password', 'phone', 'email', 'birthday', 'initData', 'apiKey'].flatMap((field) => [
    field,
    `*.${field}`,
    `*.*.${field}`,
  ]),
];

export function createLog(
  options: { level: string; pretty: boolean },
  stream?: NodeJS.WritableStream,
): Logger {
  const settings = {
    level: options.level,
    redact: { paths: redactedPaths, censor: '[cut]' },
    serializers: { err: describeError },
  };
  if (stream) return pino(settings, stream);
  return options.pretty ? pino({ ...settings, transport: { target: 'pino-pretty' } }) : pino(settings);
}

/** Telegram's addresses hold the bot token; nothing that was thrown may carry it into the log. */
function describeError(error: Error) {
  const described = pino.stdSerializers.err(error);
  return {
    type: described.type,
    message: withoutTokens(described.message),
    stack: withoutTokens(described.stack),
    code: (error as { code?: unknown }).code,
  };
}

export function withoutTokens(text: string): string {
  return text
    .replace(/\d{6,}:[A-Za-z0-9_-]{20,}/g, '[bot token]')
    .replace(/\brk_[A-Za-z0-9_-]{10,}/g, '[api key]');
}
