/** What a customer did and got from rules follows the record when it becomes part of another, and is emptied with it. */
import type { Tx } from '../platform/db.ts';

/** For a transaction that has locked the wallets of both: nothing is paid to either meanwhile. */
export async function handOverEarning(
  tx: Tx,
  { brandId, fromId, intoId }: { brandId: string; fromId: string; intoId: string },
): Promise<void> {
  await tx.customerEvent.updateMany({
    where: { brandId, customerId: fromId },
    data: { customerId: intoId },
  });
  await tx.$executeRaw`
    insert into earning_use as u (brand_id, customer_id, rule_id, period, starts_on, points, times)
    select brand_id, ${intoId}::uuid, rule_id, period, starts_on, points, times from earning_use
     where brand_id = ${brandId}::uuid and customer_id = ${fromId}::uuid
    on conflict (brand_id, customer_id, rule_id, period, starts_on) do update
    set points = u.points + excluded.points, times = u.times + excluded.times`;
  await tx.earningUse.deleteMany({ where: { brandId, customerId: fromId } });
}

/** Properties are whatever a brand's system wrote, so they may be about the person; rules saw birthdays and sources. */
export async function eraseEvents(tx: Tx, brandId: string, customerId: string): Promise<void> {
  await tx.customerEvent.updateMany({ where: { brandId, customerId }, data: { properties: {} } });
  await tx.$executeRaw`
    update purchase set facts = jsonb_set(jsonb_set(facts, '{customer,birthday}', 'null'), '{customer,source}', 'null')
     where brand_id = ${brandId}::uuid and customer_id = ${customerId}::uuid and facts is not null`;
}
