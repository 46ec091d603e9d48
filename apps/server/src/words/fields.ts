/** The words of wrong fields: what the contracts' own conditions say, and what zod says of types, lengths and forms. */
import type { Language } from '@regulars/contracts';
import type { z } from 'zod';

type Words = Record<Language, string>;

/** English as the contracts and the domain write it, and the same in Russian. */
export const russianOf: Readonly<Record<string, string>> = {
  // refused by the domain
  'is not a cursor of this list': 'не из этого списка: возьмите nextCursor прошлой страницы',
  'is not a phone number; use the international form, as in +79161234567':
    'не похоже на номер телефона, пишите полностью: +79161234567',
  'must be a day in the past': 'нужен день в прошлом',
  'must come to 1 to 10^12 minor units': 'в сумме должно быть от 1 до 10^12 в минимальных единицах',
  'makes the line too large': 'строка получается слишком большой',
  'is larger than the line': 'больше суммы строки',
  'is larger than the order': 'больше суммы заказа',
  'is more than 5 minutes ahead': 'опережает наше время больше чем на 5 минут',
  'is before the year 2000': 'раньше 2000 года',
  'is known from the code': 'уже известно из кода чека',
  'is reported by the product itself': 'об этом сообщает сам продукт',
  'needs lines to be spread over': 'нужны строки, по которым её разложить',
  // asked by the contracts
  'must be in the year 1 or later': 'нужен год не раньше первого',
  'lower-case letters, digits and dashes, 1 to 40': 'латинские строчные буквы, цифры и дефисы, от 1 до 40',
  'an ISO 4217 code, as in RUB': 'нужен код валюты ISO 4217, например RUB',
  'an IANA time zone, as in Europe/Moscow': 'нужен часовой пояс IANA, например Europe/Moscow',
  'a colour as in #1f7a4d': 'нужен цвет, например #1f7a4d',
  'a whole number in digits': 'нужно целое число цифрами',
  'six digits': 'нужны шесть цифр',
  'sixteen digits': 'нужны шестнадцать цифр',
  'ten or twelve digits': 'нужны десять или двенадцать цифр',
  'hours of one day overlap': 'часы одного дня пересекаются',
  digits: 'нужны цифры',
  'must not be zero': 'не может быть нулём',
  'give a phone, an email or an externalId': 'укажите телефон, почту или externalId',
  'give exactly one of card, code, phone, externalId, telegramId':
    'укажите ровно одно: card, code, phone, externalId или telegramId',
  'give exactly one of card, code, phone': 'укажите ровно одно: карту, код или телефон',
  'give exactly one of customerId, card, code': 'укажите ровно одно: customerId, card или code',
  'give exactly one of customerId, customerExternalId':
    'укажите ровно одно: customerId или customerExternalId',
  'a whole number of points or "max"': 'нужно целое число баллов или "max"',
  'give totalMinor or lines': 'укажите totalMinor или строки',
  'line ids must be unique': 'номера строк не должны повторяться',
  'give amountMinor or lines, not both; neither means all that is left':
    'укажите amountMinor или строки, не всё сразу; без них вернётся весь остаток',
  'must grow from step to step': 'должно расти от ступени к ступени',
  'must grow from level to level': 'должно расти от уровня к уровню',
  "a level from 0 is nobody's achievement: use the welcome bonus":
    'уровень от нуля есть у всех с самого начала: для этого есть приветственный подарок',
  'name each level once': 'каждый уровень можно назвать один раз',
  'must be shorter than the period': 'должно быть короче периода',
  'give points or times': 'укажите баллы или число раз',
  'name each period once': 'каждый период можно назвать один раз',
  'is not after the start': 'должно быть позже начала',
  'only purchases and whole receipts have money to count from; other events pay a fixed number of points':
    'считать от суммы можно только за покупку и за чек целиком, за остальное начисляется постоянное число баллов',
  'name each register once': 'каждую кассу можно назвать один раз',
  '16 to 16 digits': 'нужны 16 цифр',
  '10 to 12 digits': 'нужны от 10 до 12 цифр',
  'say why': 'напишите, почему',
  'name at least one part': 'укажите хотя бы одну часть',
  'a time as in 08:30': 'нужно время, например 08:30',
  'lower-case letters, digits, dots and underscores, as in video.watched':
    'латинские строчные буквы, цифры, точки и подчёркивания, например video.watched',
  'must differ from the start': 'должно отличаться от начала',
  'give a first or a last day': 'укажите первый или последний день',
  'is before the first day': 'раньше первого дня',
  'give a number': 'укажите число',
  'a month and a day, as in 05-17': 'нужны месяц и день, например 05-17',
  'is less than the minimum': 'меньше минимума',
  'letters, digits and underscores': 'латинские буквы, цифры и подчёркивания',
  'give a value, a minimum or a maximum': 'укажите значение, минимум или максимум',
  'give a minimum or a maximum': 'укажите минимум или максимум',
  'give the words in one language at least': 'заполните хотя бы на одном языке',
  'name the goods that are free': 'укажите, какие товары бесплатны',
  'only a discount on goods has lines': 'товары бывают только у скидки на товары',
  'must be a multiple of the pieces sold at once': 'должно делиться на число штук в одной продаже',
  'is less than the pieces sold at once': 'меньше числа штук в одной продаже',
  'a shared code has it, and nothing else has': 'нужен общему коду, и только ему',
  'only a shared code has a limit of uses': 'лимит использований бывает только у общего кода',
};

const unknownField: Words = { en: 'is not a field of this request', ru: 'такого поля здесь нет' };
const missing: Words = { en: 'is required', ru: 'нужно заполнить' };
const wrong: Words = { en: 'is not right', ru: 'заполнено неверно' };

/** Contracts' own sentences as they are; where the Russian is not known, that it is wrong is said at least. */
export function ownWords(english: string): Words {
  return { en: english, ru: russianOf[english] ?? wrong.ru };
}

/** A sentence without its subject, to be read after the field's name. */
export function wordsOfIssue(issue: z.core.$ZodIssue): Words {
  if (issue.message in russianOf) return ownWords(issue.message);
  switch (issue.code) {
    case 'custom':
      return ownWords(issue.message);
    case 'invalid_type':
      return /received undefined$/.test(issue.message) ? missing : (typeWords[issue.expected] ?? wrong);
    case 'too_small':
      return limitWords('least', issue.origin, Number(issue.minimum));
    case 'too_big':
      return limitWords('most', issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return (
        formatWords[issue.format] ?? { en: 'does not have the right form', ru: 'записано не в том виде' }
      );
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'not_multiple_of':
      return { en: `must be a multiple of ${issue.divisor}`, ru: `должно делиться на ${issue.divisor}` };
    case 'unrecognized_keys':
      return unknownField;
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return wrong;
  }
}

const typeWords: Readonly<Record<string, Words>> = {
  string: { en: 'must be text', ru: 'нужен текст' },
  number: { en: 'must be a number', ru: 'нужно число' },
  int: { en: 'must be a whole number', ru: 'нужно целое число' },
  boolean: { en: 'must be true or false', ru: 'нужно true или false' },
  array: { en: 'must be a list', ru: 'нужен список' },
  object: { en: 'must be an object', ru: 'нужен объект' },
};

const formatWords: Readonly<Record<string, Words>> = {
  email: {
    en: 'is not an e-mail address, as in anna@example.com',
    ru: 'не похоже на почту, пример: anna@example.com',
  },
  date: { en: 'must be a date, as in 1990-05-17', ru: 'нужна дата, например 1990-05-17' },
  datetime: {
    en: 'must be a time, as in 2026-03-12T09:30:00Z',
    ru: 'нужно время, например 2026-03-12T09:30:00Z',
  },
  uuid: { en: 'is not an id', ru: 'не похоже на id' },
  url: { en: 'is not an address', ru: 'не похоже на адрес' },
};

function oneOf(values: readonly string[]): Words {
  const list = values.join(', ');
  return values.length === 1
    ? { en: `must be ${list}`, ru: `должно быть ${list}` }
    : { en: `must be one of ${list}`, ru: `одно из: ${list}` };
}

function limitWords(side: 'least' | 'most', origin: string, limit: number): Words {
  const isLeast = side === 'least';
  if (origin === 'string') {
    if (isLeast && limit === 1) return missing;
    return {
      en: `must have at ${side} ${limit} ${limit === 1 ? 'character' : 'characters'}`,
      ru: `${isLeast ? 'не короче' : 'не длиннее'} ${limit} ${genitive(limit, 'символа', 'символов')}`,
    };
  }
  if (origin === 'array' || origin === 'set') {
    return {
      en: `must have at ${side} ${limit} ${limit === 1 ? 'item' : 'items'}`,
      ru: `${isLeast ? 'не меньше' : 'не больше'} ${limit} ${genitive(limit, 'элемента', 'элементов')}`,
    };
  }
  return { en: `must be at ${side} ${limit}`, ru: `${isLeast ? 'не меньше' : 'не больше'} ${limit}` };
}

function genitive(count: number, one: string, many: string): string {
  return count % 10 === 1 && count % 100 !== 11 ? one : many;
}
