/** Reads the environment, once; the only file that may. A bad value stops the start with a line that names it. */
import { z } from 'zod';

const telegramApiRoot = 'https://api.telegram.org';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((value) => value.replace(/\/+$/, ''));
/** Cookies, sign-in and links stand at the root, so a path would break them one by one. */
const origin = address
  .transform((value) => new URL(value))
  .refine((url) => url.href === `${url.origin}/`, 'must be an address without a path')
  .transform((url) => url.origin);

const roleList = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(['api', 'bot', 'worker'])).min(1));

/** Every variable with its default; `.env.example` describes each for operators. */
const environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(12),
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: origin,
  ROLES: roleList.default(['api', 'bot', 'worker']),
  TELEGRAM_API_ROOT: address.default(telegramApiRoot),
  TELEGRAM_UPDATES: z.enum(['polling', 'webhook']).default('polling'),
  /** Page of the sandbox whose iframe shows the Mini App; only without real Telegram. */
  SANDBOX_URL: address.optional(),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/_-]{43}=?$/, 'must be 32 bytes in base64, as from: openssl rand -base64 32'),
  FILES_DIR: z.string().min(1).default('.data/files'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_PRETTY: flag.default(false),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** How many proxies before us may be believed about the caller's address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
});

export interface Config {
  databaseUrl: string;
  databasePoolSize: number;
  host: string;
  port: number;
  publicUrl: string;
  roles: readonly ('api' | 'bot' | 'worker')[];
  telegram: { apiRoot: string; updates: 'polling' | 'webhook'; sandboxUrl: string | null };
  encryptionKey: string;
  filesDir: string;
  log: { level: string; pretty: boolean };
  metricsToken: string | null;
  trustedProxies: number;
}

/** Thrown by readConfig; its message is one line per bad variable, without the values. */
export class ConfigError extends Error {}

/** For commands that need the database and nothing else. */
export function readDatabaseUrl(env: NodeJS.ProcessEnv = process.env): string {
  const parsed = environment.shape.DATABASE_URL.safeParse(env.DATABASE_URL);
  if (!parsed.success) throw new ConfigError('DATABASE_URL: is missing or not a postgres:// address');
  return parsed.data;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues
        .map((issue) => `${issue.path.join('.')}: ${reason(issue, given[String(issue.path[0])])}`)
        .join('\n'),
    );
  }
  const value = parsed.data;
  return {
    databaseUrl: value.DATABASE_URL,
    databasePoolSize: value.DATABASE_POOL_SIZE,
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL,
    roles: value.ROLES,
    telegram: {
      apiRoot: value.TELEGRAM_API_ROOT,
      updates: value.TELEGRAM_UPDATES,
      sandboxUrl: value.SANDBOX_URL ?? null,
    },
    encryptionKey: value.ENCRYPTION_KEY,
    filesDir: value.FILES_DIR,
    log: { level: value.LOG_LEVEL, pretty: value.LOG_PRETTY },
    metricsToken: value.METRICS_TOKEN ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
  };
}

function reason(issue: z.core.$ZodIssue, given: string | undefined): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (given === undefined) return 'is missing';
  return issue.expected === 'number' || issue.expected === 'int' ? 'must be a whole number' : issue.message;
}
