// answerCallbackQuery: once, and in time.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest, queryTooOld } from '../errors.ts';
import { flagParameter, textParameter } from '../parameters.ts';

const MAX_ANSWER_LENGTH = 200;

export const answerCallbackQuery = defineMethod({
  name: 'answerCallbackQuery',
  parameters: z.object({
    callback_query_id: textParameter,
    text: textParameter,
    show_alert: flagParameter,
    url: textParameter,
  }),
  run: ({ world, bot }, parameters) => {
    if ((parameters.text?.length ?? 0) > MAX_ANSWER_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
    const query = world.queries.takeCallback(bot.id, parameters.callback_query_id ?? '');
    if (!query) throw queryTooOld();
    const answer = {
      text: parameters.text ?? '',
      showAlert: parameters.show_alert,
      url: parameters.url ?? null,
    };
    query.onAnswer(answer);
    world.changes.emit({
      kind: 'callbackAnswered',
      botId: bot.id,
      personId: query.personId,
      callbackQueryId: parameters.callback_query_id ?? '',
      answer,
    });
    return true;
  },
});
