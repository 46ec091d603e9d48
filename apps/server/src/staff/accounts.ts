/** Staff accounts and their place in brands: made by setup, invitations and the demo, never by sign-up. */
import type { Language, Role } from '@regulars/contracts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { hashPassword } from './passwords.ts';

export interface NewAccount {
  name: string;
  email: string;
  language: Language;
  isOperator: boolean;
  /** Made before the transaction begins, for it takes a while. */
  passwordHash: string;
}

/** Hashes the password of a person who is about to get an account. */
export async function readyAccount(person: {
  name: string;
  email: string;
  language: Language;
  password: string;
  isOperator: boolean;
}): Promise<NewAccount> {
  const { password, ...rest } = person;
  return { ...rest, email: person.email.toLowerCase(), passwordHash: await hashPassword(password) };
}

/** Answers the account's id. Refuses an e-mail that has an account already. */
export async function createAccount(tx: Tx, random: Random, account: NewAccount): Promise<string> {
  const { passwordHash, ...user } = account;
  const id = random.id();
  try {
    await tx.staffUser.create({
      data: {
        id,
        ...user,
        // better-auth finds passwords under this provider, by the person's own id.
        accounts: {
          create: { id: random.id(), accountId: id, providerId: 'credential', password: passwordHash },
        },
      },
    });
  } catch (error) {
    throw isUniqueViolation(error)
      ? refuseField('email', {
          ru: 'С этой почтой уже есть аккаунт: сначала войдите в него',
          en: 'This e-mail has an account already: sign in with it first',
        })
      : error;
  }
  return id;
}

/** Refuses `already_staff`. */
export async function addMembership(
  tx: Tx,
  random: Random,
  member: { brandId: string; userId: string; role: Role; shopIds?: string[]; now: Date },
): Promise<string> {
  const id = random.id();
  const { now, ...rest } = member;
  try {
    await tx.staffMembership.create({ data: { id, ...rest, joinedAt: now } });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('already_staff') : error;
  }
  return id;
}
