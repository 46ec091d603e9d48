// answerInlineQuery: bots here have inline mode off, so no query is ever open.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { queryTooOld } from '../errors.ts';

export const answerInlineQuery = defineMethod({
  name: 'answerInlineQuery',
  parameters: z.object({}),
  run: () => {
    throw queryTooOld();
  },
});
