/** Mounts a contract's route: guard, validation, repeat key, handler, allow-listed output. */
import { slug as slugForm } from '@regulars/contracts/primitives';
import { roleMay } from '@regulars/contracts/permissions';
import type { Language, Permission, Route, RouteOutput, RouteParsed } from '@regulars/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Caller, type CallerOf, callerBrandId, callerKey, type Guards } from './callers.ts';
import { readRepeat, type Repeat } from './idempotency.ts';
import { rememberLanguage, requestLanguage } from './language.ts';
import { Refusal, type RefusedField, refuseField } from './refusal.ts';
import { compileSerializer } from './serializer.ts';
import { findUnstorable } from './storable-text.ts';
import { wordsOfIssue } from '../words/fields.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    routeName?: string;
    takesFile?: boolean;
  }
}

/** An answer that says more than its body: another status, or that it is a saved one. */
export class Answer<T> {
  readonly body: T;
  readonly status: 200 | 201 | undefined;
  readonly isReplay: boolean;
  constructor(body: T, options: { status?: 200 | 201; isReplay?: boolean } = {}) {
    this.body = body;
    this.status = options.status;
    this.isReplay = options.isReplay ?? false;
  }
}

export interface HandlerContext<R extends Route> {
  /** Validated params, query and body. */
  input: RouteParsed<R>;
  caller: CallerOf<R['access'], R['path']>;
  /** The language in which words for this caller are written. */
  language: Language;
  /** Key and hash of an idempotent route; domain code passes it to `once` or to its own posting. */
  repeat: R extends { idempotent: true } ? Repeat : null;
  request: FastifyRequest;
  /** For files and streams only. */
  reply: FastifyReply;
}

type HandlerResult<R extends Route> = R extends { response: z.ZodType }
  ? RouteOutput<R> | Answer<RouteOutput<R>>
  : unknown;

export type Handler<R extends Route> = (context: HandlerContext<R>) => Promise<HandlerResult<R>>;

export type Mount = <const R extends Route>(route: R, handler: Handler<R>) => void;

/** Counts what was mounted, so that a test can tell which contract has no route. */
export const mountedRoutes = new Set<string>();

export function createMount(app: FastifyInstance, guards: Guards): Mount {
  return (route, handler) => {
    const serialize = route.response ? compileSerializer(route.response) : null;
    mountedRoutes.add(route.name);
    app.route({
      method: route.method,
      url: route.path,
      config: { routeName: route.name, takesFile: route.takesFile ?? false },
      handler: async (request, reply) => {
        const slug = readSlug(request);
        const caller = await authorize(guards, route, request, slug);
        // A refusal is written without knowing the caller, and still in their language.
        rememberLanguage(request, caller);
        const input = parseInput(route, request);
        const context = {
          input,
          caller,
          language: requestLanguage(request, caller),
          repeat: route.idempotent
            ? readRepeat(request, route.name, callerKey(caller), callerBrandId(caller))
            : null,
          request,
          reply,
        };
        // The guard and the schemas have just proved the types that the route promises.
        const result = await handler(context as unknown as HandlerContext<typeof route>);
        return send(route, serialize, reply, result);
      },
    });
  };
}

async function authorize(
  guards: Guards,
  route: Route,
  request: FastifyRequest,
  slug: string | null,
): Promise<Caller> {
  const { access } = route;
  switch (access.kind) {
    case 'public':
      return { kind: 'public' };
    case 'telegram':
      return guards.telegram(request, slug ?? '');
    case 'customer': {
      const caller = await guards.customer(request, slug ?? '');
      if (access.member && !caller.isMember) throw new Refusal('not_a_member');
      return caller;
    }
    case 'staff': {
      const caller = await guards.staff(request, route.path.includes('/brands/:slug') ? slug : null);
      if (access.permission !== null) requirePermission(caller.brand?.role, access.permission);
      return caller;
    }
    case 'apiKey': {
      const caller = await guards.apiKey(request);
      if (!caller.scopes.includes(access.scope))
        throw new Refusal('scope_missing', { values: { scope: access.scope } });
      return caller;
    }
  }
}

function requirePermission(role: Parameters<typeof roleMay>[0] | undefined, permission: Permission): void {
  if (!role || !roleMay(role, permission))
    throw new Refusal('permission_missing', { values: { permission } });
}

/** Guards look it up before the schemas judge the path, so what cannot be a slug becomes one that no brand has. */
function readSlug(request: FastifyRequest): string | null {
  const params: unknown = request.params;
  if (typeof params !== 'object' || params === null || !('slug' in params)) return null;
  return slugForm.safeParse(params.slug).data ?? '';
}

function parseInput(route: Route, request: FastifyRequest): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (request.isMultipart() && !route.takesFile) throw new Refusal('media_type_unsupported');
  if (route.params) input.params = parsePart(route.params, request.params, '');
  if (route.query) input.query = parsePart(route.query, request.query, '');
  if (route.body) input.body = parsePart(route.body, request.body ?? {}, '');
  else if (!route.takesFile) parsePart(nothing, request.body ?? {}, '');
  return input;
}

/** The body of a route that takes none: a field in it was meant for something, and would be lost silently. */
const nothing = z.strictObject({});

const unstorableWords = {
  ru: 'содержит символы, которые нельзя сохранить, или вложено слишком глубоко',
  en: 'has characters that cannot be kept (NUL, half of a surrogate pair) or is nested too deep',
};

function parsePart(schema: z.ZodType, value: unknown, prefix: string): unknown {
  const unstorable = findUnstorable(value);
  if (unstorable !== null) throw refuseField(prefix + unstorable, unstorableWords);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal('validation_failed', {
    fields: parsed.error.issues.flatMap((issue) => fieldsOf(issue, prefix)),
  });
}

/** An unknown key is named by itself, so that the caller sees which one. */
function fieldsOf(issue: z.core.$ZodIssue, prefix: string): RefusedField[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: prefix + [...path, key].join('.'),
      message: wordsOfIssue(issue),
      code: issue.code,
    }));
  }
  return [{ path: prefix + path.join('.'), message: wordsOfIssue(issue), code: issue.code }];
}

function send(
  route: Route,
  serialize: ((value: unknown) => string) | null,
  reply: FastifyReply,
  result: unknown,
): FastifyReply {
  if (reply.sent || reply.raw.headersSent || result === reply) return reply;
  if (route.success === 204) return reply.status(204).send();
  if (!serialize) throw new Error(`${route.name} has neither a response schema nor an answer of its own`);
  const answer = result instanceof Answer ? result : new Answer(result);
  const status = answer.status ?? (route.success === 'createdOrFound' ? 201 : route.success);
  if (answer.isReplay) reply.header('idempotent-replayed', 'true');
  return reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(serialize(answer.body));
}
