// Messages that a person sends to a bot: stored in the chat and passed on as an update.
import { findEntities } from '../bot-api/formatting/find-entities.ts';
import { documentContent, photoContent } from '../bot-api/media.ts';
import type { TelegramMessage } from '../bot-api/types.ts';
import { BotApiError } from '../bot-api/errors.ts';
import { botAsUser } from '../state/bots.ts';
import { personAsUser } from '../state/people.ts';
import { privateChatObject } from '../state/private-chats.ts';
import type { FileRecord } from '../state/types.ts';
import { nowSeconds, type World } from '../state/world.ts';
import type { UploadedFile } from './contract.ts';
import { ControlRefusal } from './errors.ts';
import type { ChatParties } from './find.ts';
import { phoneDigits } from '../launch/contact.ts';

type PersonContent = Omit<TelegramMessage, 'message_id' | 'from' | 'chat' | 'date'>;

/** A person who writes has started the chat; one who has blocked the bot must unblock it first. */
export function sendAsPerson(world: World, parties: ChatParties, content: PersonContent): TelegramMessage {
  const { bot, person, chat } = parties;
  if (chat.isBlocked) throw new ControlRefusal('bot_blocked', 'the person has blocked this bot');
  const wasStarted = chat.isStarted;
  chat.isStarted = true;
  const message: TelegramMessage = {
    message_id: chat.nextMessageId++,
    from: personAsUser(person),
    chat: privateChatObject(person),
    date: nowSeconds(),
    ...content,
  };
  world.saveInChat(chat, message);
  world.sendUpdate(bot, 'message', message, `chat:${person.id}`);
  if (!wasStarted) world.changes.emit({ kind: 'chat', chat });
  return message;
}

export function textOfPerson(text: string): PersonContent {
  const entities = findEntities(text);
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

export function photoOfPerson(world: World, botId: number, input: { file: UploadedFile; caption: string }) {
  const file = saveFile(world, input.file, 'photos');
  return { ...asPhoto(botId, file), ...(input.caption === '' ? {} : { caption: input.caption }) };
}

export function documentOfPerson(
  world: World,
  botId: number,
  input: { file: UploadedFile; caption: string },
) {
  const file = saveFile(world, input.file, 'documents');
  return { ...documentContent(botId, file), ...(input.caption === '' ? {} : { caption: input.caption }) };
}

export function contactOfPerson({ person }: ChatParties, phone: string): PersonContent {
  const contact = {
    phone_number: phoneDigits(phone),
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    user_id: person.id,
  };
  return { contact };
}

export function saveFile(world: World, file: UploadedFile, folder: 'photos' | 'documents'): FileRecord {
  return world.files.save({
    data: Buffer.from(file.dataBase64, 'base64'),
    fileName: folder === 'photos' ? null : (file.fileName ?? 'file'),
    contentType: file.contentType,
    folder,
  });
}

/** Blocking is "kicked" and unblocking "member" in the language of updates. */
export function setBlocked(world: World, parties: ChatParties, isBlocked: boolean): void {
  const { bot, person, chat } = parties;
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  const user = botAsUser(bot);
  const before = { user, status: isBlocked ? 'member' : 'kicked', ...(isBlocked ? {} : { until_date: 0 }) };
  const after = { user, status: isBlocked ? 'kicked' : 'member', ...(isBlocked ? { until_date: 0 } : {}) };
  const payload = {
    chat: privateChatObject(person),
    from: personAsUser(person),
    date: nowSeconds(),
    old_chat_member: before,
    new_chat_member: after,
  };
  world.sendUpdate(bot, 'my_chat_member', payload, `member:${person.id}`);
  world.changes.emit({ kind: 'chat', chat });
}

function asPhoto(botId: number, file: FileRecord): PersonContent {
  try {
    return photoContent(botId, file);
  } catch (error) {
    if (error instanceof BotApiError) throw new ControlRefusal('validation_failed', 'this is no picture');
    throw error;
  }
}
