// getFile: where a file can be downloaded.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { requiredText } from '../parameters.ts';

const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;

export const getFile = defineMethod({
  name: 'getFile',
  parameters: z.object({ file_id: requiredText('file_id not specified') }),
  run: ({ world, bot }, parameters) => {
    const file = world.files.findForBot(bot.id, parameters.file_id);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.data.length > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
    return {
      file_id: parameters.file_id,
      file_unique_id: file.uniqueId,
      file_size: file.data.length,
      file_path: file.path,
    };
  },
});
