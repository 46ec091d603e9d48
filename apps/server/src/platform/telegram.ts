/**
 * Calls the Bot API and tells its failures apart: refused, or out of reach with the request gone or not.
 * undici rather than grammY's client, because a sender must know whether a request may have arrived before it
 * repeats it, and because one agent with kept connections sends several times as many messages.
 */
import { Agent, request } from 'undici';
import { z } from 'zod';

const callMilliseconds = 15_000;
const connectMilliseconds = 5_000;
const connections = 64;
const downloadLimitBytes = 5_000_000;

/** Telegram answered no. */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly description: string;
  readonly retryAfterSeconds: number | null;
  constructor(
    method: string,
    answer: { code: number; description: string; retryAfterSeconds: number | null },
  ) {
    super(`${method}: ${answer.code} ${answer.description}`);
    this.name = 'TelegramRefusal';
    this.code = answer.code;
    this.description = answer.description;
    this.retryAfterSeconds = answer.retryAfterSeconds;
  }
}

/** No answer. `mayHaveArrived` is false only when the request surely never left. */
export class TelegramUnreachable extends Error {
  readonly mayHaveArrived: boolean;
  constructor(method: string, mayHaveArrived: boolean, reason: string) {
    super(`${method}: no answer from Telegram (${reason})`);
    this.name = 'TelegramUnreachable';
    this.mayHaveArrived = mayHaveArrived;
  }
}

export interface CallOptions {
  /** How long to wait for the answer; 15 seconds unless told. */
  milliseconds?: number;
  signal?: AbortSignal;
}

export interface Telegram {
  call(token: string, method: string, parameters: object, options?: CallOptions): Promise<unknown>;
  /** The bytes of a file, by its path from getFile; null when it is too large. */
  download(token: string, filePath: string): Promise<Buffer | null>;
  close(): Promise<void>;
}

const answerSchema = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function createTelegram(apiRoot: string): Telegram {
  const agent = new Agent({
    connections,
    connect: { timeout: connectMilliseconds },
    keepAliveTimeout: 30_000,
  });

  async function post(token: string, method: string, parameters: object, options: CallOptions) {
    const timeout = options.milliseconds ?? callMilliseconds;
    try {
      const { statusCode, body } = await request(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parameters),
        dispatcher: agent,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        signal: options.signal ?? null,
      });
      return { statusCode, text: await body.text() };
    } catch (error) {
      const code = codeOf(error);
      throw new TelegramUnreachable(method, !neverLeft.has(code), code);
    }
  }

  return {
    async call(token, method, parameters, options = {}) {
      const { statusCode, text } = await post(token, method, parameters, options);
      const answer = parseAnswer(text);
      // A page of some proxy, not Telegram's answer.
      if (!answer) {
        throw new TelegramUnreachable(method, statusCode >= 500, `HTTP ${statusCode}`);
      }
      if (answer.ok) return answer.result;
      throw new TelegramRefusal(method, {
        code: answer.error_code ?? statusCode,
        description: answer.description ?? '',
        retryAfterSeconds: answer.parameters?.retry_after ?? null,
      });
    },
    async download(token, filePath) {
      const { statusCode, body } = await request(`${apiRoot}/file/bot${token}/${filePath}`, {
        dispatcher: agent,
        headersTimeout: callMilliseconds,
        bodyTimeout: callMilliseconds,
      });
      const bytes = Buffer.from(await body.arrayBuffer());
      return statusCode === 200 && bytes.length <= downloadLimitBytes ? bytes : null;
    },
    close: () => agent.destroy(),
  };
}

function parseAnswer(text: string): z.infer<typeof answerSchema> | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The message of undici's errors may hold the address and with it the token; the code never does. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.name;
}
