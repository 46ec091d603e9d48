/** Builds the HTTP side: plugins, guards, error handler and every route. */
import helmet from '@fastify/helmet';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { createApiKeyGuard } from './api-keys/guard.ts';
import { mountApiKeyRoutes } from './api-keys/api-keys.routes.ts';
import { mountAuditRoutes } from './audit/audit.routes.ts';
import { mountBotRoutes } from './bots/bots.routes.ts';
import { mountTelegramWebhook } from './bots/webhook.routes.ts';
import { mountBrandRoutes } from './brands/brands.routes.ts';
import { mountBrandSettingsRoutes } from './brands/settings.routes.ts';
import { mountCustomerAdminRoutes } from './customers/admin.routes.ts';
import { mountMeRoutes } from './customers/me.routes.ts';
import { createSessions } from './customers/session.ts';
import { mountCustomerApiRoutes } from './customers/v1.routes.ts';
import { mountCouponRoutes } from './coupons/coupons.routes.ts';
import type { Deps } from './deps.ts';
import { mountEventRoutes } from './earning/events.routes.ts';
import { mountEarningRoutes } from './earning/rules.routes.ts';
import { mountExportRoutes } from './exports/exports.routes.ts';
import { mountImportRoutes } from './imports/imports.routes.ts';
import { mountLedgerRoutes } from './ledger/ledger.routes.ts';
import { mountOpenApi } from './openapi/openapi.routes.ts';
import type { Guards } from './platform/callers.ts';
import { acceptUploads } from './platform/files.ts';
import { mountHealth } from './platform/health.ts';
import { handleErrors, sendProblem, toRefusal } from './platform/problem.ts';
import { createMount, type Mount } from './platform/route.ts';
import { mountProgrammeRoutes } from './programme/programme.routes.ts';
import { mountHoldRoutes } from './purchases/holds.routes.ts';
import { mountPurchaseRoutes } from './purchases/purchases.routes.ts';
import { mountShopRoutes } from './shops/shops.routes.ts';
import { mountReceiptRoutes } from './receipts/receipts.routes.ts';
import { mountRewardRoutes } from './rewards/rewards.routes.ts';
import { createStaffAuth } from './staff/auth.ts';
import { mountAuthRoutes } from './staff/auth.routes.ts';
import { createStaffGuard } from './staff/guard.ts';
import { createLimits } from './staff/limits.ts';
import { guardStaffOrigin } from './staff/origin.ts';
import { mountStaffRoutes } from './staff/staff.routes.ts';
import { mountSystemRoutes } from './system/system.routes.ts';
import { mountTierRoutes } from './tiers/tiers.routes.ts';
import { mountTodayRoutes } from './today/today.routes.ts';
import { serveWebApps } from './web/pages.ts';
import { mountWebhookRoutes } from './webhooks/webhooks.routes.ts';

const bodyLimitBytes = 1_048_576;

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = createServer(deps);
  // Fastify takes text/plain by itself; no route does.
  app.removeContentTypeParser('text/plain');
  handleErrors(app);
  addHeaders(app, deps);
  measureRequests(app, deps);
  mountHealth(app, deps);
  guardStaffOrigin(app, deps);
  await acceptUploads(app);

  const sessions = createSessions(deps);
  const auth = createStaffAuth(deps);
  const limits = createLimits(deps);
  const guards: Guards = {
    telegram: sessions.telegram,
    customer: sessions.customer,
    staff: createStaffGuard(deps, auth),
    apiKey: createApiKeyGuard(deps),
  };
  const mount: Mount = createMount(app, guards);

  mountAuthRoutes(app, deps, auth, limits);
  mountStaffRoutes(mount, deps, { auth, limits, guard: guards.staff });
  mountApiKeyRoutes(mount, deps);
  mountWebhookRoutes(mount, deps);
  mountAuditRoutes(mount, deps);
  mountImportRoutes(mount, deps);
  mountExportRoutes(mount, deps);
  mountBrandRoutes(mount, deps);
  mountBrandSettingsRoutes(mount, deps);
  mountShopRoutes(mount, deps);
  mountProgrammeRoutes(mount, deps);
  mountEarningRoutes(mount, deps);
  mountTierRoutes(mount, deps);
  mountEventRoutes(mount, deps);
  mountTodayRoutes(mount, deps);
  mountMeRoutes(mount, deps, sessions);
  mountCustomerApiRoutes(mount, deps);
  mountCustomerAdminRoutes(mount, deps);
  mountLedgerRoutes(mount, deps);
  mountPurchaseRoutes(mount, deps);
  mountHoldRoutes(mount, deps);
  mountRewardRoutes(mount, deps);
  mountCouponRoutes(mount, deps);
  mountReceiptRoutes(mount, deps);
  mountBotRoutes(mount, deps);
  mountSystemRoutes(mount, deps);
  mountTelegramWebhook(app, deps);
  await mountOpenApi(app, deps);
  await serveWebApps(app, deps);
  return app;
}

function createServer(deps: Deps): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = deps.log;
  return fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy: (_address, hop) => hop < deps.config.trustedProxies,
    genReqId: () => deps.random.id(),
    forceCloseConnections: true,
    return503OnClosing: true,
    // An address that cannot be read reaches no route and so no error handler.
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, toRefusal(error)),
    routerOptions: { maxParamLength: 512 },
  });
}

/** Content policies differ by page and are set where pages are sent; the Mini App must stay frameable. */
function addHeaders(app: FastifyInstance, deps: Deps): void {
  app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: false,
    hsts: deps.config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', String(request.id));
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function measureRequests(app: FastifyInstance, deps: Deps): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.config.routeName ?? 'other';
    deps.metrics.requestSeconds.observe(
      { route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
  });
}
