// Shows the sandbox's records as the control contract describes them.
import {
  type InlineKeyboardButton,
  type KeyboardButton,
  type MenuButtonObject,
  type ReplyKeyboardMarkup,
  SENT_SILENTLY,
  type TelegramMessage,
} from '../bot-api/types.ts';
import { botName } from '../state/bots.ts';
import { commandsForPerson } from '../state/command-lists.ts';
import type { BotRecord, Channel, PersonRecord, PrivateChat } from '../state/types.ts';
import type { World } from '../state/world.ts';
import type {
  InlineButton,
  MenuButton,
  MessageFile,
  ReplyButton,
  ReplyKeyboard,
  SandboxBot,
  SandboxChannel,
  SandboxChat,
  SandboxMessage,
  SandboxPerson,
  TextEntity,
} from './contract.ts';

const fileUrl = (uniqueId: string): string => `/control/files/${uniqueId}`;

export function showBot(bot: BotRecord): SandboxBot {
  return {
    id: bot.id,
    token: bot.token,
    username: bot.username,
    name: botName(bot),
    description: bot.descriptions[''] ?? '',
    shortDescription: bot.shortDescriptions[''] ?? '',
    commands:
      bot.commandLists.find((list) => list.scope === 'default' && list.languageCode === '')?.commands ?? [],
    menuButton: showMenuButton(bot.menuButton),
    mainAppUrl: bot.mainAppUrl,
    photoUrl: bot.photoId === null ? null : fileUrl(bot.photoId),
    webhookUrl: bot.webhook?.url ?? null,
  };
}

export function showPerson(person: PersonRecord): SandboxPerson {
  const { photoId, ...shown } = person;
  return { ...shown, photoUrl: photoId === null ? null : fileUrl(photoId) };
}

export function showChannel(channel: Channel): SandboxChannel {
  const { id, title, username, memberIds, adminBotIds } = channel;
  return { id, title, username, memberIds, adminBotIds };
}

export function showChat(world: World, chat: PrivateChat): SandboxChat {
  const bot = world.bots.find(chat.botId);
  const person = world.people.find(chat.personId);
  const last = [...chat.messages.values()].at(-1);
  return {
    botId: chat.botId,
    personId: chat.personId,
    isStarted: chat.isStarted,
    isBlocked: chat.isBlocked,
    isWriteAllowed: chat.isStarted || chat.isWriteAllowed,
    replyKeyboard: chat.replyKeyboard ? showReplyKeyboard(chat.replyKeyboard) : null,
    menuButton: showMenuButton(chat.menuButton ?? bot?.menuButton ?? { type: 'default' }),
    commands:
      bot && person ? commandsForPerson(bot, { personId: person.id, languageCode: person.languageCode }) : [],
    messageCount: chat.messages.size,
    lastMessage: last ? showMessage(chat.botId, last) : null,
  };
}

export function showMessage(botId: number | null, message: TelegramMessage): SandboxMessage {
  const isFromPerson = message.from?.is_bot === false;
  return {
    messageId: message.message_id,
    botId,
    chatId: message.chat.id,
    sender: isFromPerson ? 'person' : 'bot',
    senderId: message.from?.id ?? message.chat.id,
    sentAt: message.date,
    editedAt: message.edit_date ?? null,
    kind: kindOf(message),
    text: message.text ?? message.caption ?? message.web_app_data?.button_text ?? '',
    entities: (message.entities ?? message.caption_entities ?? []).map(showEntity),
    file: fileOf(message),
    contact: message.contact
      ? {
          phone: `+${message.contact.phone_number}`,
          firstName: message.contact.first_name,
          lastName: message.contact.last_name ?? null,
          userId: message.contact.user_id ?? null,
        }
      : null,
    inlineKeyboard: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(showInlineButton)),
    isSilent: message[SENT_SILENTLY] === true,
  };
}

export function showMenuButton(button: MenuButtonObject): MenuButton {
  if (button.type === 'web_app') return { kind: 'webApp', text: button.text, url: button.web_app.url };
  return { kind: button.type };
}

export function showInlineButton(button: InlineKeyboardButton): InlineButton {
  const { text } = button;
  if (button.callback_data !== undefined) return { kind: 'callback', text, data: button.callback_data };
  if (button.web_app) return { kind: 'webApp', text, url: button.web_app.url };
  if (button.url !== undefined) return { kind: 'url', text, url: button.url };
  if (button.copy_text) return { kind: 'copyText', text, copyText: button.copy_text.text };
  const query = button.switch_inline_query ?? button.switch_inline_query_current_chat;
  return query === undefined ? { kind: 'other', text } : { kind: 'switchInline', text, query };
}

export function showReplyButton(button: KeyboardButton): ReplyButton {
  const { text } = button;
  if (button.request_contact) return { kind: 'contact', text };
  if (button.web_app) return { kind: 'webApp', text, url: button.web_app.url };
  const hasOtherRequest = Object.keys(button).some((key) => key.startsWith('request_'));
  return { kind: hasOtherRequest ? 'other' : 'text', text };
}

function showReplyKeyboard(markup: ReplyKeyboardMarkup): ReplyKeyboard {
  return {
    rows: markup.keyboard.map((row) => row.map(showReplyButton)),
    isResized: markup.resize_keyboard ?? false,
    isOneTime: markup.one_time_keyboard ?? false,
    isPersistent: markup.is_persistent ?? false,
    placeholder: markup.input_field_placeholder ?? null,
  };
}

function kindOf(message: TelegramMessage): SandboxMessage['kind'] {
  if (message.text !== undefined) return 'text';
  if (message.photo) return 'photo';
  if (message.document) return 'document';
  if (message.contact) return 'contact';
  if (message.write_access_allowed) return 'writeAccessAllowed';
  return message.web_app_data ? 'webAppData' : 'other';
}

function fileOf(message: TelegramMessage): MessageFile | null {
  const photo = message.photo?.at(-1);
  if (photo) {
    return {
      fileId: photo.file_id,
      url: fileUrl(photo.file_unique_id),
      fileName: null,
      contentType: 'image/*',
      sizeBytes: photo.file_size,
      width: photo.width,
      height: photo.height,
    };
  }
  if (!message.document) return null;
  return {
    fileId: message.document.file_id,
    url: fileUrl(message.document.file_unique_id),
    fileName: message.document.file_name ?? null,
    contentType: message.document.mime_type,
    sizeBytes: message.document.file_size,
    width: null,
    height: null,
  };
}

function showEntity({ type, offset, length, url, language }: TextEntity): TextEntity {
  return {
    type,
    offset,
    length,
    ...(url === undefined ? {} : { url }),
    ...(language === undefined ? {} : { language }),
  };
}
