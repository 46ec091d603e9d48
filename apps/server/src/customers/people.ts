/** The record of a person in a brand: made once per Telegram account, with an empty wallet beside it. */
import type { TelegramCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import type { Secrets } from '../platform/secrets.ts';

export interface NewPerson {
  brandId: string;
  user: TelegramCaller['user'];
  /** Payload of the link they came by; kept only for the first visit. */
  source: string | null;
  /** True where they have written to the bot, so that it may write to them. */
  hasStartedBot: boolean;
}

/** Answers the id of the record. Safe to call twice and at the same time. */
export async function findOrCreatePerson(
  tx: Tx,
  random: Random,
  person: NewPerson,
): Promise<{ id: string; isNew: boolean }> {
  const found = await findPerson(tx, person);
  if (found) {
    await refreshPerson(tx, found, person);
    return { id: found.id, isNew: false };
  }
  const id = random.id();
  const { count } = await tx.customer.createMany({
    data: { id, ...firstFields(person) },
    skipDuplicates: true,
  });
  if (count === 0) {
    const winner = await findPerson(tx, person);
    if (!winner) throw new Error('a person was neither found nor made');
    return { id: winner.id, isNew: false };
  }
  await tx.wallet.create({ data: { brandId: person.brandId, customerId: id } });
  await tx.customerStats.create({ data: { brandId: person.brandId, customerId: id } });
  return { id, isNew: true };
}

async function findPerson(tx: Tx, { brandId, user }: NewPerson) {
  return tx.customer.findUnique({
    where: { brandId_telegramId: { brandId, telegramId: user.id } },
    select: { id: true, username: true, photoUrl: true, reachability: true },
  });
}

function firstFields(person: NewPerson) {
  const { user } = person;
  return {
    brandId: person.brandId,
    telegramId: user.id,
    firstName: user.firstName || null,
    lastName: user.lastName,
    username: user.username,
    photoUrl: user.photoUrl,
    language: user.language,
    source: person.source,
    reachability: reachability(person),
  };
}

/** Telegram's username and picture follow Telegram; a name the person chose here stays. */
async function refreshPerson(
  tx: Tx,
  found: { id: string; username: string | null; photoUrl: string | null; reachability: string },
  person: NewPerson,
): Promise<void> {
  const canReach = reachability(person) === 'reachable' && found.reachability !== 'reachable';
  // Only the bot itself knows that a block has ended.
  const isUnblocked = canReach && (person.hasStartedBot || found.reachability !== 'blocked');
  const photoUrl = person.user.photoUrl ?? found.photoUrl;
  if (found.username === person.user.username && found.photoUrl === photoUrl && !isUnblocked) return;
  await tx.customer.update({
    where: { brandId_id: { brandId: person.brandId, id: found.id } },
    data: { username: person.user.username, photoUrl, ...(isUnblocked ? { reachability: 'reachable' } : {}) },
  });
}

function reachability(person: NewPerson): 'reachable' | 'not_started' {
  return person.hasStartedBot || person.user.allowsWriteToPm === true ? 'reachable' : 'not_started';
}

/** Under which a person's updates from Telegram are stored: handled in order by it, and emptied when they leave. */
export function updatesKey(telegramId: number): string {
  return `user:${telegramId}`;
}

/** The same for a person for ever, whatever is erased: by it a gift is known to have been given. */
export function lastingHash(secrets: Secrets, brandId: string, telegramId: number): string {
  return secrets.lookupHash('welcome', brandId, String(telegramId));
}
