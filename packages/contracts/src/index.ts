/** All contracts: schemas, types and the complete list of routes. */
import * as bot from './bot.ts';
import * as brands from './brands.ts';
import * as coupons from './coupons.ts';
import * as customers from './customers.ts';
import * as earning from './earning-admin.ts';
import type { EndpointName } from './endpoints.ts';
import * as events from './events.ts';
import * as exportRoutes from './exports.ts';
import * as holds from './holds.ts';
import * as imports from './imports.ts';
import * as me from './me.ts';
import * as programme from './programme.ts';
import * as purchases from './purchases.ts';
import * as receipts from './receipts.ts';
import * as rewards from './rewards.ts';
import * as shops from './shops.ts';
import * as staff from './staff.ts';
import * as tiers from './tiers.ts';
import * as today from './today.ts';
import * as webhooks from './webhooks.ts';

export * from './bot.ts';
export * from './brands.ts';
export * from './coupon-shapes.ts';
export * from './coupon-words.ts';
export * from './coupons.ts';
export * from './customers.ts';
export * from './define-route.ts';
export * from './earning-admin.ts';
export * from './earning-conditions.ts';
export * from './earning-outcomes.ts';
export * from './earning-rules.ts';
export * from './earning-words.ts';
export * from './endpoints.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './exports.ts';
export * from './holds.ts';
export * from './imports.ts';
export * from './ledger.ts';
export * from './me.ts';
export * from './permissions.ts';
export * from './points.ts';
export * from './primitives.ts';
export * from './programme.ts';
export * from './purchase-shapes.ts';
export * from './purchases.ts';
export * from './receipts.ts';
export * from './rewards.ts';
export * from './shops.ts';
export * from './staff.ts';
export * from './tiers.ts';
export * from './today.ts';
export * from './webhook-events.ts';
export * from './webhooks.ts';

/** Every route by name; a name without a contract does not compile. */
export const routes = {
  openSession: me.openSession,
  getBrand: brands.getBrand,
  getDocument: brands.getDocument,
  join: me.join,
  getMe: me.getMe,
  updateMe: me.updateMe,
  deleteMe: me.deleteMe,
  exportMe: me.exportMe,
  issueCard: me.issueCard,
  listMyEntries: me.listMyEntries,
  listPublicShops: shops.listPublicShops,
  setMyConsent: me.setMyConsent,
  shareContact: me.shareContact,
  listMyReceipts: receipts.listMyReceipts,
  scanReceipt: receipts.scanReceipt,
  sendReceiptPhoto: receipts.sendReceiptPhoto,
  listMyTiers: tiers.listMyTiers,
  liveMe: me.liveMe,
  listOfferedRewards: rewards.listOfferedRewards,
  getOfferedReward: rewards.getOfferedReward,
  buyReward: rewards.buyReward,
  listMyCoupons: coupons.listMyCoupons,
  getMyCoupon: coupons.getMyCoupon,
  claimCoupon: coupons.claimCoupon,
  upsertCustomer: customers.upsertCustomer,
  findCustomers: customers.findCustomers,
  getCustomer: customers.getCustomer,
  listCustomerEntries: customers.listCustomerEntries,
  adjustCustomer: customers.adjustCustomer,
  reportEvent: events.reportEvent,
  calculatePurchase: purchases.calculatePurchase,
  createPurchase: purchases.createPurchase,
  getPurchase: purchases.getPurchase,
  refundPurchase: purchases.refundPurchase,
  calculateRefund: purchases.calculateRefund,
  createHold: holds.createHold,
  getHold: holds.getHold,
  confirmHold: holds.confirmHold,
  releaseHold: holds.releaseHold,
  getCoupon: coupons.getCoupon,
  redeemCoupon: coupons.redeemCoupon,
  cancelCoupon: coupons.cancelCoupon,
  getStaffMe: staff.getStaffMe,
  updateStaffMe: staff.updateStaffMe,
  getSetup: staff.getSetup,
  completeSetup: staff.completeSetup,
  getPasswordReset: staff.getPasswordReset,
  completePasswordReset: staff.completePasswordReset,
  getInvitation: staff.getInvitation,
  acceptInvitation: staff.acceptInvitation,
  createBrand: brands.createBrand,
  getToday: today.getToday,
  searchCustomers: customers.searchCustomers,
  getCustomerProfile: customers.getCustomerProfile,
  listProfileEntries: customers.listProfileEntries,
  adjustProfile: customers.adjustProfile,
  updateProfile: customers.updateProfile,
  deleteProfile: customers.deleteProfile,
  previewMerge: customers.previewMerge,
  getCustomerTier: tiers.getCustomerTier,
  grantTier: tiers.grantTier,
  endTierGrant: tiers.endTierGrant,
  mergeProfiles: customers.mergeProfiles,
  tillLookup: purchases.tillLookup,
  tillCalculate: purchases.tillCalculate,
  tillPurchase: purchases.tillPurchase,
  tillLookupCoupon: coupons.tillLookupCoupon,
  tillRedeemCoupon: coupons.tillRedeemCoupon,
  listPurchases: purchases.listPurchases,
  getPurchaseDetails: purchases.getPurchaseDetails,
  refundPurchaseByStaff: purchases.refundPurchaseByStaff,
  calculateRefundByStaff: purchases.calculateRefundByStaff,
  getProgramme: programme.getProgramme,
  saveProgramme: programme.saveProgramme,
  previewProgramme: programme.previewProgramme,
  listProgrammeVersions: programme.listProgrammeVersions,
  listReceipts: receipts.listReceipts,
  decideReceipts: receipts.decideReceipts,
  getReceiptSettings: receipts.getReceiptSettings,
  saveReceiptSettings: receipts.saveReceiptSettings,
  getReceipt: receipts.getReceipt,
  getReceiptPicture: receipts.getReceiptPicture,
  decideReceipt: receipts.decideReceipt,
  getTierProgramme: tiers.getTierProgramme,
  saveTierProgramme: tiers.saveTierProgramme,
  previewTierProgramme: tiers.previewTierProgramme,
  uploadTierPicture: tiers.uploadTierPicture,
  listEarningRules: earning.listEarningRules,
  createEarningRule: earning.createEarningRule,
  orderEarningRules: earning.orderEarningRules,
  saveEarningTerms: earning.saveEarningTerms,
  simulateEarning: earning.simulateEarning,
  getEarningRule: earning.getEarningRule,
  saveEarningRule: earning.saveEarningRule,
  deleteEarningRule: earning.deleteEarningRule,
  setEarningRuleState: earning.setEarningRuleState,
  duplicateEarningRule: earning.duplicateEarningRule,
  listEarningTemplates: earning.listEarningTemplates,
  useEarningTemplate: earning.useEarningTemplate,
  listRewards: rewards.listRewards,
  createReward: rewards.createReward,
  orderRewards: rewards.orderRewards,
  getReward: rewards.getReward,
  saveReward: rewards.saveReward,
  setRewardState: rewards.setRewardState,
  uploadRewardPicture: rewards.uploadRewardPicture,
  removeRewardPicture: rewards.removeRewardPicture,
  listCouponPools: coupons.listCouponPools,
  createCouponPool: coupons.createCouponPool,
  getCouponPool: coupons.getCouponPool,
  saveCouponPool: coupons.saveCouponPool,
  setCouponPoolState: coupons.setCouponPoolState,
  generateCoupons: coupons.generateCoupons,
  importCoupons: coupons.importCoupons,
  exportCoupons: coupons.exportCoupons,
  issueCouponByStaff: coupons.issueCouponByStaff,
  listCoupons: coupons.listCoupons,
  getCouponDetails: coupons.getCouponDetails,
  cancelCouponByStaff: coupons.cancelCouponByStaff,
  listShops: shops.listShops,
  createShop: shops.createShop,
  saveShop: shops.saveShop,
  setShopState: shops.setShopState,
  getBrandSettings: brands.getBrandSettings,
  saveBrandSettings: brands.saveBrandSettings,
  uploadBrandLogo: brands.uploadBrandLogo,
  publishDocument: brands.publishDocument,
  getBot: bot.getBot,
  connectBot: bot.connectBot,
  checkBot: bot.checkBot,
  disconnectBot: bot.disconnectBot,
  listStaff: staff.listStaff,
  changeStaffRole: staff.changeStaffRole,
  setStaffShops: staff.setStaffShops,
  removeStaff: staff.removeStaff,
  makeStaffResetLink: staff.makeStaffResetLink,
  resetStaffTwoFactor: staff.resetStaffTwoFactor,
  listInvitations: staff.listInvitations,
  inviteStaff: staff.inviteStaff,
  revokeInvitation: staff.revokeInvitation,
  listApiKeys: staff.listApiKeys,
  createApiKey: staff.createApiKey,
  revokeApiKey: staff.revokeApiKey,
  listWebhookEndpoints: webhooks.listWebhookEndpoints,
  createWebhookEndpoint: webhooks.createWebhookEndpoint,
  saveWebhookEndpoint: webhooks.saveWebhookEndpoint,
  setWebhookEndpointState: webhooks.setWebhookEndpointState,
  deleteWebhookEndpoint: webhooks.deleteWebhookEndpoint,
  rotateWebhookSecret: webhooks.rotateWebhookSecret,
  testWebhookEndpoint: webhooks.testWebhookEndpoint,
  listWebhookDeliveries: webhooks.listWebhookDeliveries,
  getWebhookDelivery: webhooks.getWebhookDelivery,
  replayWebhookDelivery: webhooks.replayWebhookDelivery,
  replayFailedWebhookDeliveries: webhooks.replayFailedWebhookDeliveries,
  listImports: imports.listImports,
  uploadImport: imports.uploadImport,
  getImport: imports.getImport,
  deleteImport: imports.deleteImport,
  mapImport: imports.mapImport,
  runImport: imports.runImport,
  cancelImport: imports.cancelImport,
  downloadImportProblems: imports.downloadImportProblems,
  exportCustomers: exportRoutes.exportCustomers,
  exportPurchases: exportRoutes.exportPurchases,
  exportEntries: exportRoutes.exportEntries,
  exportShops: exportRoutes.exportShops,
  exportRewards: exportRoutes.exportRewards,
  exportAuditEntries: exportRoutes.exportAuditEntries,
  exportWebhookDeliveries: exportRoutes.exportWebhookDeliveries,
  listAuditEntries: staff.listAuditEntries,
  listDeadLetters: staff.listDeadLetters,
  retryDeadLetter: staff.retryDeadLetter,
  getFile: brands.getFile,
} as const satisfies { [N in EndpointName]: { name: N } };

export type Routes = typeof routes;
export const allRoutes = Object.values(routes);
