// The people who have a Telegram account in the sandbox.
import type { TelegramUser } from '../bot-api/types.ts';
import type { PersonRecord } from './types.ts';

const FIRST_NAMES = ['Анна', 'Иван', 'Мария', 'Пётр', 'Елена', 'Alex', 'Sofia', 'Daniel', 'Ольга', 'Max'];
const FIRST_PERSON_ID = 700_000_001;

export interface NewPerson {
  id?: number | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode: string;
  phone?: string | undefined;
  isPremium: boolean;
  photoId?: string | undefined;
}

export class People {
  readonly #byId = new Map<number, PersonRecord>();
  #nextId = FIRST_PERSON_ID;

  create(input: NewPerson): PersonRecord {
    const id = input.id ?? this.#freeId();
    const place = id % FIRST_NAMES.length;
    const person: PersonRecord = {
      id,
      firstName: input.firstName ?? FIRST_NAMES[place] ?? 'Анна',
      lastName: input.lastName ?? null,
      username: input.username ?? null,
      languageCode: input.languageCode,
      phone: input.phone ?? `+7999${String(id % 10_000_000).padStart(7, '0')}`,
      isPremium: input.isPremium,
      isDeactivated: false,
      photoId: input.photoId ?? null,
    };
    this.add(person);
    return person;
  }

  add(person: PersonRecord): void {
    this.#byId.set(person.id, person);
  }

  find(id: number): PersonRecord | undefined {
    return this.#byId.get(id);
  }

  list(): PersonRecord[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#nextId = FIRST_PERSON_ID;
  }

  #freeId(): number {
    while (this.#byId.has(this.#nextId)) this.#nextId += 1;
    return this.#nextId;
  }
}

export function personAsUser(person: PersonRecord): TelegramUser {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    ...(person.username === null ? {} : { username: person.username }),
    language_code: person.languageCode,
    ...(person.isPremium ? { is_premium: true } : {}),
  };
}
