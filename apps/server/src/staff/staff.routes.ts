/** Staff: setup, invitations, the signed-in person, the people of a brand. */
import { routes } from '@regulars/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Guards } from '../platform/callers.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Mount } from '../platform/route.ts';
import { authPath, type StaffAuth } from './auth.ts';
import {
  acceptInvitation,
  inviteStaff,
  listInvitations,
  openInvitation,
  revokeInvitation,
} from './invitations.ts';
import type { Limits } from './limits.ts';
import { staffMe, updateStaffMe } from './me.ts';
import { changeRole, listStaff, removeStaff } from './members.ts';
import { makeResetLink, openResetLink, resetPassword, resetTwoFactor } from './password-reset.ts';
import { checkSetupLink, completeSetup, foundBrand } from './setup.ts';
import { storedRole } from './stored-role.ts';
import { setWorkplaces } from './workplaces.ts';

export interface StaffParts {
  auth: StaffAuth;
  limits: Limits;
  guard: Guards['staff'];
}

export function mountStaffRoutes(mount: Mount, deps: Deps, parts: StaffParts): void {
  mountLinks(mount, deps, parts);

  mount(routes.getStaffMe, async ({ caller, request, reply }) => {
    await prolongSession(deps, parts.auth, request, reply);
    return staffMe(deps, caller);
  });

  mount(routes.updateStaffMe, ({ input, caller }) => updateStaffMe(deps, caller, input.body));

  mount(routes.createBrand, async ({ input, caller }) => {
    if (!caller.isOperator) throw new Refusal('permission_missing', { values: { permission: 'operator' } });
    const { slug, ...settings } = input.body;
    const id = await deps.db.prisma.$transaction((tx) =>
      foundBrand(tx, deps, { slug, settings, founder: caller }),
    );
    return { slug, id };
  });

  mount(routes.listStaff, async ({ caller }) => ({ items: await listStaff(deps, caller) }));

  mount(routes.changeStaffRole, ({ input, caller }) =>
    changeRole(deps, caller, { id: input.params.id, role: input.body.role }),
  );

  mount(routes.setStaffShops, ({ input, caller }) =>
    setWorkplaces(deps, caller, { id: input.params.id, shopIds: input.body.shopIds }),
  );

  mount(routes.removeStaff, ({ input, caller }) => removeStaff(deps, caller, input.params.id));

  mount(routes.makeStaffResetLink, async ({ input, caller, request }) => {
    await parts.limits.attempt(request, { purpose: 'reset-link', id: caller.userId });
    return makeResetLink(deps, caller, input.params.id);
  });

  mount(routes.resetStaffTwoFactor, async ({ input, caller, request }) => {
    await parts.limits.attempt(request, { purpose: 'reset-two-factor', id: caller.userId });
    return resetTwoFactor(deps, caller, input.params.id);
  });

  mount(routes.listInvitations, async ({ caller }) => ({
    items: await listInvitations(deps, caller.brand.id),
  }));

  mount(routes.inviteStaff, ({ input, caller }) => inviteStaff(deps, caller, input.body));

  mount(routes.revokeInvitation, ({ input, caller }) => revokeInvitation(deps, caller, input.params.id));
}

/** Links that work without a session: whoever tries tokens is slowed down by network. */
function mountLinks(mount: Mount, deps: Deps, { limits, guard }: StaffParts): void {
  mount(routes.getSetup, async ({ input, request }) => {
    await limits.attempt(request, null);
    await checkSetupLink(deps, input.params.token);
    return { valid: true as const };
  });

  mount(routes.completeSetup, async ({ input, request }) => {
    await limits.attempt(request, null);
    return completeSetup(deps, { token: input.params.token, ...input.body });
  });

  mount(routes.getPasswordReset, async ({ input, request }) => {
    await limits.attempt(request, null);
    const { person, expiresAt } = await openResetLink(deps, input.params.token);
    return { name: person.name, email: person.email, expiresAt: expiresAt.toISOString() };
  });

  mount(routes.completePasswordReset, async ({ input, request }) => {
    await limits.attempt(request, null);
    const person = await resetPassword(deps, input.params.token, input.body.password);
    await limits.forget({ purpose: 'sign-in', id: person.email });
  });

  mount(routes.getInvitation, async ({ input, request }) => {
    await limits.attempt(request, null);
    const { row, brand } = await openInvitation(deps, input.params.token);
    return {
      brandName: brand.name,
      role: storedRole.parse(row.role),
      email: row.email,
      expiresAt: row.expiresAt.toISOString(),
    };
  });

  mount(routes.acceptInvitation, async ({ input, request }) => {
    await limits.attempt(request, null);
    const { body, params } = input;
    return acceptInvitation(deps, params.token, 'asSignedIn' in body ? await guard(request, null) : body);
  });
}

/** Sessions slide: opening the admin after a day or more gives the cookie its thirty days again. */
async function prolongSession(
  deps: Deps,
  auth: StaffAuth,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const response = await auth.handler(
    new Request(`${deps.config.publicUrl}${authPath}/get-session`, {
      headers: { cookie: request.headers.cookie ?? '' },
    }),
  );
  const cookies = response.headers.getSetCookie();
  if (response.ok && cookies.length > 0) reply.header('set-cookie', cookies);
}
