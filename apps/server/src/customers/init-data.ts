/** Checks what Telegram signed for a person: the library's signature check, and our rules on age and form. */
import { isValid } from '@telegram-apps/init-data-node';
import { z } from 'zod';
import type { TelegramCaller } from '../platform/callers.ts';
import { languageOfCode } from '../platform/language.ts';
import { Refusal } from '../platform/refusal.ts';
import { storableText } from '../platform/storable-text.ts';

/** Clients hand out initData that is nearly a day old; a shorter limit locks real people out. */
const maxAgeSeconds = 86_400;
const maxFutureSeconds = 300;

const telegramUser = z.object({
  id: z.int().positive(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
  photo_url: z.string().optional(),
  allows_write_to_pm: z.boolean().optional(),
});

export interface InitData {
  user: TelegramCaller['user'];
  startParam: string | null;
}

/** Answers the signed person. Refuses `init_data_invalid` or, for a good signature that is too old, `init_data_expired`. */
export function checkInitData(raw: string, botToken: string, now: Date): InitData {
  const fields = checkSigned(raw, botToken, now);
  const user = telegramUser.safeParse(parseJson(fields.get('user')));
  if (!user.success) throw new Refusal('init_data_invalid');
  return { user: readUser(user.data), startParam: fields.get('start_param') };
}

/** The signature and age of any string that Telegram signs in this way; used for shared contacts as well. */
export function checkSigned(raw: string, botToken: string, now: Date): URLSearchParams {
  const fields = new URLSearchParams(raw);
  const names = [...fields.keys()];
  const hash = fields.get('hash') ?? '';
  const authDate = fields.get('auth_date') ?? '';
  const isWellFormed =
    new Set(names).size === names.length && /^[0-9a-f]{64}$/.test(hash) && /^\d{1,12}$/.test(authDate);
  if (!isWellFormed || !isValid(raw, botToken, { expiresIn: 0 })) throw new Refusal('init_data_invalid');
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(authDate);
  if (ageSeconds < -maxFutureSeconds) throw new Refusal('init_data_invalid');
  if (ageSeconds > maxAgeSeconds) throw new Refusal('init_data_expired');
  return fields;
}

function readUser(user: z.infer<typeof telegramUser>): TelegramCaller['user'] {
  return {
    id: user.id,
    firstName: storableText(user.first_name),
    lastName: user.last_name === undefined ? null : storableText(user.last_name),
    username: user.username ?? null,
    language: languageOfCode(user.language_code),
    photoUrl: user.photo_url?.startsWith('https://') ? user.photo_url : null,
    allowsWriteToPm: user.allows_write_to_pm ?? null,
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
