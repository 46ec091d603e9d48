/** Says what a route is: one value from which the server mounts, the client calls and OpenAPI is made. */
import type { z } from 'zod';
import { type EndpointName, endpoints } from './endpoints.ts';
import type { ErrorCode } from './errors.ts';
import type { Permission, Scope } from './permissions.ts';

/** Who may call a route; anything not named here is refused. */
export type Access =
  | { kind: 'public' }
  /** `Authorization: tma <initData>`: only the sign-in of the Mini App. */
  | { kind: 'telegram' }
  /** `Authorization: Bearer <session token>`; `member` asks that the person has joined. */
  | { kind: 'customer'; member: boolean }
  /** Staff session cookie; with a brand in the path, the permission is asked in that brand. */
  | { kind: 'staff'; permission: Permission | null }
  /** `Authorization: Bearer rk_...` with the scope. */
  | { kind: 'apiKey'; scope: Scope };

/** 'createdOrFound' answers 201 for something new and 200 for what was already there. */
export type Success = 200 | 201 | 204 | 'createdOrFound';

export interface RouteDefinition {
  access: Access;
  /** One sentence for the OpenAPI page and for readers. */
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** True when the body is a form with one file in the field `file`; no other route takes a form. */
  takesFile?: true;
  /** Absent for 204 and for streams and files, which the handler writes itself. */
  response?: z.ZodType;
  success: Success;
  /** True when the route takes an `Idempotency-Key` and answers a repeat with the first answer. */
  idempotent?: boolean;
  errors: readonly ErrorCode[];
  /** Example of a body and of an answer, shown on the OpenAPI page. */
  example?: { body?: unknown; response?: unknown };
}

export type Route<N extends EndpointName = EndpointName, D extends RouteDefinition = RouteDefinition> = D & {
  name: N;
  method: (typeof endpoints)[N][0];
  path: (typeof endpoints)[N][1];
};

export function defineRoute<const N extends EndpointName, const D extends RouteDefinition>(
  name: N,
  definition: D,
): Route<N, D> {
  const [method, path] = endpoints[name];
  return { ...definition, name, method, path };
}

type InferPart<D, K extends string> = D extends {
  [key in K]: infer S extends z.ZodType;
}
  ? S
  : never;
type Part<D, K extends string, Side extends 'input' | 'output'> = [InferPart<D, K>] extends [never]
  ? unknown
  : {
      [key in K]: Side extends 'input' ? z.input<InferPart<D, K>> : z.output<InferPart<D, K>>;
    };

/** What a caller gives: `{ params, query, body }`, each present only if the route has it. */
export type RouteInput<D> = Part<D, 'params', 'input'> & Part<D, 'query', 'input'> & Part<D, 'body', 'input'>;
/** What a handler gets: the same after validation, defaults filled in. */
export type RouteParsed<D> = Part<D, 'params', 'output'> &
  Part<D, 'query', 'output'> &
  Part<D, 'body', 'output'>;
/** What comes back as JSON; undefined for 204. */
export type RouteOutput<D> = [InferPart<D, 'response'>] extends [never]
  ? undefined
  : z.output<InferPart<D, 'response'>>;
