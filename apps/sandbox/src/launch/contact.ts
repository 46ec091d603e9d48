// The signed answer of requestContact: what a Mini App hands to its server as proof of the phone.
import type { BotRecord, PersonRecord } from '../state/types.ts';
import { nowSeconds } from '../state/world.ts';
import { signByToken, telegramJson } from './init-data.ts';

export function signContact(bot: BotRecord, person: PersonRecord & { phone: string }): string {
  const contact = {
    user_id: person.id,
    phone_number: phoneDigits(person.phone),
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
  };
  return signByToken({
    token: bot.token,
    fields: [
      ['contact', telegramJson(contact)],
      ['auth_date', String(nowSeconds())],
    ],
  });
}

/** Telegram writes phone numbers without the plus. */
export const phoneDigits = (phone: string): string => phone.replace(/\D/g, '');
