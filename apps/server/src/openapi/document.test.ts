/** The OpenAPI document: whole, well-formed, and with examples that its own contracts accept. */
import { allRoutes, errorStatus, type Route, webhookEvents, webhookEventTypes } from '@regulars/contracts';
import Fastify from 'fastify';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { createTestDeps } from '../testing.ts';
import { openApiDocument } from './document.ts';
import { mountOpenApi } from './openapi.routes.ts';

const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: z.looseObject({ type: z.string() }),
  example: z.unknown().optional(),
});
const media = z.strictObject({ schema: z.looseObject({}), example: z.unknown().optional() });
const answer = z.strictObject({
  description: z.string().min(1),
  content: z.record(z.string(), media).optional(),
});
const operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.enum(['Customers', 'Purchases', 'Holds', 'Coupons', 'Events', 'Webhooks'])),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.literal(true), content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), answer),
});
/** The parts of OpenAPI 3.1 that the document uses; anything else in it is a mistake. */
const openApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  webhooks: z.record(
    z.string(),
    z.strictObject({ post: operation.extend({ security: z.array(z.never()) }) }),
  ),
  paths: z.record(z.string().startsWith('/v1/'), z.partialRecord(z.enum(['get', 'post']), operation)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.literal('http') })),
    schemas: z.record(z.string(), z.looseObject({})),
  }),
});

const document = openApi.parse(JSON.parse(JSON.stringify(openApiDocument('https://example.com'))));
const tills: readonly Route[] = allRoutes.filter((route) => route.path.startsWith('/v1/'));

function operationOf(route: Route) {
  const item = document.paths[route.path.replace(/:(\w+)/g, '{$1}')];
  return route.method === 'GET' ? item?.get : item?.post;
}

describe.each(tills.map((route) => [route.name, route] as const))('%s', (name, route) => {
  it('is there with its parameters, answers and refusals', () => {
    const found = operationOf(route);
    expect(found?.operationId).toBe(name);
    const parameters = found?.parameters.map((one) => `${one.in} ${one.name}`);
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, part]) => `path ${part}`);
    expect(parameters).toEqual(expect.arrayContaining(inPath));
    expect(parameters?.includes('header Idempotency-Key')).toBe(route.idempotent ?? false);
    expect(found?.requestBody !== undefined).toBe(route.body !== undefined);
    for (const code of route.errors)
      expect(found?.responses[errorStatus[code]]?.description, code).toContain(`\`${code}\``);
  });

  it('has examples that its contract accepts', () => {
    const { body, response } = route.example ?? {};
    if (body !== undefined) expect(route.body?.safeParse(body)).toMatchObject({ success: true });
    if (response !== undefined) expect(route.response?.safeParse(response)).toMatchObject({ success: true });
    if (route.body) expect(body, 'a body is shown by example').toBeDefined();
  });
});

describe.each(webhookEventTypes)('the webhook %s', (type) => {
  it('is there with an example that its schema accepts', () => {
    const { data, example } = webhookEvents[type];
    expect(data.strict().safeParse(example)).toMatchObject({ success: true });
    const content = document.webhooks[type]?.post.requestBody?.content['application/json'];
    expect(content?.example).toMatchObject({ type, data: example });
    expect(document.webhooks[type]?.post.parameters.map(({ name }) => name)).toEqual([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
  });
});

it('is served to everyone, and the page to try it takes nothing from elsewhere', async () => {
  const { deps, close } = await createTestDeps(inject('postgresUrl'));
  const app = Fastify();
  await mountOpenApi(app, deps);
  const json = await app.inject('/v1/openapi.json');
  expect(json.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(openApi.safeParse(json.json()).success).toBe(true);
  const page = await app.inject('/v1/docs/');
  expect([page.statusCode, page.headers['content-type']]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  for (const [, address] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
    expect(address).not.toMatch(/^https?:/);
  await app.close();
  await close();
});
