// The bot's name, description and short description, each by language.
import { z } from 'zod';
import type { BotRecord } from '../../state/types.ts';
import { type BotApiMethod, defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { languageCodeParameter, textParameter } from '../parameters.ts';

interface BotText {
  methodSuffix: string;
  parameter: 'name' | 'description' | 'short_description';
  maxLength: number;
  textsOf: (bot: BotRecord) => Record<string, string>;
}

const NAME: BotText = {
  methodSuffix: 'MyName',
  parameter: 'name',
  maxLength: 64,
  textsOf: (bot) => bot.names,
};
const DESCRIPTION: BotText = {
  methodSuffix: 'MyDescription',
  parameter: 'description',
  maxLength: 512,
  textsOf: (bot) => bot.descriptions,
};
const SHORT_DESCRIPTION: BotText = {
  methodSuffix: 'MyShortDescription',
  parameter: 'short_description',
  maxLength: 120,
  textsOf: (bot) => bot.shortDescriptions,
};

export const setMyName = defineSetter(NAME);
export const getMyName = defineGetter(NAME);
export const setMyDescription = defineSetter(DESCRIPTION);
export const getMyDescription = defineGetter(DESCRIPTION);
export const setMyShortDescription = defineSetter(SHORT_DESCRIPTION);
export const getMyShortDescription = defineGetter(SHORT_DESCRIPTION);

function defineSetter(kind: BotText): BotApiMethod {
  return defineMethod({
    name: `set${kind.methodSuffix}`,
    parameters: z.object({ [kind.parameter]: textParameter, language_code: languageCodeParameter }),
    run: ({ world, bot }, parameters) => {
      const text = textParameter.parse(parameters[kind.parameter]) ?? '';
      if (text.length > kind.maxLength)
        throw badRequest(`${kind.parameter.replaceAll('_', ' ')} is too long`);
      const texts = kind.textsOf(bot);
      const languageCode = languageCodeParameter.parse(parameters.language_code);
      if (text === '') delete texts[languageCode];
      else texts[languageCode] = text;
      world.announceBot(bot);
      return true;
    },
  });
}

function defineGetter(kind: BotText): BotApiMethod {
  return defineMethod({
    name: `get${kind.methodSuffix}`,
    parameters: z.object({ language_code: languageCodeParameter }),
    run: ({ bot }, parameters) => {
      const texts = kind.textsOf(bot);
      return { [kind.parameter]: texts[parameters.language_code] ?? texts[''] ?? '' };
    },
  });
}
