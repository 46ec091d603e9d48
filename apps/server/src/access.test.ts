/** Every route with a door: which role gets in, and that nothing of one brand opens anything in another. */
import { allRoutes, roleMay, roles, type Role, type Route, routes, scopes } from '@regulars/contracts';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { buildApp } from './app.ts';
import { addApiKey, type Brand, freshKey, joinAs, makeSigningBrand } from './customers/testing.ts';
import { plainRule } from './earning/testing.ts';
import { firstReceiptSettings } from './receipts/settings.ts';
import { createTestDeps, makeStaff, type TestDeps, type TestStaff, testBrandSettings } from './testing.ts';
import { firstProgramme } from './brands/new-brand.ts';
import { tierSettings } from './tiers/testing.ts';

/** A brand with one of everything that has an id. */
interface Whole extends Brand {
  botToken: string;
  owner: TestStaff;
  till: { authorization: string };
  apiKeyId: string;
  customer: { authorization: string };
  customerId: string;
  purchaseId: string;
  holdId: string;
  invitationId: string;
  deadLetterId: string;
  earningRuleId: string;
  webhookEndpointId: string;
  receiptId: string;
  rewardId: string;
  couponPoolId: string;
  couponId: string;
  shopId: string;
  importId: string;
  card: { card: string; code: string };
}

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let own: Whole;
let other: Whole;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  own = await makeWhole(41_001);
  other = await makeWhole(41_002);
});
afterAll(async () => {
  await app.close();
  await close();
});

async function makeWhole(telegramId: number): Promise<Whole> {
  const brand = await makeSigningBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const { id: apiKeyId, headers: till } = await addApiKey(deps, brand.id);
  const { headers: customer, member } = await joinAs(app, deps, brand, { id: telegramId });
  const purchase = await app.inject({
    method: 'POST',
    url: '/v1/purchases',
    headers: { ...till, ...freshKey() },
    payload: { externalId: 'first', customerId: member.id, totalMinor: 50_000 },
  });
  const hold = await app.inject({
    method: 'POST',
    url: '/v1/holds',
    headers: { ...till, ...freshKey() },
    payload: { externalId: 'held', customerId: member.id, totalMinor: 50_000 },
  });
  const invitation = await app.inject({
    method: 'POST',
    url: `/api/admin/brands/${brand.slug}/invitations`,
    headers: owner.headers,
    payload: { email: `guest-${telegramId}@example.com`, role: 'cashier' },
  });
  const deadLetterId = deps.random.id();
  await deps.db.prisma.deadLetter.create({
    data: { brandId: brand.id, id: deadLetterId, job: 'x', payload: {}, error: 'x', attempts: 1 },
  });
  const rule = await deps.db.prisma.earningRule.findFirstOrThrow({ where: { brandId: brand.id } });
  const endpoint = await deps.db.prisma.webhookEndpoint.create({
    data: {
      brandId: brand.id,
      id: deps.random.id(),
      url: 'https://shop.example/events',
      description: '',
      events: ['member.joined'],
      secretEncrypted: deps.secrets.encrypt('whsec_x'),
    },
  });
  const shop = await deps.db.prisma.shop.create({
    data: { brandId: brand.id, id: deps.random.id(), name: 'На углу' },
  });
  const receipt = await deps.db.prisma.receipt.create({
    data: {
      brandId: brand.id,
      id: deps.random.id(),
      customerId: member.id,
      state: 'waiting',
      channel: 'photo',
      doubt: 'no_code',
      sentAt: deps.clock.now(),
    },
  });
  const imported = await deps.db.prisma.import.create({
    data: {
      brandId: brand.id,
      id: deps.random.id(),
      kind: 'members',
      state: 'uploaded',
      fileName: 'members.csv',
      encoding: 'utf-8',
      separator: ';',
      headers: ['phone'],
      createdAt: deps.clock.now(),
    },
  });
  const texts = { titleRu: 'Кофе', titleEn: '', descriptionRu: '', descriptionEn: '' };
  const kept = { ...texts, terms: giftTerms, validity: {} };
  const reward = await deps.db.prisma.reward.create({
    data: { brandId: brand.id, id: deps.random.id(), ...kept, pricePoints: 1, position: 0 },
  });
  const couponPool = await deps.db.prisma.couponPool.create({
    data: { brandId: brand.id, id: deps.random.id(), ...kept, kind: 'personal', name: 'x' },
  });
  const coupon = await deps.db.prisma.coupon.create({
    data: {
      brandId: brand.id,
      id: deps.random.id(),
      code: `CODE${telegramId}`,
      poolId: couponPool.id,
      issuedAt: deps.clock.now(),
    },
  });
  const card = await app.inject({
    method: 'POST',
    url: `/api/brands/${brand.slug}/me/card`,
    headers: customer,
  });
  expect([purchase, hold, invitation, card].map((answer) => answer.statusCode)).toEqual([201, 201, 201, 200]);
  return {
    ...brand,
    owner,
    till,
    apiKeyId,
    customer,
    customerId: member.id,
    purchaseId: purchase.json().id,
    holdId: hold.json().id,
    invitationId: invitation.json().id,
    deadLetterId,
    earningRuleId: rule.id,
    webhookEndpointId: endpoint.id,
    receiptId: receipt.id,
    rewardId: reward.id,
    couponPoolId: couponPool.id,
    couponId: coupon.id,
    shopId: shop.id,
    importId: imported.id,
    card: card.json(),
  };
}

const giftTerms = { discount: { kind: 'gift' } };
const rewardBody = { title: { ru: 'Кофе' }, pricePoints: 1, terms: giftTerms };
const poolBody = { name: 'x', title: { ru: 'Кофе' }, terms: giftTerms };

/** A request that its route would accept from somebody who may, so that only access can be the reason of a refusal. */
const bodies: Record<string, object> = {
  updateMe: { firstName: 'Другая' },
  setMyConsent: { granted: false, version: 1 },
  shareContact: { contact: 'x' },
  join: { rules: { granted: true, version: 1 }, marketing: { granted: false, version: 1 } },
  adjustCustomer: { points: 5, reason: 'for a test' },
  adjustProfile: { points: 5, reason: 'for a test' },
  refundPurchase: { externalId: 'r-1' },
  refundPurchaseByStaff: { externalId: 'r-2' },
  updateProfile: { firstName: 'Другая' },
  saveEarningRule: { baseVersion: 1, settings: plainRule },
  setEarningRuleState: { state: 'paused' },
  saveWebhookEndpoint: { url: 'https://shop.example/events', events: ['member.joined'] },
  setWebhookEndpointState: { isEnabled: false },
  previewMerge: { customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10' },
  mergeProfiles: { customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10' },
  tillLookup: { phone: '+79160000000' },
  saveProgramme: { baseVersion: 0, settings: firstProgramme },
  previewProgramme: { settings: firstProgramme, totalMinor: 1_000 },
  saveTierProgramme: { baseVersion: 99, settings: null, keepReachedUntil: null },
  previewTierProgramme: { settings: tierSettings() },
  grantTier: { tierId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10', until: '2026-12-31', reason: 'for a test' },
  decideReceipt: { kind: 'refuse', refusal: 'unreadable' },
  decideReceipts: {
    ids: ['01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10'],
    decision: { kind: 'refuse', refusal: 'unreadable' },
  },
  saveReceiptSettings: firstReceiptSettings,
  createReward: rewardBody,
  saveReward: rewardBody,
  setRewardState: { state: 'draft' },
  orderRewards: { ids: ['01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10'] },
  createCouponPool: { ...poolBody, kind: 'personal' },
  saveCouponPool: poolBody,
  setCouponPoolState: { isActive: true },
  generateCoupons: { quantity: 1 },
  issueCouponByStaff: { customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10' },
  cancelCouponByStaff: { reason: 'for a test' },
  tillLookupCoupon: { code: 'NOSUCHCODE' },
  tillRedeemCoupon: { code: 'NOSUCHCODE' },
  claimCoupon: { code: 'NOSUCHCODE' },
  saveBrandSettings: testBrandSettings,
  publishDocument: { text: { ru: 'а', en: 'a' } },
  connectBot: { token: '1:x' },
  changeStaffRole: { role: 'cashier' },
  setStaffShops: { shopIds: [] },
  createShop: { name: 'Новый' },
  saveShop: { name: 'Другой' },
  setShopState: { isArchived: true },
  mapImport: { columns: ['phone'] },
  inviteStaff: { email: 'new@example.com', role: 'cashier' },
  createApiKey: { name: 'x', scopes: ['purchases:read'] },
};

function request(route: Route, brand: Whole, id: string, headers: Record<string, string>): InjectOptions {
  const url = route.path
    .replace(':slug', brand.slug)
    .replace(':kind', route.name === 'setMyConsent' ? 'marketing' : 'rules')
    .replace(':deliveryId', '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10')
    .replace(':code', 'NOSUCHCODE')
    .replace(':id', id);
  const payload = bodies[route.name] ?? (route.body ? {} : undefined);
  return {
    method: route.method,
    url,
    headers: { ...headers, ...freshKey() },
    ...(payload === undefined ? {} : { payload }),
  };
}

async function outcome(options: InjectOptions): Promise<[number, string | undefined]> {
  const answer = await app.inject(options);
  const isJson = /json/.test(String(answer.headers['content-type']));
  return [answer.statusCode, isJson ? answer.json().code : undefined];
}

const brandRoutes = allRoutes.filter((route) => route.path.startsWith('/api/admin/brands/:slug'));

describe('roles', () => {
  it.each(roles)('%s gets in exactly where the permissions say', async (role: Role) => {
    const person = await makeStaff(deps, { memberships: [{ brandId: own.id, role }] });
    const found: Record<string, boolean> = {};
    const wanted: Record<string, boolean> = {};
    for (const route of brandRoutes) {
      if (route.access.kind !== 'staff' || route.access.permission === null) throw new Error(route.name);
      wanted[route.name] = roleMay(role, route.access.permission);
      // An id of nothing: what the role may do must end there, and change nothing.
      const [, code] = await outcome(request(route, own, deps.random.id(), person.headers));
      found[route.name] = code !== 'permission_missing';
    }
    expect(found).toEqual(wanted);
  });

  it('of one brand are nothing in another, and nobody gets in without a session', async () => {
    for (const route of brandRoutes) {
      expect([
        route.name,
        ...(await outcome(request(route, other, deps.random.id(), own.owner.headers))),
      ]).toEqual([route.name, 404, 'brand_not_found']);
      const { origin } = own.owner.headers;
      expect([route.name, ...(await outcome(request(route, own, deps.random.id(), { origin })))]).toEqual([
        route.name,
        401,
        'staff_session_required',
      ]);
    }
  });
});

/** Each route with an id in its path, and whose id of the other brand is put there. */
const foreignIds: Record<string, (brand: Whole) => string> = {
  getCustomer: (brand) => brand.customerId,
  listCustomerEntries: (brand) => brand.customerId,
  adjustCustomer: (brand) => brand.customerId,
  getPurchase: (brand) => brand.purchaseId,
  refundPurchase: (brand) => brand.purchaseId,
  calculateRefund: (brand) => brand.purchaseId,
  getHold: (brand) => brand.holdId,
  confirmHold: (brand) => brand.holdId,
  releaseHold: (brand) => brand.holdId,
  getCustomerProfile: (brand) => brand.customerId,
  listProfileEntries: (brand) => brand.customerId,
  adjustProfile: (brand) => brand.customerId,
  updateProfile: (brand) => brand.customerId,
  deleteProfile: (brand) => brand.customerId,
  previewMerge: (brand) => brand.customerId,
  mergeProfiles: (brand) => brand.customerId,
  getCustomerTier: (brand) => brand.customerId,
  grantTier: (brand) => brand.customerId,
  endTierGrant: (brand) => brand.customerId,
  getEarningRule: (brand) => brand.earningRuleId,
  saveEarningRule: (brand) => brand.earningRuleId,
  deleteEarningRule: (brand) => brand.earningRuleId,
  setEarningRuleState: (brand) => brand.earningRuleId,
  duplicateEarningRule: (brand) => brand.earningRuleId,
  saveWebhookEndpoint: (brand) => brand.webhookEndpointId,
  setWebhookEndpointState: (brand) => brand.webhookEndpointId,
  deleteWebhookEndpoint: (brand) => brand.webhookEndpointId,
  rotateWebhookSecret: (brand) => brand.webhookEndpointId,
  testWebhookEndpoint: (brand) => brand.webhookEndpointId,
  listWebhookDeliveries: (brand) => brand.webhookEndpointId,
  getWebhookDelivery: (brand) => brand.webhookEndpointId,
  replayWebhookDelivery: (brand) => brand.webhookEndpointId,
  replayFailedWebhookDeliveries: (brand) => brand.webhookEndpointId,
  getReceipt: (brand) => brand.receiptId,
  getReceiptPicture: (brand) => brand.receiptId,
  decideReceipt: (brand) => brand.receiptId,
  getOfferedReward: (brand) => brand.rewardId,
  buyReward: (brand) => brand.rewardId,
  getMyCoupon: (brand) => brand.couponId,
  getReward: (brand) => brand.rewardId,
  saveReward: (brand) => brand.rewardId,
  setRewardState: (brand) => brand.rewardId,
  uploadRewardPicture: (brand) => brand.rewardId,
  removeRewardPicture: (brand) => brand.rewardId,
  getCouponPool: (brand) => brand.couponPoolId,
  saveCouponPool: (brand) => brand.couponPoolId,
  setCouponPoolState: (brand) => brand.couponPoolId,
  generateCoupons: (brand) => brand.couponPoolId,
  importCoupons: (brand) => brand.couponPoolId,
  exportCoupons: (brand) => brand.couponPoolId,
  issueCouponByStaff: (brand) => brand.couponPoolId,
  getCouponDetails: (brand) => brand.couponId,
  cancelCouponByStaff: (brand) => brand.couponId,
  getPurchaseDetails: (brand) => brand.purchaseId,
  refundPurchaseByStaff: (brand) => brand.purchaseId,
  calculateRefundByStaff: (brand) => brand.purchaseId,
  saveShop: (brand) => brand.shopId,
  setShopState: (brand) => brand.shopId,
  getImport: (brand) => brand.importId,
  deleteImport: (brand) => brand.importId,
  mapImport: (brand) => brand.importId,
  runImport: (brand) => brand.importId,
  cancelImport: (brand) => brand.importId,
  downloadImportProblems: (brand) => brand.importId,
  exportWebhookDeliveries: (brand) => brand.webhookEndpointId,
  changeStaffRole: (brand) => brand.owner.userId,
  setStaffShops: (brand) => brand.owner.userId,
  removeStaff: (brand) => brand.owner.userId,
  makeStaffResetLink: (brand) => brand.owner.userId,
  resetStaffTwoFactor: (brand) => brand.owner.userId,
  revokeInvitation: (brand) => brand.invitationId,
  revokeApiKey: (brand) => brand.apiKeyId,
  retryDeadLetter: (brand) => brand.deadLetterId,
};

describe('two brands', () => {
  it('every route with an id is in the table', () => {
    const withId = allRoutes.filter((route) => route.path.includes(':id')).map((route) => route.name);
    expect(Object.keys(foreignIds).sort()).toEqual([...withId].sort());
  });

  it.each(Object.keys(foreignIds))('%s: an id of the other brand is not found', async (name) => {
    const route = allRoutes.find((one) => one.name === name);
    if (!route) throw new Error(name);
    const headers = {
      apiKey: own.till,
      customer: own.customer,
      staff: own.owner.headers,
    }[z.enum(['apiKey', 'customer', 'staff']).parse(route.access.kind)];
    const [status, code] = await outcome(request(route, own, foreignIds[name]?.(other) ?? '', headers));
    expect([status, code]).toEqual([404, expect.stringMatching(/_not_(found|valid)$/)]);
  });

  it('sessions of customers are good in their brand only', async () => {
    for (const route of allRoutes.filter((one) => one.access.kind === 'customer')) {
      const result = await outcome(request(route, other, '', own.customer));
      expect([route.name, ...result]).toEqual([route.name, 401, 'session_invalid']);
    }
  });

  it('cards, codes, external ids and customers of one are unknown to the tills of the other', async () => {
    const { card, code } = other.card;
    const buys = { card: { card }, code: { code }, customerId: { customerId: other.customerId } };
    const find = (query: string) => outcome({ url: `/v1/customers?${query}`, headers: own.till });
    expect(await find(`card=${encodeURIComponent(card)}`)).toEqual([404, 'card_not_valid']);
    expect(await find(`code=${code}`)).toEqual([404, 'card_not_valid']);
    expect(await find('telegramId=41002')).toEqual([404, 'customer_not_found']);
    for (const [kind, reference] of Object.entries(buys)) {
      const payload = { externalId: `foreign-${kind}`, totalMinor: 1_000, ...reference };
      const refused = [404, kind === 'customerId' ? 'customer_not_found' : 'card_not_valid'];
      const post = (url: string, headers: Record<string, string>) =>
        outcome({ method: 'POST', url, headers: { ...headers, ...freshKey() }, payload });
      expect(await post('/v1/purchases', own.till)).toEqual(refused);
      expect(await post('/v1/purchases/calculate', own.till)).toEqual(refused);
      expect(await post('/v1/holds', own.till)).toEqual(refused);
      const { headers } = own.owner;
      expect(await post(`/api/admin/brands/${own.slug}/till/purchases`, headers)).toEqual(refused);
      expect(await post(`/api/admin/brands/${own.slug}/till/calculate`, headers)).toEqual(refused);
    }
    const lookUp = { method: 'POST', url: `/api/admin/brands/${own.slug}/till/lookup` } as const;
    expect(await outcome({ ...lookUp, headers: own.owner.headers, payload: { card } })).toEqual([
      404,
      'card_not_valid',
    ]);
  });

  it('the same receipt number and the same key are free in the other', async () => {
    const buy = (brand: Whole) =>
      app.inject({
        method: 'POST',
        url: '/v1/purchases',
        headers: { ...brand.till, 'idempotency-key': 'shared-key' },
        payload: { externalId: 'shared', customerId: brand.customerId, totalMinor: 10_000 },
      });
    const answers = [await buy(own), await buy(other)];
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201]);
    expect(answers[0]?.json().id).not.toBe(answers[1]?.json().id);
  });

  it('left the other brand as it was', async () => {
    const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id: other.customerId } });
    expect([row.firstName, row.deletedAt]).toEqual(['Анна', null]);
    const key = await deps.db.prisma.apiKey.findFirstOrThrow({ where: { id: other.apiKeyId } });
    expect(key.revokedAt).toBeNull();
  });
});

describe('those who may', () => {
  it.each([
    'getToday',
    'searchCustomers',
    'listPurchases',
    'getProgramme',
    'listProgrammeVersions',
    'getBrandSettings',
    'getBot',
    'listShops',
    'listImports',
    'listPublicShops',
    'listStaff',
    'listInvitations',
    'listApiKeys',
    'listAuditEntries',
    'listDeadLetters',
    'getMe',
    'exportMe',
    'listMyEntries',
    'listMyTiers',
    'listOfferedRewards',
    'listMyCoupons',
  ] as const)('%s answers as its contract says', async (name) => {
    const route: Route = routes[name];
    const headers = route.access.kind === 'customer' ? other.customer : other.owner.headers;
    const answer = await app.inject(request(route, other, '', headers));
    expect(answer.statusCode).toBe(200);
    expect(route.response?.safeParse(answer.json())).toMatchObject({ success: true });
  });

  it('are told when Telegram cannot be asked about the bot', async () => {
    const answer = await outcome(request(routes.checkBot, other, '', other.owner.headers));
    expect(answer).toEqual([502, 'telegram_unreachable']);
  });
});

describe('API keys', () => {
  const tills = allRoutes.filter((route) => route.access.kind === 'apiKey');

  it('open what their scopes name and nothing else', async () => {
    for (const route of tills) {
      const scope = route.access.kind === 'apiKey' ? route.access.scope : null;
      const key = await deps.db.prisma.apiKey.findFirstOrThrow({ where: { id: own.apiKeyId } });
      const poor = await addApiKey(
        deps,
        own.id,
        scopes.filter((one) => one !== scope),
      );
      expect(key.scopes).toContain(scope);
      const result = await outcome(request(route, own, own.customerId, poor.headers));
      expect([route.name, ...result]).toEqual([route.name, 403, 'scope_missing']);
    }
  });

  it('that are wrong, missing or revoked open nothing', async () => {
    const revoked = await addApiKey(deps, own.id);
    await deps.db.prisma.apiKey.updateMany({
      where: { id: revoked.id },
      data: { revokedAt: deps.clock.now() },
    });
    for (const headers of [{}, { authorization: 'Bearer rk_wrong' }, own.customer, revoked.headers]) {
      for (const route of tills) {
        const result = await outcome(request(route, own, own.customerId, headers));
        expect([route.name, ...result]).toEqual([route.name, 401, 'api_key_invalid']);
      }
    }
  });
});
