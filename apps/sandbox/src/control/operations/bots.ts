// Bots of the sandbox: what BotFather does for a real one.
import { showBot } from '../views.ts';
import type { Handlers } from '../handlers.ts';
import { findBot } from '../find.ts';
import { saveFile } from '../person-messages.ts';

export const botHandlers: Handlers<'registerBot' | 'revokeBot' | 'listBots'> = {
  registerBot: (world, input) => {
    const photoId = input.photo ? saveFile(world, input.photo, 'photos').uniqueId : undefined;
    const bot = world.bots.register({
      token: input.token,
      name: input.name,
      username: input.username,
      mainAppUrl: input.mainAppUrl,
      photoId,
    });
    world.changes.emit({ kind: 'bot', bot });
    return showBot(bot);
  },
  revokeBot: (world, input) => {
    const bot = findBot(world, input.botId);
    bot.isRevoked = true;
    world.changes.emit({ kind: 'bot', bot });
    return {};
  },
  listBots: (world) => ({ bots: world.bots.list().map(showBot) }),
};
