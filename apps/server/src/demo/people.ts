/** The members of the demo: believable names and habits, joined over the months behind. */
import { menNames, sandboxPeople, surnames, womenNames } from '@regulars/prisma/seed/zerno';
import { birthdayFields, phoneFields } from '../customers/contacts.ts';
import { joinProgramme } from '../customers/join.ts';
import { findOrCreatePerson } from '../customers/people.ts';
import type { Deps } from '../deps.ts';
import type { CustomerCaller } from '../platform/callers.ts';
import type { Chance } from './chance.ts';

/** How often a person comes: days between visits, and the day after which they stopped coming. */
export interface Habit {
  everyDays: number;
  lastDay: number;
}

export interface DemoMember extends Habit {
  customerId: string;
  joinDay: number;
}

export interface DemoPerson extends Habit {
  user: CustomerCaller['user'];
  joinDay: number;
  phone: string | null;
  birthday: string | null;
  marketing: boolean;
  source: string | null;
}

const firstTelegramId = 6_000_000;
const sources = [null, null, 'instagram', 'table-tent', 'friend', 'site'] as const;

/** `days` is the length of the history; day 0 is the oldest. */
export function invitePeople(chance: Chance, count: number, days: number): DemoPerson[] {
  const regular = sandboxPeople[0];
  const people: DemoPerson[] = [
    {
      user: telegramUser(regular.id, regular.firstName, regular.lastName, regular.username),
      joinDay: 3,
      phone: regular.phone,
      birthday: '1994-05-17',
      marketing: true,
      source: 'table-tent',
      everyDays: 3,
      lastDay: days,
    },
  ];
  for (let index = 1; index < count; index++) people.push(invitePerson(chance, index, days));
  return people;
}

function invitePerson(chance: Chance, index: number, days: number): DemoPerson {
  const isWoman = chance.next() < 0.58;
  const [him, her] = chance.pick(surnames);
  const firstName = chance.pick(isWoman ? womenNames : menNames);
  const joinDay = Math.floor(days * chance.next() ** 0.8);
  return {
    user: telegramUser(firstTelegramId + index, firstName, isWoman ? her : him, null),
    joinDay,
    phone: chance.next() < 0.7 ? `+7916${String(2_000_000 + index * 137).padStart(7, '0')}` : null,
    birthday: chance.next() < 0.4 ? birthday(chance) : null,
    marketing: chance.next() < 0.72,
    source: chance.pick(sources),
    ...habit(chance, joinDay, days),
  };
}

/** A fifth come every few days, most now and then, some bought once or never. */
function habit(chance: Chance, joinDay: number, days: number): Habit {
  const kind = chance.next();
  if (kind < 0.06) return { everyDays: Number.POSITIVE_INFINITY, lastDay: days };
  if (kind < 0.26) return { everyDays: chance.between(2, 5), lastDay: days };
  if (kind < 0.66) return { everyDays: chance.between(8, 20), lastDay: days };
  return { everyDays: chance.between(6, 15), lastDay: Math.min(days, joinDay + chance.between(1, 45)) };
}

function birthday(chance: Chance): string {
  const month = String(chance.between(1, 12)).padStart(2, '0');
  return `${chance.between(1968, 2006)}-${month}-${String(chance.between(1, 28)).padStart(2, '0')}`;
}

function telegramUser(
  id: number,
  firstName: string,
  lastName: string,
  username: string | null,
): CustomerCaller['user'] {
  return { id, firstName, lastName, username, language: 'ru', photoUrl: null, allowsWriteToPm: null };
}

/** Joins through the same door as everyone, at the clock's time. */
export async function joinPerson(
  deps: Deps,
  brand: { id: string; slug: string },
  person: DemoPerson,
): Promise<DemoMember> {
  const caller: CustomerCaller = {
    kind: 'customer',
    brandId: brand.id,
    slug: brand.slug,
    user: person.user,
    startParam: person.source,
    customerId: null,
    isMember: false,
    language: 'ru',
  };
  const customerId = await deps.db.prisma.$transaction(async (tx) => {
    const start = { brandId: brand.id, user: person.user, source: person.source, hasStartedBot: true };
    await findOrCreatePerson(tx, deps.random, start);
    const joined = await joinProgramme(tx, deps, caller, {
      rules: { granted: true, version: 1 },
      marketing: { granted: person.marketing, version: 1 },
      language: 'ru',
    });
    await tx.customer.update({
      where: { brandId_id: { brandId: brand.id, id: joined.customerId } },
      data: {
        createdAt: deps.clock.now(),
        ...(person.phone ? phoneFields(deps.secrets, brand.id, person.phone, deps.clock.now()) : {}),
        ...birthdayFields(deps.secrets, person.birthday, deps.clock.now()),
      },
    });
    return joined.customerId;
  });
  return { customerId, joinDay: person.joinDay, everyDays: person.everyDays, lastDay: person.lastDay };
}
