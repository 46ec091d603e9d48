/** Consents: an append-only log with version, time and source; the latest marketing answer is on the record. */
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';

export interface NewConsent {
  brandId: string;
  customerId: string;
  kind: 'rules' | 'marketing';
  granted: boolean;
  /** Version of the document that the person saw. */
  version: number;
  source: 'miniapp' | 'bot' | 'staff' | 'api';
  at: Date;
}

/** Logs the answer; the same answer to the same version again changes nothing. Answers whether something changed. */
export async function setConsent(tx: Tx, random: Random, consent: NewConsent): Promise<boolean> {
  const { brandId, customerId, kind, granted, version, source, at } = consent;
  // One answer after the other, so that the log's last line and the record agree.
  await tx.$queryRaw`
    select id from customer where brand_id = ${brandId}::uuid and id = ${customerId}::uuid for update`;
  const latest = await tx.consent.findFirst({
    where: { brandId, customerId, kind },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  const isSame = latest?.granted === granted && (latest.version === version || !granted);
  // Having never agreed is the starting point, but a first "no" is still worth a line.
  if (isSame) return false;
  await tx.consent.create({
    data: { brandId, id: random.id(), customerId, kind, granted, version, source, at },
  });
  if (kind === 'marketing') {
    await tx.customer.update({
      where: { brandId_id: { brandId, id: customerId } },
      data: { marketingConsent: granted },
    });
  }
  return true;
}

/** The version of a document in force. */
export async function documentVersion(tx: Tx, brandId: string, kind: string): Promise<number> {
  const newest = await tx.brandDocument.findFirst({
    where: { brandId, kind },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  return newest?.version ?? 1;
}
