// sendChatAction: "typing" and its like.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter, textParameter } from '../parameters.ts';
import { findWritableTarget, targetId } from '../targets.ts';

const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

export const sendChatAction = defineMethod({
  name: 'sendChatAction',
  parameters: z.object({ chat_id: chatIdParameter, action: textParameter }),
  run: (context, parameters) => {
    const target = findWritableTarget(context, parameters.chat_id);
    const action = parameters.action ?? '';
    if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
    const { world, bot } = context;
    world.changes.emit({ kind: 'chatAction', botId: bot.id, chatId: targetId(target), action });
    return true;
  },
});
