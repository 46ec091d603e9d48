/** The OpenAPI 3.1 document of /v1, made from the contracts. */
import { allRoutes, errorStatus, problem, type Route } from '@regulars/contracts';
import { z } from 'zod';
import { errorWords } from '../words/errors.ts';
import { webhookItems } from './webhooks.ts';

type Json = { [key: string]: unknown };

const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A fresh value for each intended effect, the same on retries: 1 to 128 of A-Z a-z 0-9 _ - . :',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_\\-.:]{1,128}$' },
  example: 'receipt-20260312-0041',
};

const tagOfPath: Record<string, string> = {
  customers: 'Customers',
  purchases: 'Purchases',
  holds: 'Holds',
  coupons: 'Coupons',
  events: 'Events',
};

export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of tillRoutes()) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Regulars API',
      version: '1.0.0',
      description: introduction,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: publicUrl }],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Customers', description: 'Find or make people and read their points.' },
      { name: 'Purchases', description: 'Calculate, book and refund purchases.' },
      { name: 'Holds', description: 'Purchases in two steps: reserve the points, then confirm or release.' },
      { name: 'Coupons', description: 'Look up, redeem and cancel coupons outside a purchase.' },
      { name: 'Events', description: 'Report what happened elsewhere, so that rules can reward it.' },
      { name: 'Webhooks', description: 'What is sent to the endpoints that the owner makes in the admin.' },
    ],
    paths,
    webhooks: webhookItems(jsonSchema),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key made in the admin under Settings, API keys: rk_...',
        },
      },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
  };
}

export function tillRoutes(): Route[] {
  return allRoutes.filter((route) => route.access.kind === 'apiKey');
}

const introduction = `For tills, online shops and CRMs.

* **Money** is whole minor units of the brand's currency (45000 is 450.00). **Points** are whole numbers.
* **Safe repeats:** a POST that moves points takes an \`Idempotency-Key\`. Repeat a request that got no answer with the same key: it happens once and you get the first answer, marked \`Idempotent-Replayed: true\`.
* **Errors** are \`application/problem+json\` (RFC 9457): decide by \`code\`, show \`detail\` (Russian or English by \`Accept-Language\`).
* A POST that creates answers 201, one that finds what is already there 200.
* **Webhooks** are signed as [Standard Webhooks](https://www.standardwebhooks.com) asks. An event may come more than once and out of order: the same \`webhook-id\` is the same event.`;

function operation(route: Route): Json {
  const scope = route.access.kind === 'apiKey' ? route.access.scope : '';
  return {
    operationId: route.name,
    tags: [tagOfPath[route.path.split('/')[2] ?? ''] ?? 'Other'],
    summary: route.summary,
    description: `Needs the scope \`${scope}\`.`,
    parameters: [...pathAndQuery(route), ...(route.idempotent ? [keyHeader] : [])],
    ...(route.body ? { requestBody: requestBody(route) } : {}),
    responses: { ...successes(route), ...refusals(route) },
  };
}

function pathAndQuery(route: Route): Json[] {
  return [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties, required } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: property,
  }));
}

function requestBody(route: Route): Json {
  const schema = route.body ? jsonSchema(route.body, 'input') : {};
  return { required: true, content: { 'application/json': { schema, ...exampleOf(route.example?.body) } } };
}

function successes(route: Route): Json {
  const content = route.response && {
    content: {
      'application/json': {
        schema: jsonSchema(route.response, 'output'),
        ...exampleOf(route.example?.response),
      },
    },
  };
  if (route.success === 'createdOrFound') {
    return {
      201: { description: 'Created', ...content },
      200: { description: 'Was there already', ...content },
    };
  }
  return { [route.success]: { description: route.success === 201 ? 'Created' : 'OK', ...content } };
}

/** Refusals of one status stand together, each code with its words. */
function refusals(route: Route): Json {
  const codes = new Set([
    ...route.errors,
    // An id that is none, a field nobody knows.
    'validation_failed',
    'rate_limited',
    ...(route.idempotent ? repeatCodes : []),
  ] as const);
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const line = `* \`${code}\`: ${errorWords[code].en[1]}`;
    byStatus.set(errorStatus[code], [...(byStatus.get(errorStatus[code]) ?? []), line]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [status, { description: lines.join('\n'), content }]),
  );
}

const repeatCodes = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_flight',
] as const;

function exampleOf(example: unknown): Json {
  return example === undefined ? {} : { example };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
