/** Method and path of every route by name; free of zod, so that the browser carries nothing else. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const endpoints = {
  // Mini App: a customer of one brand
  openSession: ['POST', '/api/brands/:slug/session'],
  getBrand: ['GET', '/api/brands/:slug'],
  getDocument: ['GET', '/api/brands/:slug/documents/:kind'],
  join: ['POST', '/api/brands/:slug/join'],
  getMe: ['GET', '/api/brands/:slug/me'],
  updateMe: ['PATCH', '/api/brands/:slug/me'],
  deleteMe: ['DELETE', '/api/brands/:slug/me'],
  exportMe: ['GET', '/api/brands/:slug/me/export'],
  issueCard: ['POST', '/api/brands/:slug/me/card'],
  listMyEntries: ['GET', '/api/brands/:slug/me/entries'],
  setMyConsent: ['PUT', '/api/brands/:slug/me/consents/:kind'],
  shareContact: ['POST', '/api/brands/:slug/me/contact'],
  liveMe: ['GET', '/api/brands/:slug/me/live'],

  // Tills, shops and CRMs
  upsertCustomer: ['POST', '/v1/customers'],
  findCustomers: ['GET', '/v1/customers'],
  getCustomer: ['GET', '/v1/customers/:id'],
  listCustomerEntries: ['GET', '/v1/customers/:id/entries'],
  adjustCustomer: ['POST', '/v1/customers/:id/adjustments'],
  calculatePurchase: ['POST', '/v1/purchases/calculate'],
  createPurchase: ['POST', '/v1/purchases'],
  getPurchase: ['GET', '/v1/purchases/:id'],
  refundPurchase: ['POST', '/v1/purchases/:id/refunds'],

  // Admin: who am I, first steps
  getStaffMe: ['GET', '/api/admin/me'],
  updateStaffMe: ['PATCH', '/api/admin/me'],
  getSetup: ['GET', '/api/setup/:token'],
  completeSetup: ['POST', '/api/setup/:token'],
  getPasswordReset: ['GET', '/api/password-resets/:token'],
  completePasswordReset: ['POST', '/api/password-resets/:token'],
  getInvitation: ['GET', '/api/invitations/:token'],
  acceptInvitation: ['POST', '/api/invitations/:token/accept'],
  createBrand: ['POST', '/api/admin/brands'],

  // Admin: one brand
  getToday: ['GET', '/api/admin/brands/:slug/today'],
  searchCustomers: ['GET', '/api/admin/brands/:slug/customers'],
  getCustomerProfile: ['GET', '/api/admin/brands/:slug/customers/:id'],
  listProfileEntries: ['GET', '/api/admin/brands/:slug/customers/:id/entries'],
  adjustProfile: ['POST', '/api/admin/brands/:slug/customers/:id/adjustments'],
  updateProfile: ['PATCH', '/api/admin/brands/:slug/customers/:id'],
  deleteProfile: ['DELETE', '/api/admin/brands/:slug/customers/:id'],
  tillLookup: ['POST', '/api/admin/brands/:slug/till/lookup'],
  tillCalculate: ['POST', '/api/admin/brands/:slug/till/calculate'],
  tillPurchase: ['POST', '/api/admin/brands/:slug/till/purchases'],
  listPurchases: ['GET', '/api/admin/brands/:slug/purchases'],
  getPurchaseDetails: ['GET', '/api/admin/brands/:slug/purchases/:id'],
  refundPurchaseByStaff: ['POST', '/api/admin/brands/:slug/purchases/:id/refunds'],
  getProgramme: ['GET', '/api/admin/brands/:slug/programme'],
  saveProgramme: ['PUT', '/api/admin/brands/:slug/programme'],
  previewProgramme: ['POST', '/api/admin/brands/:slug/programme/preview'],
  listProgrammeVersions: ['GET', '/api/admin/brands/:slug/programme/versions'],
  getBrandSettings: ['GET', '/api/admin/brands/:slug/settings'],
  saveBrandSettings: ['PUT', '/api/admin/brands/:slug/settings'],
  uploadBrandLogo: ['POST', '/api/admin/brands/:slug/logo'],
  publishDocument: ['PUT', '/api/admin/brands/:slug/documents/:kind'],
  getBot: ['GET', '/api/admin/brands/:slug/bot'],
  connectBot: ['PUT', '/api/admin/brands/:slug/bot'],
  checkBot: ['POST', '/api/admin/brands/:slug/bot/check'],
  disconnectBot: ['DELETE', '/api/admin/brands/:slug/bot'],
  listStaff: ['GET', '/api/admin/brands/:slug/staff'],
  changeStaffRole: ['PATCH', '/api/admin/brands/:slug/staff/:id'],
  removeStaff: ['DELETE', '/api/admin/brands/:slug/staff/:id'],
  makeStaffResetLink: ['POST', '/api/admin/brands/:slug/staff/:id/reset-link'],
  resetStaffTwoFactor: ['DELETE', '/api/admin/brands/:slug/staff/:id/two-factor'],
  listInvitations: ['GET', '/api/admin/brands/:slug/invitations'],
  inviteStaff: ['POST', '/api/admin/brands/:slug/invitations'],
  revokeInvitation: ['DELETE', '/api/admin/brands/:slug/invitations/:id'],
  listApiKeys: ['GET', '/api/admin/brands/:slug/api-keys'],
  createApiKey: ['POST', '/api/admin/brands/:slug/api-keys'],
  revokeApiKey: ['DELETE', '/api/admin/brands/:slug/api-keys/:id'],
  listAuditEntries: ['GET', '/api/admin/brands/:slug/audit'],
  listDeadLetters: ['GET', '/api/admin/brands/:slug/dead-letters'],
  retryDeadLetter: ['POST', '/api/admin/brands/:slug/dead-letters/:id/retry'],

  // Files that everyone may see (logos); names are unguessable and never reused
  getFile: ['GET', '/files/:brandId/:name'],
} as const satisfies Record<string, readonly [Method, string]>;

export type EndpointName = keyof typeof endpoints;
