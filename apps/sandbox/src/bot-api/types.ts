// Telegram's own objects as the Bot API writes them, limited to the fields the sandbox fills.

export interface TelegramUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: boolean;
}

export interface TelegramChat {
  id: number;
  type: 'private' | 'channel';
  first_name?: string;
  last_name?: string;
  username?: string;
  title?: string;
}

export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: TelegramUser;
  custom_emoji_id?: string;
}

export interface PhotoSize {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size: number;
}

export interface TelegramDocument {
  file_id: string;
  file_unique_id: string;
  file_name?: string;
  mime_type: string;
  file_size: number;
}

export interface TelegramContact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
}

export interface InlineKeyboardButton {
  text: string;
  callback_data?: string | undefined;
  url?: string | undefined;
  web_app?: { url: string } | undefined;
  copy_text?: { text: string } | undefined;
  switch_inline_query?: string | undefined;
  switch_inline_query_current_chat?: string | undefined;
  [other: string]: unknown;
}

export interface InlineKeyboardMarkup {
  inline_keyboard: InlineKeyboardButton[][];
}

export interface KeyboardButton {
  text: string;
  request_contact?: boolean | undefined;
  web_app?: { url: string } | undefined;
  [other: string]: unknown;
}

export interface ReplyKeyboardMarkup {
  keyboard: KeyboardButton[][];
  resize_keyboard?: boolean | undefined;
  one_time_keyboard?: boolean | undefined;
  is_persistent?: boolean | undefined;
  input_field_placeholder?: string | undefined;
}

/** Marks a message sent with disable_notification; a symbol, because Telegram's JSON does not say so. */
export const SENT_SILENTLY = Symbol('sent silently');

export interface TelegramMessage {
  message_id: number;
  message_thread_id?: number;
  from?: TelegramUser;
  sender_chat?: TelegramChat;
  chat: TelegramChat;
  date: number;
  edit_date?: number;
  reply_to_message?: TelegramMessage;
  text?: string;
  entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: TelegramDocument;
  caption?: string;
  caption_entities?: MessageEntity[];
  contact?: TelegramContact;
  write_access_allowed?: { from_request?: boolean; web_app_name?: string };
  web_app_data?: { data: string; button_text: string };
  reply_markup?: InlineKeyboardMarkup;
  has_protected_content?: true;
  [SENT_SILENTLY]?: true;
}

/** What a message says, apart from where and when: the part that an edit replaces. */
export type MessageContent = Pick<
  TelegramMessage,
  'text' | 'entities' | 'photo' | 'document' | 'caption' | 'caption_entities'
>;

export type ChatMemberStatus = 'member' | 'left' | 'kicked' | 'administrator' | 'creator';

export interface TelegramChatMember {
  user: TelegramUser;
  status: ChatMemberStatus;
  [right: string]: unknown;
}

export interface TelegramUpdate {
  update_id: number;
  [kind: string]: unknown;
}

export type MenuButtonObject =
  | { type: 'default' }
  | { type: 'commands' }
  | { type: 'web_app'; text: string; web_app: { url: string } };
