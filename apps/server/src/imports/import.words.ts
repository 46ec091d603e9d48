/** What is wrong with a row or a whole file, for the person who brought it. */
import type { Language } from '@regulars/contracts';
import type { RowProblem } from './batch.ts';
import type { BrokenTable } from '../platform/csv-in.ts';

type Words = Record<Language, string>;

const ofRows: Record<RowProblem, Words> = {
  date_unclear: {
    ru: 'Дата непонятна: пишите 2026-03-12 или 12.03.2026',
    en: 'The date is unclear: write 2026-03-12 or 12.03.2026',
  },
  moment_unclear: {
    ru: 'Время непонятно: пишите 2026-03-12 18:30 или 12.03.2026 18:30',
    en: 'The time is unclear: write 2026-03-12 18:30 or 12.03.2026 18:30',
  },
  amount_unclear: {
    ru: 'Сумма непонятна: пишите 1234,50 или 1234.50',
    en: 'The amount is unclear: write 1234.50 or 1234,50',
  },
  amount_out_of_range: { ru: 'Сумма должна быть больше нуля', en: 'The amount must be above zero' },
  points_not_whole: {
    ru: 'Баллы — целое число без минуса',
    en: 'Points are a whole number without a minus',
  },
  answer_unclear: { ru: 'Ответ непонятен: пишите да или нет', en: 'The answer is unclear: write yes or no' },
  number_not_whole: { ru: 'Нужно целое число', en: 'It must be a whole number' },
  identity_missing: {
    ru: 'Не сказано, кто это: нужен телефон, почта или внешний id',
    en: 'It does not say who it is: give a phone, an e-mail or an external id',
  },
  phone_wrong: {
    ru: 'Это не похоже на телефон: пишите полностью, +79161234567',
    en: 'This is no phone number: write it in full, +79161234567',
  },
  email_wrong: { ru: 'Это не похоже на почту', en: 'This is no e-mail address' },
  text_too_long: { ru: 'Слишком длинный текст', en: 'The text is too long' },
  unstorable: {
    ru: 'В ячейке знаки, которые нельзя сохранить',
    en: 'The cell has characters that cannot be kept',
  },
  date_in_future: { ru: 'Эта дата ещё не наступила', en: 'This day has not come yet' },
  date_too_old: { ru: 'Слишком давняя дата', en: 'The date is too long ago' },
  contacts_of_two: {
    ru: 'Телефон, почта и внешний id принадлежат разным клиентам: объедините их или поправьте строку',
    en: 'Phone, e-mail and external id belong to different customers: merge them or correct the row',
  },
  other_external_id: {
    ru: 'У этого клиента уже другой внешний id',
    en: 'This customer has another external id already',
  },
  points_differ: {
    ru: 'Эти баллы уже загружены, но другим числом: поправьте баланс вручную в карточке клиента',
    en: 'These points came in before as another number: correct the balance by hand in the profile',
  },
  points_expired: { ru: 'Эти баллы уже сгорели', en: 'These points have expired already' },
  points_over_limit: {
    ru: 'У клиента стало бы слишком много баллов',
    en: 'The customer would have too many points',
  },
  tier_until_wrong: {
    ru: 'Последний день уровня — от сегодняшнего и не дальше десяти лет',
    en: 'The last day of a level is from today on, at most ten years ahead',
  },
  tier_unknown: { ru: 'Такого уровня нет', en: 'There is no such tier' },
  field_missing: { ru: 'Ячейка пуста, а она нужна', en: 'The cell is empty, and it is needed' },
  customer_unknown: {
    ru: 'Такого клиента нет: сначала загрузите клиентов',
    en: 'There is no such customer: import the members first',
  },
  shop_unknown: {
    ru: 'Такого магазина нет: назовите его так же, как в настройках',
    en: 'There is no such shop: name it as the settings do',
  },
  number_taken: {
    ru: 'Покупка с этим номером уже есть, и она другая',
    en: 'There is a purchase with this number, and it is another one',
  },
  reward_differs: {
    ru: 'Такая награда уже есть и отличается: поправьте её в каталоге',
    en: 'There is such a reward, and it differs: change it in the catalogue',
  },
  reward_wrong: { ru: 'Проверьте значения награды', en: 'Check the values of the reward' },
  too_many_rewards: { ru: 'В каталоге больше нет места', en: 'The catalogue is full' },
  unexpected: {
    ru: 'Эту строку загрузить не удалось: проверьте её и попробуйте ещё раз',
    en: 'This row could not be imported: check it and try again',
  },
};

const ofFiles: Record<BrokenTable['reason'], Words> = {
  unclosed: {
    ru: 'Файл не читается со строки {row}: скорее всего, там не закрыта кавычка',
    en: 'The file cannot be read from row {row} on: most likely a quote is not closed there',
  },
  too_wide: {
    ru: 'В строке {row} больше 100 столбцов',
    en: 'Row {row} has more than 100 columns',
  },
  too_long: {
    ru: 'В файле больше миллиона строк: разделите его',
    en: 'The file has more than a million rows: split it',
  },
  empty: { ru: 'Файл пуст', en: 'The file is empty' },
};

export function problemWords(code: string, language: Language): string {
  return wordsOf(ofRows, code, ofRows.unexpected)[language];
}

export function failureWords(code: string, row: number, language: Language): string {
  return wordsOf(ofFiles, code, ofFiles.unclosed)[language].replace('{row}', String(row));
}

function wordsOf(words: Readonly<Record<string, Words>>, code: string, otherwise: Words): Words {
  return words[code] ?? otherwise;
}
