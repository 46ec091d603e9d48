// The shapes the sandbox keeps in memory and in its state file.
import { z } from 'zod';
import type { MenuButtonObject, ReplyKeyboardMarkup, TelegramMessage } from '../bot-api/types.ts';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
// Telegram's objects were checked when they were made; the state file only has to hold objects in their places.
const message = z.custom<TelegramMessage>(isObject);
const menuButton = z.custom<MenuButtonObject>(isObject);
const replyKeyboard = z.custom<ReplyKeyboardMarkup>(isObject);

export const commandListSchema = z.object({
  /** The scope as a stable text, see `scopeKey`. */
  scope: z.string(),
  languageCode: z.string(),
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
});

export const webhookSchema = z.object({
  url: z.string(),
  secretToken: z.string().nullable(),
  maxConnections: z.int(),
  ipAddress: z.string().nullable(),
  hasCustomCertificate: z.boolean(),
});

export const botRecordSchema = z.object({
  id: z.int(),
  token: z.string(),
  username: z.string(),
  /** Texts by language code; '' is the default for every language without its own. */
  names: z.record(z.string(), z.string()),
  descriptions: z.record(z.string(), z.string()),
  shortDescriptions: z.record(z.string(), z.string()),
  commandLists: z.array(commandListSchema),
  menuButton,
  mainAppUrl: z.string().nullable(),
  photoId: z.string().nullable(),
  isRevoked: z.boolean(),
  webhook: webhookSchema.nullable(),
  /** Null stands for Telegram's default: all kinds but three. */
  allowedUpdates: z.array(z.string()).nullable(),
  nextUpdateId: z.int(),
});

export const personRecordSchema = z.object({
  id: z.int(),
  firstName: z.string(),
  lastName: z.string().nullable(),
  username: z.string().nullable(),
  languageCode: z.string(),
  phone: z.string().nullable(),
  isPremium: z.boolean(),
  isDeactivated: z.boolean(),
  photoId: z.string().nullable(),
});

export const privateChatSchema = z.object({
  botId: z.int(),
  personId: z.int(),
  isStarted: z.boolean(),
  isBlocked: z.boolean(),
  isWriteAllowed: z.boolean(),
  replyKeyboard: replyKeyboard.nullable(),
  menuButton: menuButton.nullable(),
  nextMessageId: z.int(),
});

export const channelRecordSchema = z.object({
  id: z.int(),
  title: z.string(),
  username: z.string().nullable(),
  memberIds: z.array(z.int()),
  adminBotIds: z.array(z.int()),
  nextMessageId: z.int(),
});

export const fileRecordSchema = z.object({
  /** Names the content; the same bytes have the same id. Telegram's file_unique_id. */
  uniqueId: z.string(),
  path: z.string(),
  fileName: z.string().nullable(),
  contentType: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

export const stateFileSchema = z.object({
  version: z.literal(1),
  bots: z.array(botRecordSchema),
  people: z.array(personRecordSchema),
  chats: z.array(privateChatSchema.extend({ messages: z.array(message) })),
  channels: z.array(channelRecordSchema.extend({ messages: z.array(message) })),
  files: z.array(fileRecordSchema.extend({ dataBase64: z.string() })),
});

export type BotRecord = z.infer<typeof botRecordSchema>;
export type WebhookSettings = z.infer<typeof webhookSchema>;
export type PersonRecord = z.infer<typeof personRecordSchema>;
export type FileRecord = z.infer<typeof fileRecordSchema> & { data: Buffer };
export type StateFile = z.infer<typeof stateFileSchema>;
export type PrivateChat = z.infer<typeof privateChatSchema> & { messages: MessageHistory };
export type Channel = z.infer<typeof channelRecordSchema> & { messages: MessageHistory };

/** Messages of one chat by id, oldest first. */
export type MessageHistory = Map<number, TelegramMessage>;
