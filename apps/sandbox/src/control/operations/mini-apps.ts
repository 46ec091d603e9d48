// Opening Mini Apps and what they ask of Telegram's client: contact, write access, data, shared messages, links.
import { launchMiniApp } from '../../launch/launch.ts';
import { signContact } from '../../launch/contact.ts';
import type { World } from '../../state/world.ts';
import type { OperationParsed, OperationReply } from '../contract.ts';
import { ControlRefusal } from '../errors.ts';
import { type ChatParties, findActiveParties, findPerson } from '../find.ts';
import type { Handlers } from '../handlers.ts';
import { contactOfPerson, sendAsPerson, setBlocked, textOfPerson } from '../person-messages.ts';
import { showChat, showMessage } from '../views.ts';
import { phoneOf } from './presses.ts';

type MiniAppOperations =
  | 'openMiniApp'
  | 'sendWebAppData'
  | 'openLink'
  | 'shareContact'
  | 'allowWriteAccess'
  | 'sharePreparedMessage';

export const miniAppHandlers: Handlers<MiniAppOperations> = {
  openMiniApp: (world, input) => {
    const parties = findActiveParties(world, input);
    const { bot, person } = parties;
    const isDirect = input.from === 'directLink';
    const url = input.url ?? (isDirect ? directUrl(parties) : menuUrl(parties));
    if (!url) throw new ControlRefusal('mini_app_not_set', 'the bot has set no Mini App here');
    const source = isDirect
      ? ({ kind: 'directLink', startParam: input.startParam } as const)
      : ({ kind: 'menuButton' } as const);
    return launchMiniApp(world, { bot, person, url, source, options: input.launch });
  },
  sendWebAppData: (world, input) => {
    const parties = findActiveParties(world, input);
    const content = { web_app_data: { button_text: input.buttonText, data: input.data } };
    return showMessage(parties.bot.id, sendAsPerson(world, parties, content));
  },
  openLink: (world, input) => {
    findPerson(world, input.personId);
    return followLink(world, input);
  },
  shareContact: (world, input) => {
    const parties = findActiveParties(world, input);
    const phone = phoneOf(parties);
    const message = sendAsPerson(world, parties, contactOfPerson(parties, phone));
    const response = signContact(parties.bot, { ...parties.person, phone });
    return { response, message: showMessage(parties.bot.id, message) };
  },
  allowWriteAccess: (world, input) => {
    const parties = findActiveParties(world, input);
    if (!parties.chat.isStarted && !parties.chat.isWriteAllowed) giveWriteAccess(world, parties);
    return showChat(world, parties.chat);
  },
  sharePreparedMessage: (world, input) => {
    const { bot } = findActiveParties(world, input);
    const prepared = world.queries.takePrepared(bot.id, input.preparedMessageId);
    if (!prepared || prepared.personId !== input.personId) {
      throw new ControlRefusal('prepared_message_not_found', 'no such prepared message, or it has expired');
    }
    return { text: prepared.content.text ?? prepared.content.caption ?? '', photoUrl: prepared.photoUrl };
  },
};

function menuUrl({ bot, chat }: ChatParties): string | null {
  const button = chat.menuButton ?? bot.menuButton;
  return button.type === 'web_app' ? button.web_app.url : bot.mainAppUrl;
}

function directUrl({ bot }: ChatParties): string | null {
  return bot.mainAppUrl ?? (bot.menuButton.type === 'web_app' ? bot.menuButton.web_app.url : null);
}

function giveWriteAccess(world: World, parties: ChatParties): void {
  const { chat } = parties;
  const wasStarted = chat.isStarted;
  chat.isWriteAllowed = true;
  sendAsPerson(world, parties, { write_access_allowed: { from_request: true } });
  // Agreeing is not starting: the chat still shows its Start button.
  chat.isStarted = wasStarted;
  world.changes.emit({ kind: 'chat', chat });
}

function followLink(world: World, input: OperationParsed<'openLink'>): OperationReply<'openLink'> {
  const outside = { kind: 'outside', url: input.url } as const;
  const address = telegramAddress(input.url);
  if (!address) return outside;
  const channel = world.channels.findByUsername(address.name);
  if (channel) return { kind: 'channel', channelId: channel.id };
  const bot = world.bots.findByUsername(address.name);
  if (!bot) return outside;
  const parties = findActiveParties(world, { botId: bot.id, personId: input.personId });
  if (address.startParam !== null || address.appName !== null) {
    const url = directUrl(parties);
    if (!url) return { kind: 'chat', botId: bot.id };
    const source = { kind: 'directLink', startParam: address.startParam ?? undefined } as const;
    const { person } = parties;
    return {
      kind: 'launch',
      launch: launchMiniApp(world, { bot, person, url, source, options: input.launch }),
    };
  }
  if (address.startPayload === null) return { kind: 'chat', botId: bot.id };
  setBlocked(world, parties, false);
  const text = address.startPayload === '' ? '/start' : `/start ${address.startPayload}`;
  const message = sendAsPerson(world, parties, textOfPerson(text));
  return { kind: 'started', botId: bot.id, message: showMessage(bot.id, message) };
}

interface TelegramAddress {
  name: string;
  appName: string | null;
  startPayload: string | null;
  startParam: string | null;
}

function telegramAddress(link: string): TelegramAddress | null {
  const address = /^[a-z]+:/i.test(link) ? link : `https://${link}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!['t.me', 'telegram.me', 'telegram.dog'].includes(url.hostname)) return null;
  const [name, appName] = url.pathname.split('/').filter((part) => part !== '');
  if (!name) return null;
  return {
    name,
    appName: appName ?? null,
    startPayload: url.searchParams.get('start'),
    startParam: url.searchParams.get('startapp'),
  };
}
