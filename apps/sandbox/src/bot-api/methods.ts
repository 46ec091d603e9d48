// Every method the fake Bot API answers; a new one is a file in methods/ and a line here.
import type { BotApiMethod } from './define-method.ts';
import { answerCallbackQuery } from './methods/answer-callback-query.ts';
import { answerInlineQuery } from './methods/answer-inline-query.ts';
import { answerWebAppQuery } from './methods/answer-web-app-query.ts';
import { deleteMyCommands, getMyCommands, setMyCommands } from './methods/bot-commands.ts';
import { getChatMenuButton, setChatMenuButton } from './methods/bot-menu-button.ts';
import {
  getMyDescription,
  getMyName,
  getMyShortDescription,
  setMyDescription,
  setMyName,
  setMyShortDescription,
} from './methods/bot-texts.ts';
import { getChatAdministrators, getChatMember, getChatMemberCount } from './methods/chat-members.ts';
import { copyMessage } from './methods/copy-message.ts';
import { createForumTopic } from './methods/create-forum-topic.ts';
import { deleteMessage, deleteMessages } from './methods/delete-message.ts';
import { editMessageCaption } from './methods/edit-message-caption.ts';
import { editMessageMedia } from './methods/edit-message-media.ts';
import { editMessageReplyMarkup } from './methods/edit-message-reply-markup.ts';
import { editMessageText } from './methods/edit-message-text.ts';
import { getChat } from './methods/get-chat.ts';
import { getFile } from './methods/get-file.ts';
import { closeBot, getMe, logOut } from './methods/get-me.ts';
import { getUpdates } from './methods/get-updates.ts';
import { getUserProfilePhotos } from './methods/get-user-profile-photos.ts';
import { savePreparedInlineMessage } from './methods/save-prepared-inline-message.ts';
import { sendChatAction } from './methods/send-chat-action.ts';
import { sendDocument, sendPhoto } from './methods/send-media.ts';
import { sendMessage } from './methods/send-message.ts';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook.ts';

const METHODS: readonly BotApiMethod[] = [
  getMe,
  logOut,
  closeBot,

  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,

  sendMessage,
  sendPhoto,
  sendDocument,
  copyMessage,
  sendChatAction,

  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,

  answerCallbackQuery,
  answerInlineQuery,
  answerWebAppQuery,
  savePreparedInlineMessage,

  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName,
  getMyName,
  setMyDescription,
  getMyDescription,
  setMyShortDescription,
  getMyShortDescription,
  setChatMenuButton,
  getChatMenuButton,

  getChat,
  getChatMember,
  getChatMemberCount,
  getChatAdministrators,
  getUserProfilePhotos,
  getFile,
  createForumTopic,
];

/** By name in lower case: Telegram does not mind the case. */
export const methodsByName: ReadonlyMap<string, BotApiMethod> = new Map(
  METHODS.map((method) => [method.name.toLowerCase(), method]),
);
