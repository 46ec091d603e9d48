// The control API of the sandbox: what a test or the web page may ask it to do as a person, and what it answers.
//
// Every operation is `POST /control/<operation>` with a JSON body (an empty object when nothing is needed) and
// answers 200 with JSON. A refusal answers 4xx with `{ error: { code, message } }`.
// `GET /control/live` is a stream of server-sent events; each `data:` line is one `LiveEvent` as JSON.
// `GET /control/files/{id}` answers the bytes of a photo or document; messages carry that path as `url`.
// All times are Unix seconds. A person's private chat with a bot is named by `botId` and `personId`.
import { z } from 'zod';
import {
  botCallSchema,
  botId,
  botSchema,
  callbackAnswerSchema,
  channelId,
  channelSchema,
  chatSchema,
  faultSchema,
  launchSchema,
  messageId,
  messageSchema,
  personId,
  personSchema,
  stateSchema,
} from './records.ts';

export * from './records.ts';

const chatKey = z.object({ botId, personId });

const launchOptions = z.object({
  platform: z.string().default('android'),
  version: z.string().default('9.1'),
  colorScheme: z.enum(['light', 'dark']).default('light'),
});

const uploadedFile = z.object({
  dataBase64: z.string().min(1),
  contentType: z.string().default('image/png'),
  fileName: z.string().optional(),
});

interface OperationShape<Input extends z.ZodType, Reply extends z.ZodType> {
  summary: string;
  input: Input;
  reply: Reply;
}

const operation = <Input extends z.ZodType, Reply extends z.ZodType>(shape: OperationShape<Input, Reply>) =>
  shape;
const nothing = z.object({});

export const controlOperations = {
  readState: operation({
    summary: 'Everything but the messages: bots, people, channels, chats, faults.',
    input: nothing,
    reply: stateSchema,
  }),
  reset: operation({
    summary:
      'Forget people, chats, channels, messages, faults and calls; keepBots leaves the bots with their settings.',
    input: z.object({ keepBots: z.boolean().default(false) }),
    reply: nothing,
  }),

  registerBot: operation({
    summary:
      'Make the bot of this token known, as BotFather would; the same token again renews all but a name it has.',
    input: z.object({
      token: z.string().regex(/^\d{1,16}:[A-Za-z0-9_-]{3,}$/),
      name: z.string().min(1).max(64),
      username: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{2,31}$/),
      mainAppUrl: z.string().optional(),
      photo: uploadedFile.optional(),
    }),
    reply: botSchema,
  }),
  revokeBot: operation({
    summary: 'Revoke the token: every further call of the bot answers 401.',
    input: z.object({ botId }),
    reply: nothing,
  }),
  listBots: operation({
    summary: 'All bots.',
    input: nothing,
    reply: z.object({ bots: z.array(botSchema) }),
  }),

  createPerson: operation({
    summary: 'A new person; what is not given is made up.',
    input: z.object({
      id: personId.optional(),
      firstName: z.string().min(1).max(64).optional(),
      lastName: z.string().max(64).optional(),
      username: z.string().optional(),
      languageCode: z.string().default('ru'),
      phone: z.string().optional(),
      isPremium: z.boolean().default(false),
      photo: uploadedFile.optional(),
    }),
    reply: personSchema,
  }),
  updatePerson: operation({
    summary: 'Change what a person says about themselves.',
    input: z.object({
      personId,
      firstName: z.string().min(1).max(64).optional(),
      lastName: z.string().max(64).nullable().optional(),
      username: z.string().nullable().optional(),
      languageCode: z.string().optional(),
      phone: z.string().nullable().optional(),
    }),
    reply: personSchema,
  }),
  deactivatePerson: operation({
    summary: 'The account is gone: messages to it answer 403.',
    input: z.object({ personId }),
    reply: personSchema,
  }),
  listPeople: operation({
    summary: 'All people.',
    input: nothing,
    reply: z.object({ people: z.array(personSchema) }),
  }),

  readChat: operation({
    summary: 'A private chat with its messages, oldest first (the last `limit` of them).',
    input: chatKey.extend({
      afterMessageId: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    reply: z.object({ chat: chatSchema, messages: z.array(messageSchema) }),
  }),
  waitForMessage: operation({
    summary:
      'Wait until the bot has a message after afterMessageId that contains the text; 408 when it does not come.',
    input: chatKey.extend({
      afterMessageId: z.int().nonnegative().default(0),
      contains: z.string().default(''),
      timeoutMs: z.int().positive().max(60_000).default(5000),
    }),
    reply: messageSchema,
  }),
  sendText: operation({
    summary:
      'Send a text or a /command as the person; opens (and unblocks) nothing by itself but starts the chat.',
    input: chatKey.extend({ text: z.string().min(1).max(4096) }),
    reply: messageSchema,
  }),
  startBot: operation({
    summary: 'Tap Start, or a t.me/<bot>?start=<payload> link.',
    input: chatKey.extend({
      payload: z
        .string()
        .regex(/^[A-Za-z0-9_-]{0,64}$/)
        .default(''),
    }),
    reply: messageSchema,
  }),
  sendPhoto: operation({
    summary: 'Send a photo as the person.',
    input: chatKey.extend({ photo: uploadedFile, caption: z.string().max(1024).default('') }),
    reply: messageSchema,
  }),
  sendDocument: operation({
    summary: 'Send a file as the person.',
    input: chatKey.extend({ document: uploadedFile, caption: z.string().max(1024).default('') }),
    reply: messageSchema,
  }),
  pressInlineButton: operation({
    summary:
      'Press the button with this text under a message. A callback waits up to waitMs for the answer (null when none ' +
      'came); a Mini App button answers a launch; a link answers its address.',
    input: chatKey.extend({
      messageId,
      text: z.string(),
      waitMs: z.int().nonnegative().max(60_000).default(5000),
      launch: launchOptions.prefault({}),
    }),
    reply: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('callback'),
        callbackQueryId: z.string(),
        answer: callbackAnswerSchema.nullable(),
      }),
      z.object({ kind: z.literal('launch'), launch: launchSchema }),
      z.object({ kind: z.literal('url'), url: z.string() }),
      z.object({ kind: z.literal('copyText'), copyText: z.string() }),
      z.object({ kind: z.literal('other') }),
    ]),
  }),
  pressReplyButton: operation({
    summary:
      'Press a button of the reply keyboard: sends its text, shares the contact, or opens its Mini App.',
    input: chatKey.extend({ text: z.string(), launch: launchOptions.prefault({}) }),
    reply: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('message'), message: messageSchema }),
      z.object({ kind: z.literal('launch'), launch: launchSchema }),
    ]),
  }),
  openMiniApp: operation({
    summary:
      "Open the bot's Mini App: by the menu button, or by a direct link with an optional startapp parameter. `url` " +
      'replaces the address that the bot has set.',
    input: chatKey.extend({
      from: z.enum(['menuButton', 'directLink']).default('menuButton'),
      startParam: z
        .string()
        .regex(/^[A-Za-z0-9_-]{0,512}$/)
        .optional(),
      url: z.string().optional(),
      launch: launchOptions.prefault({}),
    }),
    reply: launchSchema,
  }),
  sendWebAppData: operation({
    summary: 'What a Mini App opened from the reply keyboard sends by sendData.',
    input: chatKey.extend({ buttonText: z.string(), data: z.string().min(1).max(4096) }),
    reply: messageSchema,
  }),
  openLink: operation({
    summary: 'Follow a link as the person: t.me links of known bots start them or open their Mini App.',
    input: z.object({ personId, url: z.string(), launch: launchOptions.prefault({}) }),
    reply: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('chat'), botId }),
      z.object({ kind: z.literal('started'), botId, message: messageSchema }),
      z.object({ kind: z.literal('launch'), launch: launchSchema }),
      z.object({ kind: z.literal('channel'), channelId }),
      z.object({ kind: z.literal('outside'), url: z.string() }),
    ]),
  }),
  shareContact: operation({
    summary:
      'Share the own phone, from the chat or from requestContact of a Mini App: the bot gets a contact message, and ' +
      '`response` is the signed string that requestContact hands to the Mini App.',
    input: chatKey,
    reply: z.object({ response: z.string(), message: messageSchema }),
  }),
  allowWriteAccess: operation({
    summary: "Agree to a Mini App's requestWriteAccess: the bot may write and gets the service message.",
    input: chatKey,
    reply: chatSchema,
  }),
  blockBot: operation({ summary: 'Stop and block the bot.', input: chatKey, reply: chatSchema }),
  unblockBot: operation({ summary: 'Unblock the bot.', input: chatKey, reply: chatSchema }),
  clearChat: operation({
    summary: 'Delete the history of the chat for the person; the bot keeps its right to write.',
    input: chatKey,
    reply: chatSchema,
  }),
  sharePreparedMessage: operation({
    summary: 'shareMessage of a Mini App: checks the prepared message and answers its text.',
    input: chatKey.extend({ preparedMessageId: z.string() }),
    reply: z.object({ text: z.string(), photoUrl: z.string().nullable() }),
  }),

  createChannel: operation({
    summary: 'A new channel.',
    input: z.object({
      id: channelId.optional(),
      title: z.string().min(1).max(128),
      username: z.string().optional(),
    }),
    reply: channelSchema,
  }),
  addBotToChannel: operation({
    summary: 'Make the bot an administrator of the channel.',
    input: z.object({ channelId, botId }),
    reply: channelSchema,
  }),
  removeBotFromChannel: operation({
    summary: 'Take the bot out of the channel.',
    input: z.object({ channelId, botId }),
    reply: channelSchema,
  }),
  joinChannel: operation({
    summary: 'The person subscribes.',
    input: z.object({ channelId, personId }),
    reply: channelSchema,
  }),
  leaveChannel: operation({
    summary: 'The person leaves.',
    input: z.object({ channelId, personId }),
    reply: channelSchema,
  }),
  readChannel: operation({
    summary: 'A channel with its messages, oldest first.',
    input: z.object({ channelId, limit: z.int().min(1).max(1000).default(200) }),
    reply: z.object({ channel: channelSchema, messages: z.array(messageSchema) }),
  }),

  repeatUpdate: operation({
    summary:
      "Deliver the bot's last update to its webhook once more with the same update_id, as Telegram does when the " +
      'answer to the first delivery was lost.',
    input: z.object({ botId }),
    reply: z.object({ updateId: z.int() }),
  }),
  addFault: operation({
    summary: 'Script the next answers of the Bot API.',
    input: faultSchema
      .omit({ faultId: true, timesLeft: true })
      .partial({ botId: true, method: true, chatId: true })
      .extend({ times: z.int().positive().default(1) }),
    reply: faultSchema,
  }),
  clearFaults: operation({ summary: 'Forget all scripted answers.', input: nothing, reply: nothing }),
  setRateMode: operation({
    summary: "Telegram's real pace: 1 message per second and chat with short bursts, 30 per second in all.",
    input: z.object({ isOn: z.boolean() }),
    reply: z.object({ isOn: z.boolean() }),
  }),
  listCalls: operation({
    summary: 'What bots called, oldest first.',
    input: z.object({ botId: botId.optional(), method: z.string().optional(), chatId: z.int().optional() }),
    reply: z.object({ calls: z.array(botCallSchema) }),
  }),
};

export type ControlOperations = typeof controlOperations;
export type OperationName = keyof ControlOperations;
export type OperationInput<Name extends OperationName> = z.input<ControlOperations[Name]['input']>;
export type OperationParsed<Name extends OperationName> = z.output<ControlOperations[Name]['input']>;
export type OperationReply<Name extends OperationName> = z.output<ControlOperations[Name]['reply']>;

export type LaunchOptions = z.output<typeof launchOptions>;
export type UploadedFile = z.output<typeof uploadedFile>;
