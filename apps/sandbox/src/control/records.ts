// What the control API shows: bots, people, chats, messages, and the events of the live stream.
// All times are Unix seconds.
import { z } from 'zod';

export const personId = z.int().positive();
export const botId = z.int().positive();
export const channelId = z.int().negative();
export const messageId = z.int().positive();
const unixSeconds = z.int().nonnegative();

export const menuButtonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('commands') }),
  z.object({ kind: z.literal('webApp'), text: z.string(), url: z.string() }),
]);

export const botCommandSchema = z.object({ command: z.string(), description: z.string() });

export const botSchema = z.object({
  id: botId,
  token: z.string(),
  username: z.string(),
  name: z.string(),
  description: z.string(),
  shortDescription: z.string(),
  /** The commands of the default scope without a language, as the page shows them when nothing nearer is set. */
  commands: z.array(botCommandSchema),
  menuButton: menuButtonSchema,
  /** Address of the main Mini App (BotFather's setting), opened by t.me/<bot>?startapp. */
  mainAppUrl: z.string().nullable(),
  photoUrl: z.string().nullable(),
  webhookUrl: z.string().nullable(),
});

export const personSchema = z.object({
  id: personId,
  firstName: z.string(),
  lastName: z.string().nullable(),
  username: z.string().nullable(),
  languageCode: z.string(),
  /** International form without spaces, with the plus: +79990001122. */
  phone: z.string().nullable(),
  isPremium: z.boolean(),
  isDeactivated: z.boolean(),
  photoUrl: z.string().nullable(),
});

export const channelSchema = z.object({
  id: channelId,
  title: z.string(),
  username: z.string().nullable(),
  memberIds: z.array(personId),
  adminBotIds: z.array(botId),
});

export const inlineButtonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('callback'), text: z.string(), data: z.string() }),
  z.object({ kind: z.literal('url'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('webApp'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('copyText'), text: z.string(), copyText: z.string() }),
  z.object({ kind: z.literal('switchInline'), text: z.string(), query: z.string() }),
  z.object({ kind: z.literal('other'), text: z.string() }),
]);

export const replyButtonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('contact'), text: z.string() }),
  z.object({ kind: z.literal('webApp'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('other'), text: z.string() }),
]);

export const replyKeyboardSchema = z.object({
  rows: z.array(z.array(replyButtonSchema)),
  isResized: z.boolean(),
  isOneTime: z.boolean(),
  isPersistent: z.boolean(),
  placeholder: z.string().nullable(),
});

/** A styled piece of a text; offset and length count UTF-16 units, as JavaScript strings do. */
export const textEntitySchema = z.object({
  type: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().nonnegative(),
  url: z.string().optional(),
  language: z.string().optional(),
});

export const messageFileSchema = z.object({
  fileId: z.string(),
  url: z.string(),
  fileName: z.string().nullable(),
  contentType: z.string(),
  sizeBytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

export const messageSchema = z.object({
  messageId,
  /** Whose chat: the bot of a private chat, null in a channel. */
  botId: botId.nullable(),
  /** The person's id in a private chat, the channel's id in a channel. */
  chatId: z.int(),
  sender: z.enum(['bot', 'person']),
  senderId: z.int(),
  sentAt: unixSeconds,
  editedAt: unixSeconds.nullable(),
  kind: z.enum(['text', 'photo', 'document', 'contact', 'writeAccessAllowed', 'webAppData', 'other']),
  /** The text, or the caption of a photo or document; empty when there is none. */
  text: z.string(),
  entities: z.array(textEntitySchema),
  file: messageFileSchema.nullable(),
  contact: z
    .object({
      phone: z.string(),
      firstName: z.string(),
      lastName: z.string().nullable(),
      userId: z.int().nullable(),
    })
    .nullable(),
  inlineKeyboard: z.array(z.array(inlineButtonSchema)),
  isSilent: z.boolean(),
});

export const chatSchema = z.object({
  botId,
  personId,
  isStarted: z.boolean(),
  /** The person has blocked the bot. */
  isBlocked: z.boolean(),
  /** The bot may write first: the chat was started or write access was given. */
  isWriteAllowed: z.boolean(),
  replyKeyboard: replyKeyboardSchema.nullable(),
  /** The menu button as this person sees it: their own or the bot's default. */
  menuButton: menuButtonSchema,
  /** Commands as this person sees them: by chat and by language. */
  commands: z.array(botCommandSchema),
  messageCount: z.int().nonnegative(),
  lastMessage: messageSchema.nullable(),
});

export const callbackAnswerSchema = z.object({
  text: z.string(),
  showAlert: z.boolean(),
  url: z.string().nullable(),
});

/** A signed opening of a Mini App. */
export const launchSchema = z.object({
  botId,
  personId,
  /** The whole address with the launch data in its hash: open this in a frame or a browser page. */
  url: z.string(),
  /** The signed string; empty when opened from a reply keyboard, as in Telegram. */
  initData: z.string(),
  queryId: z.string().nullable(),
  /** The text of the reply-keyboard button it was opened from, for sendWebAppData. */
  keyboardButtonText: z.string().nullable(),
});

/** A scripted answer of the Bot API: the next `times` calls that match get it instead of the real one. */
export const faultSchema = z.object({
  faultId: z.string(),
  botId: botId.nullable(),
  /** Method name in any case; null matches every method. */
  method: z.string().nullable(),
  chatId: z.int().nullable(),
  timesLeft: z.int().nonnegative(),
  effect: z.discriminatedUnion('kind', [
    /** Refuse with this code and text; retryAfterSeconds also sets the Retry-After header. */
    z.object({
      kind: z.literal('error'),
      errorCode: z.int().min(300).max(599),
      description: z.string(),
      retryAfterSeconds: z.int().positive().optional(),
      migrateToChatId: z.int().optional(),
    }),
    /** Cut the connection without an answer, after doing the work or before it. */
    z.object({ kind: z.literal('hangUp'), afterWork: z.boolean() }),
    /** Do the work, but answer late. */
    z.object({ kind: z.literal('delay'), milliseconds: z.int().positive().max(120_000) }),
  ]),
});

/** One call a bot made, newest last; the sandbox keeps the last thousand. */
export const botCallSchema = z.object({
  botId,
  method: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  at: z.number(),
  errorCode: z.int().nullable(),
  description: z.string().nullable(),
});

export const stateSchema = z.object({
  bots: z.array(botSchema),
  people: z.array(personSchema),
  channels: z.array(channelSchema),
  chats: z.array(chatSchema),
  faults: z.array(faultSchema),
  isRateModeOn: z.boolean(),
});

/** What changed, as it happens. `messageSaved` covers new and edited messages: the id tells which. */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('botChanged'), bot: botSchema }),
  z.object({ kind: z.literal('personChanged'), person: personSchema }),
  z.object({ kind: z.literal('channelChanged'), channel: channelSchema }),
  z.object({ kind: z.literal('chatChanged'), chat: chatSchema }),
  z.object({ kind: z.literal('messageSaved'), message: messageSchema }),
  z.object({
    kind: z.literal('messageDeleted'),
    botId: botId.nullable(),
    chatId: z.int(),
    messageId,
  }),
  z.object({ kind: z.literal('chatAction'), botId, chatId: z.int(), action: z.string() }),
  z.object({
    kind: z.literal('callbackAnswered'),
    botId,
    personId,
    callbackQueryId: z.string(),
    answer: callbackAnswerSchema,
  }),
  z.object({ kind: z.literal('reset') }),
]);

export const controlErrorSchema = z.object({
  error: z.object({
    code: z.enum([
      'bot_not_found',
      'person_not_found',
      'person_deactivated',
      'channel_not_found',
      'message_not_found',
      'button_not_found',
      'bot_blocked',
      'mini_app_not_set',
      'phone_missing',
      'already_exists',
      'prepared_message_not_found',
      'timeout',
      'validation_failed',
    ]),
    message: z.string(),
  }),
});

export type ControlErrorCode = z.infer<typeof controlErrorSchema>['error']['code'];
export type SandboxBot = z.infer<typeof botSchema>;
export type SandboxPerson = z.infer<typeof personSchema>;
export type SandboxChannel = z.infer<typeof channelSchema>;
export type SandboxChat = z.infer<typeof chatSchema>;
export type SandboxMessage = z.infer<typeof messageSchema>;
export type MessageFile = z.infer<typeof messageFileSchema>;
export type TextEntity = z.infer<typeof textEntitySchema>;
export type InlineButton = z.infer<typeof inlineButtonSchema>;
export type ReplyButton = z.infer<typeof replyButtonSchema>;
export type ReplyKeyboard = z.infer<typeof replyKeyboardSchema>;
export type MenuButton = z.infer<typeof menuButtonSchema>;
export type BotCommand = z.infer<typeof botCommandSchema>;
export type CallbackAnswer = z.infer<typeof callbackAnswerSchema>;
export type Launch = z.infer<typeof launchSchema>;
export type Fault = z.infer<typeof faultSchema>;
export type BotCall = z.infer<typeof botCallSchema>;
export type SandboxState = z.infer<typeof stateSchema>;
export type LiveEvent = z.infer<typeof liveEventSchema>;
