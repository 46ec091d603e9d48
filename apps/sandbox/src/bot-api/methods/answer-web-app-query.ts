// answerWebAppQuery: a message on behalf of the person who has the Mini App open, once per query_id.
import { z } from 'zod';
import { personAsUser } from '../../state/people.ts';
import { privateChatObject } from '../../state/private-chats.ts';
import { nowSeconds } from '../../state/world.ts';
import { defineMethod } from '../define-method.ts';
import { queryTooOld } from '../errors.ts';
import { inlineResultParameter, readInlineResult } from '../inline-result.ts';
import { textParameter } from '../parameters.ts';
import { parseInlineMarkup } from '../reply-markup.ts';

export const answerWebAppQuery = defineMethod({
  name: 'answerWebAppQuery',
  parameters: z.object({ web_app_query_id: textParameter, result: inlineResultParameter }),
  run: async (context, parameters) => {
    const { world, bot } = context;
    const content = await readInlineResult(context, parameters.result);
    const markup = parseInlineMarkup(parameters.result.reply_markup);
    const query = world.queries.takeWebApp(bot.id, parameters.web_app_query_id ?? '');
    const person = query && world.people.find(query.personId);
    if (!person) throw queryTooOld();
    const chat = world.chats.open(bot.id, person.id);
    world.saveInChat(chat, {
      message_id: chat.nextMessageId++,
      from: personAsUser(person),
      chat: privateChatObject(person),
      date: nowSeconds(),
      ...content,
      ...(markup ? { reply_markup: markup } : {}),
    });
    return {};
  },
});
