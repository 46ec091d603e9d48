// Makes up a believable name and phone for a new person in the language they speak.
import type { Language } from '../preferences.ts';

export interface SuggestedPerson {
  firstName: string;
  lastName: string;
  phone: string;
}

const russianNames = [
  ['Анна', 'Соколова'],
  ['Марина', 'Ветрова'],
  ['Полина', 'Лебедева'],
  ['Ксения', 'Орлова'],
  ['Дарья', 'Климова'],
  ['Вера', 'Заречная'],
  ['Илья', 'Громов'],
  ['Артём', 'Савельев'],
  ['Тимур', 'Галиев'],
  ['Роман', 'Белых'],
  ['Никита', 'Журавлёв'],
  ['Глеб', 'Осипов'],
] as const;

const englishNames = [
  ['Emma', 'Whitfield'],
  ['Nora', 'Castle'],
  ['Olivia', 'Brandt'],
  ['Grace', 'Hollis'],
  ['Maya', 'Perrin'],
  ['Ruth', 'Ashdown'],
  ['Oliver', 'Keats'],
  ['Theo', 'Marsh'],
  ['Daniel', 'Okafor'],
  ['Leo', 'Fairweather'],
  ['Samuel', 'Byrne'],
  ['Owen', 'Lindqvist'],
] as const;

/** Prefers names that are not taken, so that a list of people stays readable. */
export function suggestPerson(language: Language, takenNames: ReadonlySet<string>): SuggestedPerson {
  const names = language === 'ru' ? russianNames : englishNames;
  const free = names.filter(([firstName, lastName]) => !takenNames.has(`${firstName} ${lastName}`));
  const [firstName, lastName] = pick(free.length > 0 ? free : names);
  return { firstName, lastName, phone: suggestPhone(language) };
}

// +7 999 and +44 7700 900 are ranges that reach nobody.
function suggestPhone(language: Language): string {
  return language === 'ru' ? `+7999${digits(7)}` : `+447700900${digits(3)}`;
}

const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
