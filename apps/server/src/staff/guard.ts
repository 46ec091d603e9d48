/** Tells who of the staff is asking: by session cookie, and in the brand of the path by membership. */
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Guards, StaffCaller } from '../platform/callers.ts';
import { Refusal } from '../platform/refusal.ts';
import type { StaffAuth } from './auth.ts';
import { findSession, type SessionRow } from './session.sql.ts';
import { readSignedCookie, sessionCookie } from './signed-cookies.ts';
import { storedRole } from './stored-role.ts';
import { workplacesOf } from './workplaces.ts';

const seenEveryMilliseconds = 60_000;

/** A brand one does not work for is `brand_not_found`, so that nobody learns which brands exist. */
export function createStaffGuard(deps: Deps, auth: StaffAuth): Guards['staff'] {
  return async (request, slug) => {
    const token = readSessionToken(request, auth);
    const now = deps.clock.now();
    const found = token === null ? null : await findSession(deps.db.pool, { token, slug, now });
    if (!found) throw new Refusal('staff_session_required');
    return { ...personOf(found), brand: slug === null ? null : await brandOf(deps, found, slug, now) };
  };
}

function readSessionToken(request: FastifyRequest, auth: StaffAuth): string | null {
  return readSignedCookie(request.headers.cookie, sessionCookie, auth.secret);
}

function personOf(found: SessionRow): Omit<StaffCaller, 'brand'> {
  return {
    kind: 'staff',
    userId: found.userId,
    name: found.name,
    email: found.email,
    language: found.language === 'en' ? 'en' : 'ru',
    isOperator: found.isOperator,
  };
}

async function brandOf(deps: Deps, found: SessionRow, slug: string, now: Date) {
  if (found.brandId === null || found.membershipId === null) throw new Refusal('brand_not_found');
  const seen = found.lastSeenAt?.getTime() ?? 0;
  if (now.getTime() - seen >= seenEveryMilliseconds) {
    await deps.db.prisma.staffMembership.updateMany({
      where: { brandId: found.brandId, id: found.membershipId },
      data: { lastSeenAt: now },
    });
  }
  const role = storedRole.parse(found.role);
  return { id: found.brandId, slug, role, shopIds: workplacesOf(role, found.shopIds ?? []) };
}
