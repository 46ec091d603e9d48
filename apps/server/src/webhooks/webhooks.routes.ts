/** Webhooks for the owner: endpoints, their secrets, the delivery log, tests and replays. */
import { routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { createLimiter } from '../platform/limits.ts';
import type { Mount } from '../platform/route.ts';
import { listDeliveries, replayDelivery, replayFailed, sendTest, showDetails } from './deliveries.ts';
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  rotateSecret,
  saveEndpoint,
  setEndpointState,
} from './endpoints.ts';

const testsPerMinute = 20;

export function mountWebhookRoutes(mount: Mount, deps: Deps): void {
  mountEndpoints(mount, deps);
  mountDeliveries(mount, deps);
}

function mountEndpoints(mount: Mount, deps: Deps): void {
  mount(routes.listWebhookEndpoints, async ({ caller }) => ({
    items: await listEndpoints(deps, caller.brand.id),
  }));

  mount(routes.createWebhookEndpoint, ({ input, caller }) =>
    createEndpoint(deps, {
      brandId: caller.brand.id,
      body: input.body,
      createdBy: caller.userId,
      actor: actorOf(caller),
    }),
  );

  mount(routes.saveWebhookEndpoint, ({ input, caller }) =>
    saveEndpoint(deps, { brandId: caller.brand.id, id: input.params.id }, input.body, actorOf(caller)),
  );

  mount(routes.setWebhookEndpointState, ({ input, caller }) =>
    setEndpointState(
      deps,
      { brandId: caller.brand.id, id: input.params.id },
      input.body.isEnabled,
      actorOf(caller),
    ),
  );

  mount(routes.deleteWebhookEndpoint, ({ input, caller }) =>
    deleteEndpoint(deps, { brandId: caller.brand.id, id: input.params.id }, actorOf(caller)),
  );

  mount(routes.rotateWebhookSecret, ({ input, caller }) =>
    rotateSecret(deps, { brandId: caller.brand.id, id: input.params.id }, actorOf(caller)),
  );
}

function mountDeliveries(mount: Mount, deps: Deps): void {
  const tests = createLimiter(deps.db.pool, { name: 'webhook-test', allowed: testsPerMinute, seconds: 60 });

  mount(routes.testWebhookEndpoint, async ({ input, caller }) => {
    await tests.spend(caller.brand.id);
    return sendTest(deps, { brandId: caller.brand.id, id: input.params.id });
  });

  mount(routes.listWebhookDeliveries, ({ input, caller }) =>
    listDeliveries(deps, { brandId: caller.brand.id, id: input.params.id }, input.query),
  );

  mount(routes.getWebhookDelivery, ({ input: { params }, caller }) =>
    showDetails(deps.db.prisma, {
      brandId: caller.brand.id,
      endpointId: params.id,
      id: params.deliveryId,
    }),
  );

  mount(routes.replayWebhookDelivery, ({ input: { params }, caller }) =>
    replayDelivery(
      deps,
      { brandId: caller.brand.id, endpointId: params.id, id: params.deliveryId },
      actorOf(caller),
    ),
  );

  mount(routes.replayFailedWebhookDeliveries, async ({ input, caller }) => ({
    replayedCount: await replayFailed(
      deps,
      { brandId: caller.brand.id, id: input.params.id },
      actorOf(caller),
    ),
  }));
}
