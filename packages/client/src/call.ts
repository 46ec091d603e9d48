/** Calls a route by its name with the contract's types; turns problem details into RefusalError. */
import type { EndpointName, RouteInput, RouteOutput, Routes } from '@regulars/contracts';
import { endpoints } from '@regulars/contracts/endpoints';
import type { ErrorCode, FieldProblem, Problem } from '@regulars/contracts/errors';

/** The server said no, in words for the person; `code` is one of contracts' error codes. */
export class RefusalError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'RefusalError';
    this.problem = problem;
  }
  get code(): ErrorCode | string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
  get fields(): readonly FieldProblem[] {
    return this.problem.errors ?? [];
  }
}

/** No answer came: offline, a timeout or a broken connection. Safe to try again with the same key. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause });
    this.name = 'ConnectionError';
  }
}

export interface ClientOptions {
  /** Origin of the API; the page's own if absent. */
  baseUrl?: string;
  /** Headers for who is asking and which language they read, asked for on each call. */
  headers: () => Record<string, string>;
  /** Told of every 401, after which one more try is made if it answers true. */
  onUnauthorized?: () => Promise<boolean>;
  timeoutMs?: number;
}

export type CallOptions = {
  signal?: AbortSignal;
  idempotencyKey?: string;
  /** For what takes longer than other calls, as a large file does. */
  timeoutMs?: number;
};
export type CallInput<N extends EndpointName> = RouteInput<Routes[N]>;
export type CallOutput<N extends EndpointName> = RouteOutput<Routes[N]>;
export type Call = <N extends EndpointName>(
  name: N,
  input: CallInput<N>,
  options?: CallOptions,
) => Promise<CallOutput<N>>;

type LooseInput = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
};

const defaultTimeoutMs = 20_000;

export function createClient(options: ClientOptions): Call {
  return async (name, input, callOptions = {}) => {
    const first = await send(options, name, input as LooseInput, callOptions);
    if (first.status !== 401 || !options.onUnauthorized) return read(first);
    const renewed = await options.onUnauthorized();
    return read(renewed ? await send(options, name, input as LooseInput, callOptions) : first);
  };
}

/** A fresh key for one intended effect; keep it over retries of that effect. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

/** The path with its parameters filled in, and the query behind it. */
export function routeUrl(name: EndpointName, input: LooseInput, baseUrl = ''): string {
  const [, path] = endpoints[name];
  const filled = path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(input.params?.[key] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const search = query.toString();
  return `${baseUrl}${filled}${search ? `?${search}` : ''}`;
}

async function send(
  options: ClientOptions,
  name: EndpointName,
  input: LooseInput,
  call: CallOptions,
): Promise<Response> {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs);
  const isForm = input.body instanceof FormData;
  try {
    return await fetch(routeUrl(name, input, options.baseUrl), {
      method: endpoints[name][0],
      headers: {
        accept: 'application/json',
        ...options.headers(),
        ...(input.body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      },
      body: input.body === undefined ? null : isForm ? (input.body as FormData) : JSON.stringify(input.body),
      credentials: 'same-origin',
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ConnectionError(error);
  }
}

async function read<N extends EndpointName>(response: Response): Promise<CallOutput<N>> {
  if (response.status === 204) return undefined as CallOutput<N>;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as CallOutput<N>;
  throw new RefusalError(isProblem(body) ? body : unreadableProblem(response));
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
}

function unreadableProblem(response: Response): Problem {
  return {
    type: 'about:blank',
    title: response.statusText || 'Unexpected answer',
    status: response.status,
    code: response.status >= 500 ? 'temporarily_unavailable' : 'internal_error',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}
