/** Webhooks out: where a brand's events are sent, and what became of each delivery. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { id, instant, pageOf, pageQuery, slug } from './primitives.ts';
import { webhookEventTypes } from './webhook-events.ts';

/** More would be a mistake: each gets a copy of every event. */
export const webhookEndpointLimit = 20;
const longestUrl = 2_048;

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });
const byDelivery = z.object({ slug, id, deliveryId: id });
const eventType = z.enum(webhookEventTypes);

/** What the owner decides of an endpoint. */
export const webhookEndpointBody = z.strictObject({
  /** https; http only to this machine, and only in the demo. */
  url: z.string().trim().min(1).max(longestUrl),
  description: z.string().trim().max(200).default(''),
  events: z.array(eventType).min(1).max(webhookEventTypes.length),
});
export type WebhookEndpointBody = z.infer<typeof webhookEndpointBody>;

/** Why nothing is sent: staff switched it off, it answered 410, or it failed for days. */
const disabledReasons = ['staff', 'gone', 'failing'] as const;

const webhookEndpoint = z.object({
  id,
  url: z.string(),
  description: z.string(),
  events: z.array(eventType),
  isEnabled: z.boolean(),
  disabledReason: z.enum(disabledReasons).nullable(),
  disabledAt: instant.nullable(),
  /** Since when no delivery has succeeded; null while all is well. */
  failingSince: instant.nullable(),
  /** After 429 or many failures nothing is sent before. */
  pausedUntil: instant.nullable(),
  lastDeliveredAt: instant.nullable(),
  waitingCount: z.number().int(),
  /** Of the last 30 days. */
  failedCount: z.number().int(),
  /** Events that found the queue full, and are lost to this endpoint. */
  droppedCount: z.number().int(),
  /** Until then the secret before the last rotation signs along. */
  previousSecretUntil: instant.nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

const secret = z.string();

export const webhookDeliveryStates = ['waiting', 'delivered', 'failed'] as const;
const webhookDelivery = z.object({
  id,
  /** Sent as `webhook-id`: the same at each attempt and replay. */
  messageId: z.string(),
  /** One of the event types, or `webhook.test`. */
  type: z.string(),
  state: z.enum(webhookDeliveryStates),
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.string().nullable(),
  lastAttemptAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  createdAt: instant,
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

/** Why there was no answer: no connection, no answer in time, or an address that must not be called. */
export const webhookProblems = [
  'address_forbidden',
  'name_unknown',
  'refused',
  'closed',
  'timed_out',
  'tls',
  'other',
] as const;

const webhookAttempt = z.object({
  number: z.number().int(),
  at: instant,
  durationMilliseconds: z.number().int(),
  url: z.string(),
  /** The answer's status; null if there was none. */
  status: z.number().int().nullable(),
  problem: z.enum(webhookProblems).nullable(),
  requestHeaders: z.record(z.string(), z.string()),
  responseHeaders: z.record(z.string(), z.string()),
  /** The first bytes of the answer. */
  responseBody: z.string(),
  isBodyCut: z.boolean(),
});
export type WebhookAttempt = z.infer<typeof webhookAttempt>;

const webhookDeliveryDetails = webhookDelivery.extend({
  requestBody: z.string(),
  attemptLog: z.array(webhookAttempt),
});
export type WebhookDeliveryDetails = z.infer<typeof webhookDeliveryDetails>;

export const listWebhookEndpoints = defineRoute('listWebhookEndpoints', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Endpoints of the brand and how they do.',
  params: bySlug,
  response: z.object({ items: z.array(webhookEndpoint) }),
  success: 200,
  errors: [],
});

export const createWebhookEndpoint = defineRoute('createWebhookEndpoint', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Makes an endpoint; the secret that signs is shown only in this answer.',
  params: bySlug,
  body: webhookEndpointBody,
  response: webhookEndpoint.extend({ secret }),
  success: 201,
  errors: ['validation_failed', 'too_many_webhook_endpoints'],
});

export const saveWebhookEndpoint = defineRoute('saveWebhookEndpoint', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Changes address, description and chosen events; waiting deliveries go to the new address.',
  params: bySlugAndId,
  body: webhookEndpointBody,
  response: webhookEndpoint,
  success: 200,
  errors: ['validation_failed', 'webhook_endpoint_not_found'],
});

export const setWebhookEndpointState = defineRoute('setWebhookEndpointState', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Switches an endpoint on or off. Off: what waits becomes failed and can be replayed later.',
  params: bySlugAndId,
  body: z.strictObject({ isEnabled: z.boolean() }),
  response: webhookEndpoint,
  success: 200,
  errors: ['validation_failed', 'webhook_endpoint_not_found'],
});

export const deleteWebhookEndpoint = defineRoute('deleteWebhookEndpoint', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Deletes an endpoint with its delivery log.',
  params: bySlugAndId,
  success: 204,
  errors: ['webhook_endpoint_not_found'],
});

export const rotateWebhookSecret = defineRoute('rotateWebhookSecret', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Makes a new secret, shown only in this answer; the old one signs along for 24 hours.',
  params: bySlugAndId,
  response: z.object({ secret, previousSecretUntil: instant }),
  success: 201,
  errors: ['webhook_endpoint_not_found'],
});

export const testWebhookEndpoint = defineRoute('testWebhookEndpoint', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Sends a `webhook.test` now and answers with what came back; it is not repeated.',
  params: bySlugAndId,
  response: webhookDeliveryDetails,
  success: 201,
  errors: ['webhook_endpoint_not_found', 'rate_limited'],
});

export const listWebhookDeliveries = defineRoute('listWebhookDeliveries', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Deliveries to an endpoint of the last 30 days, newest first.',
  params: bySlugAndId,
  query: pageQuery.extend({
    state: z.enum(webhookDeliveryStates).optional(),
    type: z.string().max(64).optional(),
  }),
  response: pageOf(webhookDelivery),
  success: 200,
  errors: ['validation_failed', 'webhook_endpoint_not_found'],
});

export const getWebhookDelivery = defineRoute('getWebhookDelivery', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'One delivery: what was sent, and what each attempt got back.',
  params: byDelivery,
  response: webhookDeliveryDetails,
  success: 200,
  errors: ['webhook_delivery_not_found'],
});

export const replayWebhookDelivery = defineRoute('replayWebhookDelivery', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Sends it again soon, with the same body and `webhook-id`, and with a schedule of its own.',
  params: byDelivery,
  response: webhookDelivery,
  success: 200,
  errors: ['webhook_delivery_not_found', 'webhook_endpoint_disabled'],
});

export const replayFailedWebhookDeliveries = defineRoute('replayFailedWebhookDeliveries', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Sends all failed deliveries of the last 30 days again, oldest first.',
  params: bySlugAndId,
  response: z.object({ replayedCount: z.number().int() }),
  success: 200,
  errors: ['webhook_endpoint_not_found', 'webhook_endpoint_disabled'],
});
