// getMe, logOut and close: the bot itself.
import { z } from 'zod';
import { botAsUser } from '../../state/bots.ts';
import { defineMethod } from '../define-method.ts';

const nothing = z.object({});

export const getMe = defineMethod({
  name: 'getMe',
  parameters: nothing,
  run: ({ bot }) => ({
    ...botAsUser(bot),
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: bot.mainAppUrl !== null,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
  }),
});

export const logOut = defineMethod({ name: 'logOut', parameters: nothing, run: () => true });

export const closeBot = defineMethod({ name: 'close', parameters: nothing, run: () => true });
