// Opens a Mini App for a person: which fields initData carries in each way of opening, and the launch hash.
import { createHash } from 'node:crypto';
import type { Launch, LaunchOptions } from '../control/contract.ts';
import type { BotRecord, PersonRecord } from '../state/types.ts';
import { nowSeconds, type World } from '../state/world.ts';
import { type InitDataField, signInitData, telegramJson } from './init-data.ts';
import { themeParams } from './theme-params.ts';

/** How the Mini App was opened; the fields of initData depend on it. */
export type LaunchSource =
  | { kind: 'menuButton' | 'inlineButton' }
  | { kind: 'directLink'; startParam: string | undefined }
  | { kind: 'keyboardButton'; text: string };

export interface LaunchInput {
  bot: BotRecord;
  person: PersonRecord;
  url: string;
  source: LaunchSource;
  options: LaunchOptions;
}

export function launchMiniApp(world: World, input: LaunchInput): Launch {
  const { bot, person, source } = input;
  world.chats.open(bot.id, person.id);
  const isAnswerable = source.kind === 'menuButton' || source.kind === 'inlineButton';
  const queryId = isAnswerable ? world.queries.openWebApp(bot.id, person.id) : null;
  // From a reply keyboard Telegram gives no initData at all: such a Mini App cannot sign anyone in.
  const initData =
    source.kind === 'keyboardButton'
      ? ''
      : signInitData({ token: bot.token, fields: initDataFields(world, { ...input, queryId }) });
  return {
    botId: bot.id,
    personId: person.id,
    url: launchUrl(input, initData),
    initData,
    queryId,
    keyboardButtonText: source.kind === 'keyboardButton' ? source.text : null,
  };
}

function initDataFields(world: World, input: LaunchInput & { queryId: string | null }): InitDataField[] {
  const { bot, person, source, queryId } = input;
  const fields: InitDataField[] = [];
  if (queryId !== null) fields.push(['query_id', queryId]);
  fields.push(['user', telegramJson(launchUser(world, bot, person))]);
  if (source.kind === 'directLink') {
    fields.push(['chat_instance', chatInstance(bot, person)], ['chat_type', 'sender']);
    if (source.startParam) fields.push(['start_param', source.startParam]);
  }
  fields.push(['auth_date', String(nowSeconds())]);
  return fields;
}

function launchUser(world: World, bot: BotRecord, person: PersonRecord): Record<string, unknown> {
  const chat = world.chats.find(bot.id, person.id);
  const mayWrite = chat !== undefined && !chat.isBlocked && (chat.isStarted || chat.isWriteAllowed);
  return {
    id: person.id,
    first_name: person.firstName,
    last_name: person.lastName ?? '',
    ...(person.username === null ? {} : { username: person.username }),
    language_code: person.languageCode,
    ...(person.isPremium ? { is_premium: true } : {}),
    ...(mayWrite ? { allows_write_to_pm: true } : {}),
    ...(person.photoId === null ? {} : { photo_url: `${world.baseUrl}/control/files/${person.photoId}` }),
  };
}

/** A signed 64-bit number that stays the same for one person and bot. */
function chatInstance(bot: BotRecord, person: PersonRecord): string {
  return String(createHash('sha256').update(`${bot.id}:${person.id}`).digest().readBigInt64BE());
}

function launchUrl({ url, source, options }: LaunchInput, initData: string): string {
  const address = new URL(url);
  const launchParams = new URLSearchParams({
    tgWebAppData: initData,
    tgWebAppVersion: options.version,
    tgWebAppPlatform: options.platform,
    tgWebAppThemeParams: JSON.stringify(themeParams(options.platform, options.colorScheme)),
  });
  if (source.kind === 'directLink' && source.startParam) {
    address.searchParams.set('tgWebAppStartParam', source.startParam);
    launchParams.set('tgWebAppStartParam', source.startParam);
  }
  const ownHash = address.hash.length > 1 ? `${address.hash.slice(1)}&` : '';
  address.hash = '';
  return `${address.href}#${ownHash}${launchParams.toString()}`;
}
