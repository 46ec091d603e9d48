// Checks reply_markup as Telegram does and parts it into the keyboard under the message and the one of the chat.
import { z } from 'zod';
import { badRequest } from './errors.ts';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from './types.ts';

const inlineButtonSchema = z.looseObject({
  text: z.string(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
  web_app: z.looseObject({ url: z.string() }).optional(),
  copy_text: z.looseObject({ text: z.string() }).optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
});
const inlineMarkupSchema = z.object({ inline_keyboard: z.array(z.array(inlineButtonSchema)) });

const keyboardButtonSchema = z.union([
  z.string().transform((text) => ({ text })),
  z.looseObject({
    text: z.string(),
    request_contact: z.boolean().optional(),
    web_app: z.looseObject({ url: z.string() }).optional(),
  }),
]);
const replyMarkupSchema = z.object({
  keyboard: z.array(z.array(keyboardButtonSchema)),
  resize_keyboard: z.boolean().optional(),
  one_time_keyboard: z.boolean().optional(),
  is_persistent: z.boolean().optional(),
  input_field_placeholder: z.string().optional(),
});

export type ReplyMarkup =
  | { kind: 'none' }
  | { kind: 'inline'; markup: InlineKeyboardMarkup }
  | { kind: 'reply'; markup: ReplyKeyboardMarkup }
  | { kind: 'remove' };

const MAX_BUTTONS = 100;
const MAX_KEYBOARD_BUTTONS = 300;
const ACTION_FIELDS = [
  'url',
  'callback_data',
  'web_app',
  'copy_text',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'login_url',
  'pay',
  'callback_game',
] as const;

export function parseReplyMarkup(raw: unknown): ReplyMarkup {
  if (raw === undefined || raw === null || raw === '') return { kind: 'none' };
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  if (typeof value !== 'object' || value === null) throw badRequest('object expected as reply markup');
  if ('inline_keyboard' in value) return parseInline(value);
  if ('keyboard' in value) return parseKeyboard(value);
  return 'remove_keyboard' in value && value.remove_keyboard === true ? { kind: 'remove' } : { kind: 'none' };
}

/** For edits, where only a keyboard under the message is possible. */
export function parseInlineMarkup(raw: unknown): InlineKeyboardMarkup | undefined {
  const markup = parseReplyMarkup(raw);
  return markup.kind === 'inline' ? markup.markup : undefined;
}

/** Secure addresses, and plain ones of this machine as Telegram's test servers allow. */
export function checkWebAppUrl(url: string, subject: string): void {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'https:') return;
  if (address?.protocol === 'http:' && isLoopbackHost(address.hostname)) return;
  const reason = address ? 'Only HTTPS links are allowed' : 'Wrong HTTP URL';
  throw badRequest(`${subject} Web App URL '${url}' is invalid: ${reason}`);
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parseInline(value: object): ReplyMarkup {
  const parsed = inlineMarkupSchema.safeParse(value);
  if (!parsed.success)
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  const rows = parsed.data.inline_keyboard.filter((row) => row.length > 0);
  if (rows.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  for (const [rowIndex, row] of rows.entries()) for (const button of row) checkInlineButton(button, rowIndex);
  return rows.length === 0 ? { kind: 'none' } : { kind: 'inline', markup: { inline_keyboard: rows } };
}

function checkInlineButton(button: z.output<typeof inlineButtonSchema>, rowIndex: number): void {
  if (button.text.trim() === '')
    throw badRequest("can't parse inline keyboard button: Button text must be non-empty");
  if (rowIndex > 0 && button.pay === true) throw badRequest('BUTTON_POS_INVALID');
  if (!ACTION_FIELDS.some((field) => button[field] !== undefined)) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (button.url !== undefined) checkLinkUrl(button.url);
  if (button.web_app) checkWebAppUrl(button.web_app.url, 'inline keyboard button');
  if (button.copy_text && (button.copy_text.text === '' || button.copy_text.text.length > 256)) {
    throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
}

function checkLinkUrl(url: string): void {
  const address = /^[a-z]+:/i.test(url) ? url : `http://${url}`;
  const isAllowed = URL.canParse(address) && /^(https?|tg|ton):$/.test(new URL(address).protocol);
  if (!isAllowed) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

function parseKeyboard(value: object): ReplyMarkup {
  const parsed = replyMarkupSchema.safeParse(value);
  if (!parsed.success) throw badRequest('can\'t parse keyboard button: Field "text" must be of type String');
  const { keyboard, ...options } = parsed.data;
  const rows = keyboard.filter((row) => row.length > 0);
  if (rows.flat().length > MAX_KEYBOARD_BUTTONS) throw badRequest('reply markup is too long');
  for (const button of rows.flat()) {
    if (button.text.trim() === '') throw badRequest('keyboard button text must be non-empty');
    if ('web_app' in button && button.web_app) checkWebAppUrl(button.web_app.url, 'keyboard button');
  }
  return { kind: 'reply', markup: { keyboard: rows, ...options } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}
