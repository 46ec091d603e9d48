/** The Mini App's routes: session, joining, own data, card, live stream. */
import { member as memberBody, routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import { brandWithBotToken } from '../brands/find.ts';
import { publicBrand } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import { entriesPage } from '../ledger/entries.ts';
import { once } from '../platform/idempotency.ts';
import { createLimiter } from '../platform/limits.ts';
import { Refusal } from '../platform/refusal.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { issueCard } from './cards.ts';
import { eraseCustomer } from './erase.ts';
import { exportCustomer } from './export.ts';
import { joinProgramme } from './join.ts';
import { streamLive } from './live.ts';
import { presentMember, presentMemberInside } from './member.ts';
import { setOwnMarketing, updateOwnProfile } from './own-profile.ts';
import { findOrCreatePerson } from './people.ts';
import { readSignedContact, savePhone } from './phone.ts';
import type { Sessions } from './session.ts';
import { withOwnWelcome } from './welcome-offer.ts';

/** One a minute is the rhythm; reloads and a second phone need some room. */
const cardsPerMinute = 30;
/** A copy of everything is the dearest answer there is. */
const exportsPerHour = 20;

export function mountMeRoutes(mount: Mount, deps: Deps, sessions: Sessions): void {
  const { prisma } = deps.db;
  const cardLimiter = createLimiter(deps.db.pool, { name: 'card', allowed: cardsPerMinute, seconds: 60 });
  const exportLimiter = createLimiter(deps.db.pool, {
    name: 'export',
    allowed: exportsPerHour,
    seconds: 3_600,
  });

  mount(routes.openSession, async ({ caller, language }) => {
    const { token, expiresAt } = sessions.issue(caller);
    const [brand, person] = await Promise.all([
      publicBrand(deps, caller.slug),
      prisma.customer.findUnique({
        where: { brandId_telegramId: { brandId: caller.brandId, telegramId: caller.user.id } },
        select: { id: true, joinedAt: true, language: true },
      }),
    ]);
    if (!person?.joinedAt) {
      const { brandId, user } = caller;
      const offered = await withOwnWelcome(deps, brand, { brandId, telegramId: user.id });
      return { token, expiresAt: expiresAt.toISOString(), brand: offered, member: null };
    }
    await findOrCreatePerson(prisma, deps.random, {
      brandId: caller.brandId,
      user: caller.user,
      source: null,
      hasStartedBot: false,
    });
    const own = person.language === 'en' ? 'en' : person.language === 'ru' ? 'ru' : language;
    const member = await presentMember(deps, caller.brandId, person.id, own);
    return { token, expiresAt: expiresAt.toISOString(), brand, member };
  });

  mount(routes.join, async ({ input, caller, language, repeat }) => {
    const kept = await once(prisma, repeat, async (tx) => {
      const { customerId, isNew } = await joinProgramme(tx, deps, caller, input.body);
      const first = await presentMemberInside(tx, deps, {
        brandId: caller.brandId,
        customerId,
        language: input.body.language ?? language,
      });
      // The answer names the person, so it is kept as their own record is: unreadable.
      return { status: isNew ? 201 : 200, body: { sealed: deps.secrets.encrypt(JSON.stringify(first)) } };
    });
    const body = memberBody.parse(JSON.parse(deps.secrets.decrypt(kept.body.sealed)));
    return new Answer(body, { status: kept.status === 201 ? 201 : 200, isReplay: kept.isReplay });
  });

  mount(routes.getMe, async ({ caller, language }) =>
    presentMember(deps, caller.brandId, caller.customerId, language),
  );

  mount(routes.updateMe, async ({ input, caller, language }) => {
    await updateOwnProfile(deps, caller.brandId, caller.customerId, input.body);
    return presentMember(deps, caller.brandId, caller.customerId, input.body.language ?? language);
  });

  mount(routes.deleteMe, async ({ caller }) => {
    await eraseCustomer(deps, caller.brandId, caller.customerId, actorOf(caller));
  });

  mount(routes.exportMe, async ({ caller, language, reply }) => {
    await exportLimiter.spend(`${caller.brandId}:${caller.customerId}`);
    reply.header('content-disposition', `attachment; filename="${caller.slug}-my-data.json"`);
    return exportCustomer(deps, caller.brandId, caller.customerId, language);
  });

  mount(routes.issueCard, async ({ caller }) => {
    await cardLimiter.spend(`${caller.brandId}:${caller.customerId}`);
    const issued = await issueCard(deps, caller.brandId, caller.customerId);
    return {
      card: issued.card,
      code: issued.code,
      expiresAt: issued.expiresAt.toISOString(),
      now: issued.now.toISOString(),
    };
  });

  mount(routes.listMyEntries, async ({ input, caller, language }) =>
    entriesPage(deps, { brandId: caller.brandId, customerId: caller.customerId, language, ...input.query }),
  );

  mount(routes.setMyConsent, async ({ input, caller, language }) => {
    await setOwnMarketing(deps, caller.brandId, caller.customerId, input.body);
    return presentMember(deps, caller.brandId, caller.customerId, language);
  });

  mount(routes.shareContact, async ({ input, caller, language }) => {
    const { botToken } = await brandWithBotToken(deps, caller.slug);
    // Without a bot there is no key: an empty one would let anybody sign.
    if (botToken === null) throw new Refusal('contact_invalid');
    const phoneNumber = readSignedContact(input.body.contact, botToken, caller.user.id, deps.clock.now());
    const { brandId, customerId } = caller;
    const merged = await savePhone(deps, { brandId, customerId, phoneNumber, actor: actorOf(caller) });
    if (merged) deps.live.publish(brandId, customerId);
    return presentMember(deps, caller.brandId, caller.customerId, language);
  });

  mount(routes.liveMe, async ({ caller, reply }) => streamLive(deps, caller, reply));
}
