/** Tiers for the brand's staff, for one customer's page, and for the member's phone. */
import { routes } from '@regulars/contracts';
import { fileUrl } from '../brands/public.ts';
import { findCustomer } from '../customers/find.ts';
import type { Deps } from '../deps.ts';
import { readUpload } from '../platform/files.ts';
import type { Mount } from '../platform/route.ts';
import { badgeOf } from './badge.ts';
import { endTierGrant, grantTier } from './grants.ts';
import { showCustomerTier, showStanding } from './present.ts';
import { previewTierProgramme } from './preview.ts';
import { saveTierProgramme, showTierProgramme } from './programme.ts';
import { readTiers } from './tier-programme.ts';
import { saveTierPicture } from './picture.ts';

export function mountTierRoutes(mount: Mount, deps: Deps): void {
  mountProgramme(mount, deps);
  mountCustomerTier(mount, deps);
  mountOwnTiers(mount, deps);
}

function mountProgramme(mount: Mount, deps: Deps): void {
  mount(routes.getTierProgramme, ({ caller }) =>
    showTierProgramme(deps.db.prisma, caller.brand.id, deps.clock.now()),
  );

  mount(routes.saveTierProgramme, ({ input, caller }) => saveTierProgramme(deps, caller, input.body));

  mount(routes.previewTierProgramme, ({ input, caller }) =>
    previewTierProgramme(deps.db.prisma, {
      brandId: caller.brand.id,
      settings: input.body.settings,
      now: deps.clock.now(),
    }),
  );

  mount(routes.uploadTierPicture, async ({ caller, request }) =>
    saveTierPicture(deps, caller.brand.id, await readUpload(request)),
  );
}

function mountCustomerTier(mount: Mount, deps: Deps): void {
  mount(routes.getCustomerTier, async ({ input, caller }) => {
    const brandId = caller.brand.id;
    const { id: customerId } = await findCustomer(deps, brandId, { id: input.params.id });
    return showCustomerTier(deps.db.prisma, { brandId, customerId, now: deps.clock.now() });
  });

  mount(routes.grantTier, ({ input, caller }) => grantTier(deps, caller, input.params.id, input.body));

  mount(routes.endTierGrant, ({ input, caller }) => endTierGrant(deps, caller, input.params.id));
}

function mountOwnTiers(mount: Mount, deps: Deps): void {
  mount(routes.listMyTiers, async ({ caller: { brandId, customerId } }) => {
    const tx = deps.db.prisma;
    const tiers = await readTiers(tx, brandId);
    if (!tiers) return { period: null, atPeriodEnd: null, standing: null, levels: [] };
    return {
      period: tiers.terms.period,
      atPeriodEnd: tiers.terms.atPeriodEnd,
      standing: await showStanding(tx, tiers, { brandId, customerId, now: deps.clock.now() }),
      levels: tiers.levels.map((level) => ({
        ...badgeOf(level),
        threshold: Number(level.threshold),
        multiplierPercent: level.multiplierPercent,
        giftPoints: Number(level.giftPoints),
        benefits: { ru: level.benefitsRu, en: level.benefitsEn },
        pictureUrl: fileUrl(brandId, level.pictureFile),
      })),
    };
  });
}
