/** The `webhooks` section of the OpenAPI document: each event with its headers, body and example. */
import { exampleWebhookTimestamp, webhookBody, webhookEvents, webhookEventTypes } from '@regulars/contracts';
import type { z } from 'zod';

type Json = { [key: string]: unknown };
type ToJsonSchema = (schema: z.ZodType, io: 'input' | 'output') => Json;

export function webhookItems(jsonSchema: ToJsonSchema): Json {
  return Object.fromEntries(
    webhookEventTypes.map((type) => {
      const { summary, data, example } = webhookEvents[type];
      const content = {
        'application/json': {
          schema: jsonSchema(webhookBody(type, data), 'output'),
          example: { type, timestamp: exampleWebhookTimestamp, data: example },
        },
      };
      const post = {
        operationId: `on ${type}`,
        tags: ['Webhooks'],
        summary,
        description:
          'Answer 2xx within 15 seconds; anything else is tried again, 410 switches the endpoint off.',
        security: [],
        parameters: headers,
        requestBody: { required: true, content },
        responses: { 204: { description: 'Received' }, 410: { description: 'Send nothing more' } },
      };
      return [type, { post }];
    }),
  );
}

const headers = [
  header(
    'webhook-id',
    'The event: the same at each attempt and replay.',
    '01981f2f-9c11-7a44-8e0b-6d2b7c1a0e55',
  ),
  header('webhook-timestamp', 'When this attempt was made, in Unix seconds.', '1773307800'),
  header(
    'webhook-signature',
    'HMAC-SHA256 of `id.timestamp.body`, one for each secret in force.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

function header(name: string, description: string, example: string): Json {
  return { name, in: 'header', required: true, description, schema: { type: 'string' }, example };
}
