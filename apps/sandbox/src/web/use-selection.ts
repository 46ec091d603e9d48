// Who is selected: the person, the bot they talk to or the channel they read, from the address and the live state.
import { useEffect } from 'react';
import type { SandboxBot, SandboxChannel, SandboxChat, SandboxPerson } from '../control/contract.ts';
import { useAddress } from './address.ts';
import { chatKey } from './control/live-state.ts';
import { closeChat, onReload, openChannel, openChat, useLiveState } from './control/live-store.ts';
import { attempt } from './refusal.ts';

export interface Selection {
  bot: SandboxBot | null;
  person: SandboxPerson | null;
  chat: SandboxChat | null;
  channel: SandboxChannel | null;
}

export function useSelection(): Selection {
  const address = useAddress();
  const state = useLiveState();
  const bot = state.bots.find((known) => known.username === address.botUsername) ?? state.bots[0] ?? null;
  const person = state.people.find((known) => known.id === address.personId) ?? null;
  const channel = state.channels.find((known) => known.id === address.channelId) ?? null;
  const chat = bot && person ? (state.chats[chatKey(bot.id, person.id)] ?? null) : null;
  return { bot, person, chat, channel };
}

/** Loads the messages of what is selected, again after every break of the connection. */
export function useOpenSelection({ bot, person, channel }: Selection): void {
  const botId = bot?.id ?? null;
  const personId = person?.id ?? null;
  const channelId = channel?.id ?? null;
  useEffect(() => {
    const open = () => {
      if (channelId !== null) attempt(() => openChannel(channelId));
      else if (botId !== null && personId !== null) attempt(() => openChat(botId, personId));
      else closeChat();
    };
    open();
    return onReload(open);
  }, [botId, personId, channelId]);
}
