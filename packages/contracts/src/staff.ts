/** Staff of a deployment: who I am, the first owner's setup, invitations, roles, API keys, audit log. */
import { z } from 'zod';
import { brandSettings } from './brands.ts';
import { defineRoute } from './define-route.ts';
import { permissions, roles, scopes } from './permissions.ts';
import { email, id, instant, language, pageOf, pageQuery, slug } from './primitives.ts';
import { shopLimit, shopName } from './shops.ts';

export const role = z.enum(roles);
export const permission = z.enum(permissions);
export const scope = z.enum(scopes);

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });
const token = z.string().regex(/^[A-Za-z0-9_-]{20,128}$/);
/** At least 10 characters; longer is better than stranger. */
export const newPassword = z.string().min(10).max(128);
export const personName = z.string().trim().min(1).max(100);

export const staffMe = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  twoFactorEnabled: z.boolean(),
  /** May add brands to this deployment. */
  isOperator: z.boolean(),
  brands: z.array(
    z.object({
      slug,
      name: z.string(),
      logoUrl: z.string().nullable(),
      accentColor: z.string(),
      currency: z.string(),
      zone: z.string(),
      role,
      permissions: z.array(permission),
    }),
  ),
});
export type StaffMe = z.infer<typeof staffMe>;

export const getStaffMe = defineRoute('getStaffMe', {
  access: { kind: 'staff', permission: null },
  summary: 'The signed-in person and their brands, roles and rights.',
  response: staffMe,
  success: 200,
  errors: ['staff_session_required'],
});

export const updateStaffMe = defineRoute('updateStaffMe', {
  access: { kind: 'staff', permission: null },
  summary: 'Changes one’s own name or the language of the admin; what is not given stays.',
  body: z.strictObject({
    name: personName.optional(),
    language: language.optional(),
  }),
  response: staffMe,
  success: 200,
  errors: ['staff_session_required', 'validation_failed'],
});

export const getSetup = defineRoute('getSetup', {
  access: { kind: 'public' },
  summary: 'Whether the one-time setup link still works.',
  params: z.object({ token }),
  response: z.object({ valid: z.literal(true) }),
  success: 200,
  errors: ['setup_link_not_valid', 'rate_limited'],
});

export const completeSetup = defineRoute('completeSetup', {
  access: { kind: 'public' },
  summary: 'Makes the first owner and the first brand; the link works once.',
  params: z.object({ token }),
  body: z.strictObject({
    owner: z.strictObject({
      name: personName,
      email,
      password: newPassword,
      language,
    }),
    brand: z.strictObject({ slug, ...brandSettings.shape }),
  }),
  response: z.object({ slug }),
  success: 201,
  errors: ['setup_link_not_valid', 'validation_failed', 'slug_taken', 'rate_limited'],
});

export const getPasswordReset = defineRoute('getPasswordReset', {
  access: { kind: 'public' },
  summary: 'Whose password a reset link sets anew.',
  params: z.object({ token }),
  response: z.object({ name: z.string(), email: z.string(), expiresAt: instant }),
  success: 200,
  errors: ['reset_link_not_valid', 'rate_limited'],
});

export const completePasswordReset = defineRoute('completePasswordReset', {
  access: { kind: 'public' },
  summary:
    'Sets a new password and ends every session of the person; the link works once. A second factor stays.',
  params: z.object({ token }),
  body: z.strictObject({ password: newPassword }),
  success: 204,
  errors: ['reset_link_not_valid', 'validation_failed', 'rate_limited'],
});

export const invitation = z.object({
  id,
  role,
  email: z.string().nullable(),
  invitedBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
});

export const getInvitation = defineRoute('getInvitation', {
  access: { kind: 'public' },
  summary: 'What an invitation link offers.',
  params: z.object({ token }),
  response: z.object({
    brandName: z.string(),
    role,
    email: z.string().nullable(),
    expiresAt: instant,
  }),
  success: 200,
  errors: ['invitation_not_valid', 'rate_limited'],
});

export const acceptInvitation = defineRoute('acceptInvitation', {
  access: { kind: 'public' },
  summary:
    'Joins the staff: with a new account, or, when signed in, with one’s own (send no body fields but confirm).',
  params: z.object({ token }),
  body: z.union([
    z.strictObject({
      name: personName,
      email,
      password: newPassword,
      language,
    }),
    z.strictObject({ asSignedIn: z.literal(true) }),
  ]),
  response: z.object({ slug }),
  success: 201,
  errors: [
    'invitation_not_valid',
    'already_staff',
    'validation_failed',
    'staff_session_required',
    'rate_limited',
  ],
});

export const listInvitations = defineRoute('listInvitations', {
  access: { kind: 'staff', permission: 'staff.read' },
  summary: 'Invitations of the brand, newest first.',
  params: bySlug,
  response: z.object({ items: z.array(invitation) }),
  success: 200,
  errors: [],
});

export const inviteStaff = defineRoute('inviteStaff', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Makes an invitation link, good for 7 days and one person; the link is shown only now.',
  params: bySlug,
  body: z.strictObject({
    role,
    email: email.optional(),
    /** Where the person will work; none means every shop. */
    shopIds: z.array(id).max(shopLimit).default([]),
  }),
  response: invitation.extend({ link: z.string() }),
  success: 201,
  errors: ['permission_missing', 'shop_not_found', 'validation_failed'],
});

export const revokeInvitation = defineRoute('revokeInvitation', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Ends an open invitation.',
  params: bySlugAndId,
  success: 204,
  errors: ['invitation_not_valid'],
});

export const staffMember = z.object({
  id,
  /** The account, as the audit log names who acted. */
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  twoFactorEnabled: z.boolean(),
  hasPasskey: z.boolean(),
  joinedAt: instant,
  lastSeenAt: instant.nullable(),
  isMe: z.boolean(),
  /** Where the person works; none means every shop, as for owners always. */
  shops: z.array(shopName),
});
export type StaffMember = z.infer<typeof staffMember>;

export const listStaff = defineRoute('listStaff', {
  access: { kind: 'staff', permission: 'staff.read' },
  summary: 'Everyone on the staff of the brand.',
  params: bySlug,
  response: z.object({ items: z.array(staffMember) }),
  success: 200,
  errors: [],
});

export const changeStaffRole = defineRoute('changeStaffRole', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Gives another role; the last owner stays owner.',
  params: bySlugAndId,
  body: z.strictObject({ role }),
  response: staffMember,
  success: 200,
  errors: ['staff_not_found', 'permission_missing', 'last_owner', 'validation_failed'],
});

export const setStaffShops = defineRoute('setStaffShops', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Says where a person works; none means every shop. In force at their next request.',
  params: bySlugAndId,
  body: z.strictObject({ shopIds: z.array(id).max(shopLimit) }),
  response: staffMember,
  success: 200,
  errors: ['staff_not_found', 'shop_not_found', 'permission_missing', 'validation_failed'],
});

export const removeStaff = defineRoute('removeStaff', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Takes a person off the staff; effective at once.',
  params: bySlugAndId,
  success: 204,
  errors: ['staff_not_found', 'permission_missing', 'last_owner'],
});

export const makeStaffResetLink = defineRoute('makeStaffResetLink', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary:
    'Makes a link for a new password, good for 24 hours and one use; it is shown only now and ends an earlier one.',
  params: bySlugAndId,
  response: z.object({ link: z.string(), expiresAt: instant }),
  success: 201,
  errors: ['staff_not_found', 'permission_missing', 'account_out_of_reach', 'rate_limited'],
});

export const resetStaffTwoFactor = defineRoute('resetStaffTwoFactor', {
  access: { kind: 'staff', permission: 'staff.write' },
  summary: 'Takes away a person’s authenticator, backup codes and passkeys, and ends their sessions.',
  params: bySlugAndId,
  success: 204,
  errors: ['staff_not_found', 'permission_missing', 'account_out_of_reach', 'rate_limited'],
});

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  scopes: z.array(scope),
  /** The one shop it rings up for; null for any. */
  shop: shopName.nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

export const listApiKeys = defineRoute('listApiKeys', {
  access: { kind: 'staff', permission: 'apiKeys.write' },
  summary: 'Keys of the brand, revoked ones included.',
  params: bySlug,
  response: z.object({ items: z.array(apiKey) }),
  success: 200,
  errors: [],
});

export const createApiKey = defineRoute('createApiKey', {
  access: { kind: 'staff', permission: 'apiKeys.write' },
  summary: 'Makes a key; its secret is shown only in this answer.',
  params: bySlug,
  body: z.strictObject({
    name: z.string().trim().min(1).max(64),
    scopes: z.array(scope).min(1).max(scopes.length),
    /** Purchases and holds of this key belong to the shop. */
    shopId: id.optional(),
  }),
  response: apiKey.extend({ secret: z.string() }),
  success: 201,
  errors: ['validation_failed', 'shop_not_found'],
});

export const revokeApiKey = defineRoute('revokeApiKey', {
  access: { kind: 'staff', permission: 'apiKeys.write' },
  summary: 'Ends a key at once and for ever.',
  params: bySlugAndId,
  success: 204,
  errors: ['api_key_not_found'],
});

export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.object({
    kind: z.enum(['staff', 'apiKey', 'customer', 'system']),
    name: z.string(),
  }),
  /** Noun and past verb, as in `programme.saved`. */
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  /** What changed, by field: before and after. Personal data is never in it. */
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAuditEntries = defineRoute('listAuditEntries', {
  access: { kind: 'staff', permission: 'audit.read' },
  summary: 'Who changed what and when, newest first.',
  params: bySlug,
  query: pageQuery.extend({
    action: z.string().max(64).optional(),
    actorId: z.string().max(64).optional(),
    targetId: z.string().max(64).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  response: pageOf(auditEntry),
  success: 200,
  errors: ['validation_failed'],
});

export const deadLetter = z.object({
  id,
  job: z.string(),
  error: z.string(),
  attempts: z.number().int(),
  at: instant,
  retriedAt: instant.nullable(),
});

export const listDeadLetters = defineRoute('listDeadLetters', {
  access: { kind: 'staff', permission: 'system.read' },
  summary: 'Work that failed for good, with its error.',
  params: bySlug,
  query: pageQuery,
  response: pageOf(deadLetter),
  success: 200,
  errors: ['validation_failed'],
});

export const retryDeadLetter = defineRoute('retryDeadLetter', {
  access: { kind: 'staff', permission: 'system.write' },
  summary: 'Puts failed work back in the queue; what it did already it does not do twice.',
  params: bySlugAndId,
  success: 204,
  errors: ['dead_letter_not_found'],
});
