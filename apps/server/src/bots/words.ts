/** Everything the bot says and everything its setup explains, in both languages. */
import { formatPoints, type Language, type PublicBrand, pointsNoun } from '@regulars/contracts';
import { type Html, html } from '../platform/html.ts';

type Words = Record<Language, string>;

/** Commands in the order in which Telegram shows them. */
export const commandWords: Record<string, Words> = {
  card: { ru: 'Карта и баланс', en: 'Card and balance' },
  help: { ru: 'Что умеет бот', en: 'What this bot can do' },
  stop: { ru: 'Отключить рассылки', en: 'Stop promotional messages' },
  resume: { ru: 'Включить рассылки', en: 'Receive promotional messages' },
  privacy: { ru: 'Политика конфиденциальности', en: 'Privacy policy' },
  terms: { ru: 'Правила программы', en: 'Programme rules' },
};

export const buttonWords = {
  join: { ru: 'Вступить', en: 'Join' },
  card: { ru: 'Показать карту', en: 'Show my card' },
  document: { ru: 'Открыть целиком', en: 'Open the full text' },
  menu: { ru: 'Карта', en: 'Card' },
} as const satisfies Record<string, Words>;

/** In the brand's own noun; Russian asks in the form that the brand has given: "Сколько у меня зёрен". */
export function homeButton(language: Language, { pointsName }: PublicBrand): string {
  const noun = pointsNoun(100, pointsName, language);
  return language === 'ru' ? `Сколько у меня ${noun}` : `My ${noun}`;
}

export function botDescription(brandName: string): Words {
  return {
    ru: `Программа лояльности «${brandName}»: карта, баллы и история покупок прямо в Telegram. Нажмите «Запустить», чтобы вступить.`,
    en: `The ${brandName} loyalty programme: your card, points and purchases right in Telegram. Tap Start to join.`,
  };
}

export function botShortDescription(brandName: string): Words {
  return {
    ru: `Карта и баллы «${brandName}»`,
    en: `${brandName}: card and points`,
  };
}

export function greetStranger(language: Language, brand: PublicBrand, firstName: string): Html {
  const gift = brand.welcomeBonusPoints;
  const points = formatPoints(gift, brand.pointsName, language);
  const words: Record<Language, Html> = {
    ru: html`Здравствуйте, ${firstName}! Это программа лояльности <b>${brand.name}</b>.

${brand.earning.ru}${
  gift > 0
    ? html`
За вступление дарим ${points}.`
    : ''
}

Вступить можно в одно касание.`,
    en: html`Hello, ${firstName}! This is the <b>${brand.name}</b> loyalty programme.

${brand.earning.en}${
  gift > 0
    ? html`
You get ${points} for joining.`
    : ''
}

Joining takes one tap.`,
  };
  return words[language];
}

export function greetMember(language: Language, brand: PublicBrand, who: Holder): Html {
  const points = formatPoints(who.available, brand.pointsName, language);
  const words: Record<Language, Html> = {
    ru: html`С возвращением, ${who.firstName}! У вас <b>${points}</b>.`,
    en: html`Welcome back, ${who.firstName}! You have <b>${points}</b>.`,
  };
  return words[language];
}

interface Holder {
  firstName: string;
  available: number;
}

export function cardCaption(
  language: Language,
  brand: PublicBrand,
  card: { code: string; available: number },
): Html {
  const points = formatPoints(card.available, brand.pointsName, language);
  const code = `${card.code.slice(0, 3)} ${card.code.slice(3)}`;
  const words: Record<Language, Html> = {
    ru: html`Покажите код кассиру или назовите цифры: <b>${code}</b>
Действует одну минуту, для одной покупки.

У вас <b>${points}</b>.`,
    en: html`Show this code at the till or say the digits: <b>${code}</b>
It works for one minute and one purchase.

You have <b>${points}</b>.`,
  };
  return words[language];
}

export function help(language: Language, brand: PublicBrand): Html {
  const commands = Object.entries(commandWords).map(([name, words]) => `/${name} — ${words[language]}`);
  const list = commands.join('\n');
  const words: Record<Language, Html> = {
    ru: html`Я храню вашу карту <b>${brand.name}</b> и рассказываю о начислениях.

${brand.earning.ru}

${list}`,
    en: html`I keep your <b>${brand.name}</b> card and tell you when points move.

${brand.earning.en}

${list}`,
  };
  return words[language];
}

export const replies = {
  joinFirst: {
    ru: 'Сначала вступите в программу, это одно касание.',
    en: 'Join the programme first; it takes one tap.',
  },
  stopped: {
    ru: 'Рассылки отключены. Сообщения о покупках и баллах будут приходить по-прежнему. Вернуть рассылки: /resume',
    en: 'Promotional messages are off. You will still hear about your purchases and points. To turn them on again: /resume',
  },
  resumed: {
    ru: 'Рассылки включены. Отключить их можно в любой момент: /stop',
    en: 'Promotional messages are on. You can stop them at any time: /stop',
  },
  phoneSaved: {
    ru: 'Номер подтверждён. Теперь вас найдут на кассе и по телефону.',
    en: 'Your number is confirmed. The till can now find you by phone, too.',
  },
  phoneMerged: {
    ru: 'Номер подтверждён. По нему у нас уже была ваша карта: баллы и покупки с неё теперь здесь.',
    en: 'Your number is confirmed. We already had a card of yours under it: its points and purchases are here now.',
  },
  notYourPhone: {
    ru: 'Это чужой контакт. Поделитесь своим номером.',
    en: 'That is somebody else’s contact. Please share your own number.',
  },
  hint: {
    ru: 'Я понимаю только команды. Карта и баллы — по кнопке ниже, все команды — /help',
    en: 'I only understand commands. Your card and points are behind the button below; all commands: /help',
  },
  documentMissing: {
    ru: 'Этот документ ещё не опубликован.',
    en: 'This document has not been published yet.',
  },
} as const satisfies Record<string, Words>;

/** What can be wrong with a connected bot, and what to do. */
export const problemWords = {
  token_revoked: {
    ru: 'Telegram больше не принимает токен. Возьмите новый в @BotFather (команда /token) и вставьте его сюда.',
    en: 'Telegram no longer accepts the token. Get a new one from @BotFather (/token) and paste it here.',
  },
  updates_https: {
    ru: 'Telegram присылает сообщения только на адрес https:// с портом 443, 80, 88 или 8443. Задайте такой PUBLIC_URL или включите TELEGRAM_UPDATES=polling.',
    en: 'Telegram delivers only to an https:// address on port 443, 80, 88 or 8443. Set such a PUBLIC_URL, or use TELEGRAM_UPDATES=polling.',
  },
  updates_failed: {
    ru: 'Не удалось настроить получение сообщений. Повторите проверку через минуту.',
    en: 'Receiving messages could not be set up. Check again in a minute.',
  },
  updates_undelivered: {
    ru: 'Telegram не может доставить сообщения на сервер. Проверьте, что PUBLIC_URL открывается из интернета и сертификат действителен.',
    en: 'Telegram cannot deliver to the server. Check that PUBLIC_URL opens from the internet and its certificate is valid.',
  },
  updates_elsewhere: {
    ru: 'Этого бота опрашивает другая программа. Остановите её или выпустите новый токен в @BotFather.',
    en: 'Another program is polling this bot. Stop it, or issue a new token with @BotFather.',
  },
  menu_https: {
    ru: 'Кнопка меню открывает только адреса https://. Задайте PUBLIC_URL с https://.',
    en: 'The menu button opens https:// addresses only. Set a PUBLIC_URL with https://.',
  },
  menu_failed: {
    ru: 'Не удалось поставить кнопку меню. Повторите проверку через минуту.',
    en: 'The menu button could not be set. Check again in a minute.',
  },
  commands_failed: {
    ru: 'Не удалось задать список команд. Повторите проверку через минуту.',
    en: 'The list of commands could not be set. Check again in a minute.',
  },
  descriptions_failed: {
    ru: 'Не удалось задать описание бота. Telegram ограничивает частоту: повторите через несколько минут.',
    en: 'The descriptions could not be set. Telegram limits how often: try again in a few minutes.',
  },
  sending_failed: {
    ru: 'За последние сутки Telegram отверг часть сообщений. Подробности в журнале сервера.',
    en: 'Telegram refused some messages in the last day. The server log has the details.',
  },
} as const satisfies Record<string, Words>;

export type ProblemCode = keyof typeof problemWords;

export function isProblemCode(code: string): code is ProblemCode {
  return code in problemWords;
}
