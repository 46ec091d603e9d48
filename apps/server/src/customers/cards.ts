/** Member cards: a QR text and six digits that live a minute and can be used once at a till. */
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';

export const cardLifeSeconds = 60;
const codeDigits = 6;
const codeAttempts = 12;
const cardBytes = 18;

export interface IssuedCard {
  /** Text of the QR. */
  card: string;
  code: string;
  expiresAt: Date;
  now: Date;
}

/** A fresh card beside those still alive: the cashier may be scanning the last one right now. */
export async function issueCard(deps: Deps, brandId: string, customerId: string): Promise<IssuedCard> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + cardLifeSeconds * 1_000);
  const card = `RC1.${deps.random.token(cardBytes)}`;
  for (let attempt = 0; attempt < codeAttempts; attempt++) {
    const code = deps.random.digits(codeDigits);
    // A code is free when nobody has it or whoever had it can no longer use it.
    const { rowCount } = await deps.db.pool.query({
      name: 'issue-card',
      text: `insert into card (brand_id, card_hash, code, customer_id, issued_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (brand_id, code) do update
          set card_hash = excluded.card_hash, customer_id = excluded.customer_id, issued_at = excluded.issued_at,
              expires_at = excluded.expires_at, used_at = null
          where card.expires_at <= $5`,
      values: [brandId, tokenHash(card), code, customerId, now, expiresAt],
    });
    if (rowCount === 1) return { card, code, expiresAt, now };
  }
  throw new Refusal('temporarily_unavailable', { retryAfterSeconds: 2 });
}

export type CardReference = { card: string } | { code: string };

/** Whose card this is, without using it up. Refuses `card_not_valid` for stale, used and other brands' cards alike. */
export async function resolveCard(
  deps: Deps,
  brandId: string,
  reference: CardReference,
): Promise<{ customerId: string; cardHash: string }> {
  const where = 'card' in reference ? { cardHash: tokenHash(reference.card) } : { code: reference.code };
  const found = await deps.db.prisma.card.findFirst({
    where: { brandId, ...where, usedAt: null, expiresAt: { gt: deps.clock.now() } },
    select: { customerId: true, cardHash: true },
  });
  if (!found) throw new Refusal('card_not_valid');
  return found;
}

/** Uses a card up; of two at once exactly one gets the customer. */
export async function useCard(tx: Tx, brandId: string, reference: CardReference, now: Date): Promise<string> {
  const where = 'card' in reference ? { cardHash: tokenHash(reference.card) } : { code: reference.code };
  const [used] = await tx.card.updateManyAndReturn({
    where: { brandId, ...where, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { customerId: true },
  });
  if (!used) throw new Refusal('card_not_valid');
  return used.customerId;
}
