/** Legal documents of a brand: each version stands for ever, for consents name the version they were given to. */
import type { DocumentKind, Localized } from '@regulars/contracts';
import { documentKind, type RouteOutput, type routes } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';

type Row = Awaited<ReturnType<Tx['brandDocument']['findFirstOrThrow']>>;
type BrandDocument = RouteOutput<typeof routes.publishDocument>;

export function newestDocument(tx: Tx, brandId: string, kind: DocumentKind): Promise<Row | null> {
  return tx.brandDocument.findFirst({ where: { brandId, kind }, orderBy: { version: 'desc' } });
}

/** Refuses a text that is empty in a language of the brand. */
export async function publishDocument(
  deps: Deps,
  caller: BrandStaffCaller,
  document: { kind: DocumentKind; text: Localized },
): Promise<BrandDocument> {
  const brandId = caller.brand.id;
  const { kind, text } = document;
  return deps.db.prisma.$transaction(async (tx) => {
    // One after the other, so that two who publish together get two versions.
    await tx.$queryRaw`select id from brand where id = ${brandId}::uuid for update`;
    const brand = await tx.brand.findUniqueOrThrow({ where: { id: brandId } });
    for (const language of ['ru', 'en'] as const) {
      if (brand.languages.includes(language) && text[language].trim() === '')
        throw refuseField(`text.${language}`, {
          ru: 'Напишите текст на этом языке',
          en: 'Write the text in this language',
        });
    }
    const before = await newestDocument(tx, brandId, kind);
    const version = (before?.version ?? 0) + 1;
    const row = await tx.brandDocument.create({
      data: {
        brandId,
        kind,
        version,
        textRu: text.ru,
        textEn: text.en,
        publishedAt: deps.clock.now(),
        publishedBy: caller.userId,
      },
    });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'document.published',
      target: { kind: 'document', id: kind, name: kind },
      changes: [{ field: 'version', before: before?.version ?? null, after: version }],
    });
    return showDocument(row);
  });
}

export function showDocument(row: Row): BrandDocument {
  return {
    kind: documentKind.parse(row.kind),
    version: row.version,
    text: { ru: row.textRu, en: row.textEn },
    publishedAt: row.publishedAt.toISOString(),
  };
}
