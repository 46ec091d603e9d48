/** Routes that anyone may call to learn of a brand: its look and its legal documents. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Mount } from '../platform/route.ts';
import { brandBySlug } from './find.ts';
import { publicBrand } from './public.ts';

export function mountBrandRoutes(mount: Mount, deps: Deps): void {
  mount(routes.getBrand, async ({ input }) => publicBrand(deps, input.params.slug));

  mount(routes.getDocument, async ({ input }) => {
    const { slug, kind } = input.params;
    const brand = await brandBySlug(deps, slug);
    const document = await deps.db.prisma.brandDocument.findFirst({
      where: { brandId: brand.id, kind },
      orderBy: { version: 'desc' },
    });
    if (!document) throw new Refusal('document_not_found');
    return {
      kind,
      version: document.version,
      text: { ru: document.textRu, en: document.textEn },
      publishedAt: document.publishedAt.toISOString(),
    };
  });
}
