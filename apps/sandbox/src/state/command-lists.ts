// Which command list a person sees: the narrowest scope wins, and within it their own language.
import type { BotCommand } from '../control/contract.ts';
import type { BotRecord } from './types.ts';

export interface CommandScope {
  type: string;
  chat_id?: number | string | undefined;
  user_id?: number | undefined;
}

export function scopeKey(scope: CommandScope): string {
  return [scope.type, scope.chat_id, scope.user_id].filter((part) => part !== undefined).join(':');
}

export function commandsForPerson(
  bot: BotRecord,
  input: { personId: number; languageCode: string },
): BotCommand[] {
  const scopes = [scopeKey({ type: 'chat', chat_id: input.personId }), 'all_private_chats', 'default'];
  for (const scope of scopes) {
    for (const languageCode of [input.languageCode, '']) {
      const list = bot.commandLists.find(
        (kept) => kept.scope === scope && kept.languageCode === languageCode,
      );
      if (list) return list.commands;
    }
  }
  return [];
}
