/** Rewards that an import brings in: drafts at the end of the catalogue, each told from the others by its title. */
import { type RewardBody, rewardBody, rewardLimit } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { columnsOf } from './rewards.ts';

export type NewReward = Pick<
  RewardBody,
  | 'title'
  | 'description'
  | 'pricePoints'
  | 'stock'
  | 'perPersonLimit'
  | 'category'
  | 'partner'
  | 'from'
  | 'until'
>;

export type BroughtReward = 'created' | 'known' | 'differs' | 'wrong' | 'full';

/** What each would become, in their order; written only where asked. The coupon of a new one is a gift that staff hand over. */
export async function bringRewards(
  tx: Tx,
  deps: Deps,
  { brandId, rewards, isDryRun }: { brandId: string; rewards: readonly NewReward[]; isDryRun: boolean },
): Promise<BroughtReward[]> {
  // One after the other: positions and the limit are counted.
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`rewards ${brandId}`}, 0))::text`;
  const rows = await tx.reward.findMany({ where: { brandId }, orderBy: { position: 'asc' } });
  const known = new Map(
    rows.map((row) => [
      titleKey({ ru: row.titleRu, en: row.titleEn }),
      marks({ ...row, pricePoints: Number(row.pricePoints) }),
    ]),
  );
  let position = rows.at(-1)?.position ?? -1;
  const made: NewRow[] = [];
  const outcomes = rewards.map((reward): BroughtReward => {
    const before = known.get(titleKey(reward.title));
    const { from, until, ...rest } = reward;
    const now = marks({ ...rest, fromDate: from, untilDate: until });
    if (before !== undefined) return before === now ? 'known' : 'differs';
    const body = rewardBody.safeParse({ ...reward, terms: { discount: { kind: 'gift' } } });
    if (!body.success) return 'wrong';
    if (known.size >= rewardLimit) return 'full';
    known.set(titleKey(reward.title), now);
    position += 1;
    const at = deps.clock.now();
    made.push({
      ...columnsOf(body.data),
      brandId,
      id: deps.random.id(),
      position,
      createdAt: at,
      updatedAt: at,
    });
    return 'created';
  });
  if (!isDryRun && made.length > 0) await tx.reward.createMany({ data: made });
  return outcomes;
}

type NewRow = ReturnType<typeof columnsOf> & {
  brandId: string;
  id: string;
  position: number;
  createdAt: Date;
  updatedAt: Date;
};

function titleKey({ ru, en }: { ru: string; en: string }): string {
  return `${ru.toLowerCase()}\n${en.toLowerCase()}`;
}

/** What a file can say of a reward besides its title. */
function marks(reward: {
  pricePoints: number;
  stock: number | null;
  perPersonLimit: number | null;
  category: string | null;
  partner: string | null;
  fromDate: string | null;
  untilDate: string | null;
}): string {
  const { pricePoints, stock, perPersonLimit, category, partner, fromDate, untilDate } = reward;
  return JSON.stringify([pricePoints, stock, perPersonLimit, category, partner, fromDate, untilDate]);
}
