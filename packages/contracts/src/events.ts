/** Events that the brand's own systems report about customers: rules may pay for them. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { eventType } from './earning-conditions.ts';
import { ruleAnswer } from './earning-rules.ts';
import { entry, wallet } from './ledger.ts';
import { externalId, id, instant } from './primitives.ts';

/** What the product itself reports: nobody else may. */
export const ownEventTypes = ['purchase', 'join', 'birthday'] as const;

const propertyName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'letters, digits and underscores');
const propertyValue = z.union([z.string().max(200), z.number(), z.boolean()]);
const mostProperties = 50;

const eventBody = z
  .strictObject({
    /** Give exactly one of these two. */
    customerId: id.optional(),
    customerExternalId: externalId.optional(),
    /** A word of a rule's trigger, as in `review` or `app_install`, or of your own, as in `video.watched`. */
    type: eventType.refine(
      (type) => ownEventTypes.every((own) => own !== type),
      'is reported by the product itself',
    ),
    /** Your own id of the event, unique in the brand: the same event counts once. */
    externalId,
    /** When it happened; now if absent; at most 5 minutes ahead. Rules of that time pay. */
    occurredAt: instant.optional(),
    /** Rules may ask about these by name. */
    properties: z
      .record(propertyName, propertyValue)
      .refine((value) => Object.keys(value).length <= mostProperties, `at most ${mostProperties} properties`)
      .optional(),
  })
  .refine(
    ({ customerId, customerExternalId }) => (customerId === undefined) !== (customerExternalId === undefined),
    {
      message: 'give exactly one of customerId, customerExternalId',
      path: ['customerId'],
    },
  );
export type EventBody = z.infer<typeof eventBody>;

const eventResult = z.object({
  id,
  externalId: z.string(),
  customerId: id,
  type: z.string(),
  occurredAt: instant,
  earnedPoints: z.number().int(),
  /** One for each rule about this kind of event. */
  rules: z.array(ruleAnswer),
  wallet,
  entries: z.array(entry),
});
export type EventResult = z.infer<typeof eventResult>;

export const reportEvent = defineRoute('reportEvent', {
  access: { kind: 'apiKey', scope: 'events:write' },
  summary:
    'Something a customer did: kept once, and paid by the rules about it. The same externalId is one event (201, then 200).',
  body: eventBody,
  response: eventResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: [
    'api_key_invalid',
    'scope_missing',
    'validation_failed',
    'customer_not_found',
    'external_id_conflict',
    'points_over_limit',
  ],
  example: {
    body: {
      customerExternalId: 'crm-1042',
      type: 'review',
      externalId: 'review-7781',
      properties: { stars: 5 },
    },
    response: {
      id: '01981f40-52a1-7c09-8d11-5b6a7c8d9e0f',
      externalId: 'review-7781',
      customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
      type: 'review',
      occurredAt: '2026-03-12T09:30:00.000Z',
      earnedPoints: 50,
      rules: [
        {
          ruleId: '01981f3a-0d2b-7e11-9a33-0f1e2d3c4b5a',
          name: 'Review',
          points: 50,
          reason: 'paid',
          explanation: 'Paid in full',
        },
      ],
      wallet: { available: 212, pending: 0 },
      entries: [],
    },
  },
});
