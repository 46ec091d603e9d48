// getUserProfilePhotos: the person's picture, or the bot's own.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { photoContent } from '../media.ts';
import { integerParameter, userIdParameter } from '../parameters.ts';

export const getUserProfilePhotos = defineMethod({
  name: 'getUserProfilePhotos',
  parameters: z.object({ user_id: userIdParameter, offset: integerParameter, limit: integerParameter }),
  run: ({ world, bot }, parameters) => {
    const isSelf = parameters.user_id === bot.id;
    if (!isSelf && !world.chats.find(bot.id, parameters.user_id)) throw badRequest('user not found');
    const photoId = isSelf ? bot.photoId : (world.people.find(parameters.user_id)?.photoId ?? null);
    const file = photoId === null ? undefined : world.files.find(photoId);
    if (!file) return { total_count: 0, photos: [] };
    const photos = [photoContent(bot.id, file).photo ?? []];
    return { total_count: 1, photos: photos.slice(parameters.offset ?? 0) };
  },
});
