// setChatMenuButton and getChatMenuButton: for one person, or the bot's default.
import { z } from 'zod';
import { defineMethod, type MethodContext } from '../define-method.ts';
import { badRequest, chatNotFound } from '../errors.ts';
import { integerParameter, jsonParameter } from '../parameters.ts';
import { checkWebAppUrl } from '../reply-markup.ts';
import type { MenuButtonObject } from '../types.ts';
import type { PrivateChat } from '../../state/types.ts';

const menuButtonParameter = jsonParameter(
  z
    .looseObject({
      type: z.string(),
      text: z.string().optional(),
      web_app: z.looseObject({ url: z.string() }).optional(),
    })
    .optional(),
  "can't parse menu button JSON object",
);

export const setChatMenuButton = defineMethod({
  name: 'setChatMenuButton',
  parameters: z.object({ chat_id: integerParameter, menu_button: menuButtonParameter }),
  run: (context, parameters) => {
    const button = readMenuButton(parameters.menu_button ?? { type: 'default' });
    const { world, bot } = context;
    if (parameters.chat_id === undefined) {
      bot.menuButton = button;
      world.announceBot(bot);
      return true;
    }
    const chat = findPrivateChat(context, parameters.chat_id);
    chat.menuButton = button.type === 'default' ? null : button;
    world.changes.emit({ kind: 'chat', chat });
    return true;
  },
});

export const getChatMenuButton = defineMethod({
  name: 'getChatMenuButton',
  parameters: z.object({ chat_id: integerParameter }),
  run: (context, parameters) => {
    if (parameters.chat_id === undefined) return context.bot.menuButton;
    return findPrivateChat(context, parameters.chat_id).menuButton ?? { type: 'default' };
  },
});

function findPrivateChat({ world, bot }: MethodContext, chatId: number): PrivateChat {
  const chat = world.chats.find(bot.id, chatId);
  if (!chat) throw chatNotFound();
  return chat;
}

function readMenuButton(value: NonNullable<z.output<typeof menuButtonParameter>>): MenuButtonObject {
  if (value.type === 'default' || value.type === 'commands') return { type: value.type };
  if (value.type !== 'web_app') throw badRequest('unsupported menu button type');
  if (!value.text) throw badRequest('menu button text must be non-empty');
  const url = value.web_app?.url ?? '';
  checkWebAppUrl(url, 'menu button');
  return { type: 'web_app', text: value.text, web_app: { url } };
}
