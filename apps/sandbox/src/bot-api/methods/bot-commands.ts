// setMyCommands, getMyCommands and deleteMyCommands: a list per scope and language.
import { z } from 'zod';
import { scopeKey } from '../../state/command-lists.ts';
import type { BotRecord } from '../../state/types.ts';
import { defineMethod } from '../define-method.ts';
import { jsonParameter, languageCodeParameter } from '../parameters.ts';

const MAX_COMMANDS = 100;

const scopeParameter = jsonParameter(
  z
    .looseObject({
      type: z.string(),
      chat_id: z.union([z.string(), z.number()]).optional(),
      user_id: z.int().optional(),
    })
    .optional(),
  "can't parse BotCommandScope",
).transform((scope) => scopeKey(scope ?? { type: 'default' }));

const commandsParameter = jsonParameter(
  z
    .array(
      z.object({
        command: z
          .string('BOT_COMMAND_INVALID')
          .transform((command) => command.replace(/^\//, ''))
          .pipe(z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID')),
        description: z
          .string('BOT_COMMAND_DESCRIPTION_INVALID')
          .min(1, 'BOT_COMMAND_DESCRIPTION_INVALID')
          .max(256, 'BOT_COMMAND_DESCRIPTION_INVALID'),
      }),
      "can't parse commands",
    )
    .max(MAX_COMMANDS, 'BOT_COMMANDS_TOO_MUCH'),
  "can't parse commands JSON object",
);

export const setMyCommands = defineMethod({
  name: 'setMyCommands',
  parameters: z.object({
    commands: commandsParameter,
    scope: scopeParameter,
    language_code: languageCodeParameter,
  }),
  run: ({ world, bot }, { commands, scope, language_code: languageCode }) => {
    removeList(bot, scope, languageCode);
    if (commands.length > 0) bot.commandLists.push({ scope, languageCode, commands });
    world.announceBot(bot);
    return true;
  },
});

export const getMyCommands = defineMethod({
  name: 'getMyCommands',
  parameters: z.object({ scope: scopeParameter, language_code: languageCodeParameter }),
  run: ({ bot }, { scope, language_code: languageCode }) =>
    bot.commandLists.find((list) => list.scope === scope && list.languageCode === languageCode)?.commands ??
    [],
});

export const deleteMyCommands = defineMethod({
  name: 'deleteMyCommands',
  parameters: z.object({ scope: scopeParameter, language_code: languageCodeParameter }),
  run: ({ world, bot }, { scope, language_code: languageCode }) => {
    removeList(bot, scope, languageCode);
    world.announceBot(bot);
    return true;
  },
});

function removeList(bot: BotRecord, scope: string, languageCode: string): void {
  bot.commandLists = bot.commandLists.filter(
    (list) => list.scope !== scope || list.languageCode !== languageCode,
  );
}
