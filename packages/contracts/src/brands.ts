/** A brand as customers see it, its settings as staff keep them, and its legal documents. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { currency, hexColor, id, instant, language, localized, slug, zone } from './primitives.ts';

export const pointsName = z.strictObject({
  ru: z.strictObject({ one: noun(), few: noun(), many: noun() }),
  en: z.strictObject({ one: noun(), other: noun() }),
});

/** What the Mini App needs to dress itself; safe for everyone to see. */
export const publicBrand = z.object({
  slug,
  name: z.string(),
  logoUrl: z.string().nullable(),
  accentColor: z.string(),
  /** Colours of the member card: from and to of its gradient. */
  cardColors: z.tuple([z.string(), z.string()]),
  zone: z.string(),
  currency,
  languages: z.array(language),
  pointsName,
  botUsername: z.string().nullable(),
  /** Receipts may be sent: the way to it is shown. */
  takesReceipts: z.boolean(),
  /** There is something to get for points. */
  hasRewards: z.boolean(),
  /** Codes and coupons are in use: the way to one's own is shown. */
  hasCoupons: z.boolean(),
  /** There are shops to find: the way to their list is shown. */
  hasShops: z.boolean(),
  /** Value of one point in minor units when it is spent. */
  pointValueMinor: z.number().int(),
  redeemCapPercent: z.number().int(),
  welcomeBonusPoints: z.number().int(),
  /** How to earn, in words made from the programme in force. */
  earning: z.object({ ru: z.string(), en: z.string() }),
  /** Versions in force, to be sent back with consents. */
  documents: z.object({
    rules: z.number().int(),
    privacy: z.number().int(),
    marketing: z.number().int(),
  }),
});
export type PublicBrand = z.infer<typeof publicBrand>;

export const brandSettings = z.strictObject({
  name: z.string().trim().min(1).max(64),
  accentColor: hexColor,
  cardColors: z.tuple([hexColor, hexColor]),
  zone,
  currency,
  languages: z.array(language).min(1).max(2),
  pointsName,
});
export type BrandSettings = z.infer<typeof brandSettings>;

export const documentKind = z.enum(['rules', 'privacy', 'marketing']);
export type DocumentKind = z.infer<typeof documentKind>;
export const brandDocument = z.object({
  kind: documentKind,
  version: z.number().int(),
  text: localized,
  publishedAt: instant,
});

const bySlug = z.object({ slug });

export const getBrand = defineRoute('getBrand', {
  access: { kind: 'public' },
  summary: 'What anyone may know of a brand.',
  params: bySlug,
  response: publicBrand,
  success: 200,
  errors: ['brand_not_found'],
});

export const getDocument = defineRoute('getDocument', {
  access: { kind: 'public' },
  summary: 'The text in force of programme rules, privacy policy or marketing consent.',
  params: z.object({ slug, kind: documentKind }),
  response: brandDocument,
  success: 200,
  errors: ['brand_not_found', 'document_not_found'],
});

export const createBrand = defineRoute('createBrand', {
  access: { kind: 'staff', permission: null },
  summary: 'A further brand on this deployment; the caller becomes its owner.',
  body: z.strictObject({ slug, ...brandSettings.shape }),
  response: z.object({ slug, id }),
  success: 201,
  errors: ['staff_session_required', 'permission_missing', 'slug_taken', 'validation_failed'],
});

export const getBrandSettings = defineRoute('getBrandSettings', {
  access: { kind: 'staff', permission: 'brand.read' },
  summary: 'Look, zone, currency and words of the brand, and its documents.',
  params: bySlug,
  response: z.object({
    slug,
    ...brandSettings.shape,
    logoUrl: z.string().nullable(),
    documents: z.array(brandDocument),
  }),
  success: 200,
  errors: ['brand_not_found'],
});

export const saveBrandSettings = defineRoute('saveBrandSettings', {
  access: { kind: 'staff', permission: 'brand.write' },
  summary: 'Saves the brand settings whole; currency can change only before the first purchase.',
  params: bySlug,
  body: brandSettings,
  response: brandSettings,
  success: 200,
  errors: ['brand_not_found', 'validation_failed', 'version_conflict'],
});

export const uploadBrandLogo = defineRoute('uploadBrandLogo', {
  access: { kind: 'staff', permission: 'brand.write' },
  summary: 'The logo as multipart field `file`: JPEG, PNG or WebP, at most 5 MB; kept as a square WebP.',
  params: bySlug,
  takesFile: true,
  response: z.object({ logoUrl: z.string() }),
  success: 200,
  errors: ['brand_not_found', 'file_invalid', 'file_too_large'],
});

export const publishDocument = defineRoute('publishDocument', {
  access: { kind: 'staff', permission: 'brand.write' },
  summary: 'Publishes a new version of a document; consents given before keep their version.',
  params: z.object({ slug, kind: documentKind }),
  body: z.strictObject({ text: localized }),
  response: brandDocument,
  success: 200,
  errors: ['brand_not_found', 'validation_failed'],
});

export const getFile = defineRoute('getFile', {
  access: { kind: 'public' },
  summary: 'A stored picture.',
  params: z.object({
    brandId: id,
    name: z.string().regex(/^[A-Za-z0-9_-]{16,64}\.webp$/),
  }),
  success: 200,
  errors: ['file_not_found'],
});

function noun() {
  return z.string().trim().min(1).max(24);
}
