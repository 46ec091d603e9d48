// The one Mini App that may be open in the phone: opening it in every way Telegram has, and closing it.
import { useSyncExternalStore } from 'react';
import type { Launch, SandboxBot } from '../control/contract.ts';
import { changeAddress } from './address.ts';
import { control } from './control/control.ts';
import { chatKey } from './control/live-state.ts';
import { readLiveState } from './control/live-store.ts';
import { changeDraft } from './drafts.ts';
import type { Surroundings } from './phone/bridge-method.ts';
import { createKeyValueStore } from './phone/key-value-store.ts';
import { createMiniAppClient, type MiniAppClient } from './phone/mini-app-client.ts';
import { readPreferences } from './preferences.ts';

export interface MiniAppSession {
  id: number;
  launch: Launch;
  client: MiniAppClient;
  /** Opens the same place again with the phone as it is set now. */
  reopen: () => Promise<void>;
}

interface ChatOwner {
  botId: number;
  personId: number;
}

let session: MiniAppSession | null = null;
let lastId = 0;
const listeners = new Set<() => void>();

export function useMiniAppSession(): MiniAppSession | null {
  return useSyncExternalStore(subscribe, () => session);
}

/** The phone as it is set now; its colours follow from client and scheme, here and in the launch. */
export function launchOptions() {
  const { platform, version, phoneScheme } = readPreferences();
  return { platform, version, colorScheme: phoneScheme };
}

export async function openMiniApp(
  owner: ChatOwner,
  place: { url?: string; startParam?: string } = {},
): Promise<void> {
  const { botId, personId } = owner;
  const state = readLiveState();
  const bot = state.bots.find((known) => known.id === botId);
  const hasMenuApp =
    state.chats[chatKey(botId, personId)]?.menuButton.kind === 'webApp' || hasMenuWebApp(bot);
  const from = hasMenuApp ? 'menuButton' : 'directLink';
  const launch = await control.openMiniApp({ botId, personId, from, ...place, launch: launchOptions() });
  showLaunch(launch, () => openMiniApp(owner, place));
}

const hasMenuWebApp = (bot: SandboxBot | undefined): boolean => bot?.menuButton.kind === 'webApp';

/** `openAgain` makes a fresh launch of the same place, because signed data ages and the phone may have changed. */
export function showLaunch(launch: Launch, openAgain: () => Promise<void>): void {
  lastId += 1;
  session = {
    id: lastId,
    launch,
    client: createMiniAppClient(launchOptions(), surroundingsOf(launch)),
    reopen: openAgain,
  };
  changeAddress({ isAppOpen: true });
  announce();
}

export function closeMiniApp(): void {
  session = null;
  changeAddress({ isAppOpen: false });
  announce();
}

function surroundingsOf(launch: Launch): Surroundings {
  const owner = { botId: launch.botId, personId: launch.personId };
  return {
    close: closeMiniApp,
    openTelegramLink: (url) => followLink(launch.personId, url),
    openOutside: (url) => void window.open(url, '_blank', 'noopener'),
    composeText(text) {
      const bot = readLiveState().bots.find((known) => known.id === launch.botId);
      changeDraft(chatKey(launch.botId, launch.personId), `@${bot?.username ?? ''} ${text}`);
    },
    isWriteAllowed: () =>
      readLiveState().chats[chatKey(launch.botId, launch.personId)]?.isWriteAllowed === true,
    allowWriteAccess: async () => {
      await control.allowWriteAccess(owner);
    },
    shareContact: async () => (await control.shareContact(owner)).response,
    sendData: async (data) => {
      if (launch.keyboardButtonText === null) throw new Error('sendData works from a keyboard button only');
      await control.sendWebAppData({ ...owner, buttonText: launch.keyboardButtonText, data });
    },
    readPreparedMessage: (preparedMessageId) => control.sharePreparedMessage({ ...owner, preparedMessageId }),
    storage: createKeyValueStore(owner),
  };
}

/** Follows a link as the person; t.me links stay inside, others open in the browser. */
export async function followLink(personId: number, url: string): Promise<void> {
  const reply = await control.openLink({ personId, url, launch: launchOptions() });
  switch (reply.kind) {
    case 'chat':
    case 'started':
      return showBotChat(personId, reply.botId);
    case 'launch':
      showBotChat(personId, reply.launch.botId);
      return showLaunch(reply.launch, () => followLink(personId, url));
    case 'channel':
      closeMiniApp();
      return changeAddress({ channelId: reply.channelId });
    case 'outside':
      window.open(reply.url, '_blank', 'noopener');
  }
}

function showBotChat(personId: number, botId: number) {
  const bot = readLiveState().bots.find((known) => known.id === botId);
  if (session && session.launch.botId !== botId) closeMiniApp();
  changeAddress({ personId, botUsername: bot?.username ?? null, channelId: null });
}

function announce() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
