// Pressing buttons: under a message, and on the keyboard of the chat.
import type { InlineKeyboardButton, TelegramMessage } from '../../bot-api/types.ts';
import { launchMiniApp } from '../../launch/launch.ts';
import { personAsUser } from '../../state/people.ts';
import type { World } from '../../state/world.ts';
import type { CallbackAnswer, OperationParsed, OperationReply } from '../contract.ts';
import { ControlRefusal } from '../errors.ts';
import { type ChatParties, findActiveParties } from '../find.ts';
import type { Handlers } from '../handlers.ts';
import { contactOfPerson, sendAsPerson, textOfPerson } from '../person-messages.ts';
import { showMessage } from '../views.ts';

type InlineReply = OperationReply<'pressInlineButton'>;

export const pressHandlers: Handlers<'pressInlineButton' | 'pressReplyButton'> = {
  pressInlineButton: (world, input) => {
    const parties = findActiveParties(world, input);
    const message = parties.chat.messages.get(input.messageId);
    if (!message) throw new ControlRefusal('message_not_found', `no message ${input.messageId} in this chat`);
    const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
    const button = buttons.find((candidate) => candidate.text === input.text);
    if (!button) throw new ControlRefusal('button_not_found', `no button "${input.text}" under this message`);
    return pressInline(world, parties, { message, button, input });
  },
  pressReplyButton: (world, input) => {
    const parties = findActiveParties(world, input);
    const { bot, person, chat } = parties;
    const button = chat.replyKeyboard?.keyboard.flat().find((candidate) => candidate.text === input.text);
    if (!button) throw new ControlRefusal('button_not_found', `no button "${input.text}" on the keyboard`);
    if (button.web_app) {
      const source = { kind: 'keyboardButton', text: button.text } as const;
      const launch = launchMiniApp(world, {
        bot,
        person,
        url: button.web_app.url,
        source,
        options: input.launch,
      });
      return { kind: 'launch', launch };
    }
    const content = button.request_contact
      ? contactOfPerson(parties, phoneOf(parties))
      : textOfPerson(button.text);
    const message = sendAsPerson(world, parties, content);
    closeOneTimeKeyboard(world, parties);
    return { kind: 'message', message: showMessage(bot.id, message) };
  },
};

export function phoneOf({ person }: ChatParties): string {
  if (person.phone === null) throw new ControlRefusal('phone_missing', 'the person has no phone number');
  return person.phone;
}

interface InlinePress {
  message: TelegramMessage;
  button: InlineKeyboardButton;
  input: OperationParsed<'pressInlineButton'>;
}

async function pressInline(world: World, parties: ChatParties, press: InlinePress): Promise<InlineReply> {
  const { bot, person } = parties;
  const { button, input } = press;
  if (button.callback_data !== undefined) return pressCallback(world, parties, press);
  if (button.web_app) {
    const url = button.web_app.url;
    const launch = launchMiniApp(world, {
      bot,
      person,
      url,
      source: { kind: 'inlineButton' },
      options: input.launch,
    });
    return { kind: 'launch', launch };
  }
  if (button.url !== undefined) return { kind: 'url', url: button.url };
  return button.copy_text ? { kind: 'copyText', copyText: button.copy_text.text } : { kind: 'other' };
}

async function pressCallback(world: World, parties: ChatParties, press: InlinePress): Promise<InlineReply> {
  const { bot, person, chat } = parties;
  if (chat.isBlocked) throw new ControlRefusal('bot_blocked', 'the person has blocked this bot');
  const { promise, resolve } = Promise.withResolvers<CallbackAnswer | null>();
  const callbackQueryId = world.queries.openCallback(bot.id, person.id, resolve);
  const payload = {
    id: callbackQueryId,
    from: personAsUser(person),
    message: press.message,
    chat_instance: String(person.id * 1_000 + (bot.id % 1_000)),
    data: press.button.callback_data,
  };
  world.sendUpdate(bot, 'callback_query', payload, `callback:${person.id}`);
  const timer = setTimeout(() => resolve(null), press.input.waitMs);
  const answer = await promise;
  clearTimeout(timer);
  return { kind: 'callback', callbackQueryId, answer };
}

function closeOneTimeKeyboard(world: World, { chat }: ChatParties): void {
  if (!chat.replyKeyboard?.one_time_keyboard) return;
  chat.replyKeyboard = null;
  world.changes.emit({ kind: 'chat', chat });
}
