// Parameter types of the Bot API: every value may come as text, and nested objects as JSON text.
import { z } from 'zod';
import type { MessageEntity } from './types.ts';

export const textParameter = z.preprocess((value) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value;
}, z.string().optional());

/** A text that must be there, with the refusal the real server gives when it is not. */
export const requiredText = (refusal: string) =>
  textParameter.transform((value, context) => {
    if (value !== undefined && value !== '') return value;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });

/** Anything that is no number counts as the number left out, as in the real server. */
export const integerParameter = z.preprocess((value) => {
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim())) return Number(value);
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}, z.number().optional());

export const flagParameter = z.preprocess((value) => {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' && ['true', 'yes', '1'].includes(value.trim().toLowerCase());
}, z.boolean());

export const chatIdParameter = z.preprocess(
  (value) => {
    if (typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim())) return Number(value);
    return value;
  },
  z.union([z.number(), z.string().min(1)], 'chat_id is empty'),
);

/** A nested object, as it is or as JSON text. */
export function jsonParameter<Schema extends z.ZodType>(schema: Schema, refusal: string) {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: refusal });
      return z.NEVER;
    }
  }, schema);
}

export const userIdParameter = integerParameter.transform((value, context) => {
  if (value !== undefined && value > 0) return value;
  context.addIssue({ code: 'custom', message: 'invalid user_id specified' });
  return z.NEVER;
});

export const messageIdParameter = integerParameter.transform((value, context) => {
  if (value !== undefined && value > 0) return value;
  context.addIssue({ code: 'custom', message: 'message identifier is not specified' });
  return z.NEVER;
});

export const entitiesParameter = jsonParameter(
  z
    .array(
      z.looseObject({
        type: z.string(),
        offset: z.int().nonnegative(),
        length: z.int().nonnegative(),
        url: z.string().optional(),
      }),
      "can't parse MessageEntity",
    )
    .transform((entities): MessageEntity[] =>
      entities.map(({ type, offset, length, url }) => ({
        type,
        offset,
        length,
        ...(url === undefined ? {} : { url }),
      })),
    )
    .optional(),
  "can't parse entities JSON object",
);

export const replyParametersParameter = jsonParameter(
  z.looseObject({ message_id: z.int(), allow_sending_without_reply: z.boolean().optional() }).optional(),
  "can't parse reply parameters JSON object",
);

export const languageCodeParameter = textParameter.transform((value) => value ?? '');
