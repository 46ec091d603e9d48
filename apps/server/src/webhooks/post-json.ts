/** Posts a body to an address that somebody typed: no way inside, no redirects, 15 seconds, 64 kB of answer. */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { webhookProblems } from '@regulars/contracts';
import { type RequestFilteringAgentOptions, useAgent } from 'request-filtering-agent';
import { storableText } from '../platform/storable-text.ts';

const longestMilliseconds = 15_000;
const readBytes = 65_536;
const keptBytes = 4_096;
const keptHeaders = [
  'content-type',
  'content-length',
  'date',
  'location',
  'retry-after',
  'server',
  'x-request-id',
];
const keptHeaderLength = 500;

export type WebhookProblem = (typeof webhookProblems)[number];

export interface Posting {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowsLoopback: boolean;
  /** Only tests resolve names by themselves. */
  lookup?: LookupFunction | undefined;
  timeoutMilliseconds?: number | undefined;
}

export interface PostResult {
  /** Null if there was no answer; then `problem` says why. */
  status: number | null;
  problem: WebhookProblem | null;
  responseHeaders: Record<string, string>;
  responseBody: string;
  isBodyCut: boolean;
}

/** Never throws: whatever goes wrong at a stranger's server is a result. */
export function postJson(posting: Posting): Promise<PostResult> {
  const { url, headers, body, lookup } = posting;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(posting.timeoutMilliseconds ?? longestMilliseconds);
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const request = send(url, {
      method: 'POST',
      // A new connection each time: its address has been judged for this call and no other.
      agent: useAgent(url, { keepAlive: false, ...reachOf(posting) }),
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      ...(lookup ? { lookup } : {}),
    });
    let isAnswered = false;
    request.on('response', (response) => {
      isAnswered = true;
      readAnswer(response, resolve);
    });
    request.on('error', (error) => {
      // Once there is a status, it stands; the answer's own close comes after this.
      if (!isAnswered) resolve(noAnswer(signal.aborted ? 'timed_out' : problemOf(error)));
    });
    request.end(body);
  });
}

function reachOf({ allowsLoopback }: Posting): RequestFilteringAgentOptions {
  return allowsLoopback ? { allowIPAddressList: ['127.0.0.1', '::1'] } : {};
}

/** The status is the answer; of the body only the beginning is wanted, however long it goes on or hangs. */
function readAnswer(response: IncomingMessage, resolve: (result: PostResult) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let isWhole = false;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length - chunk.length < keptBytes) chunks.push(chunk);
    if (length >= readBytes) response.destroy();
  });
  response.on('end', () => {
    isWhole = true;
  });
  // Cut off, by us or by the other side.
  response.on('error', () => undefined);
  response.on('close', () =>
    resolve({
      status: response.statusCode ?? null,
      problem: null,
      responseHeaders: headersOf(response),
      responseBody: storableText(Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8')),
      isBodyCut: !isWhole || length > keptBytes,
    }),
  );
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = response.headers[name];
      return typeof value === 'string' ? [[name, storableText(value).slice(0, keptHeaderLength)]] : [];
    }),
  );
}

function noAnswer(problem: WebhookProblem): PostResult {
  return { status: null, problem, responseHeaders: {}, responseBody: '', isBodyCut: false };
}

const problemByCode: Record<string, WebhookProblem> = {
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ETIMEDOUT: 'timed_out',
  EPROTO: 'tls',
};

function problemOf(error: NodeJS.ErrnoException): WebhookProblem {
  // The agent's refusals have no code.
  if (/is not allowed[.] Because/.test(error.message)) return 'address_forbidden';
  const code = error.code ?? '';
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return 'tls';
  return problemByCode[code] ?? (code.startsWith('HPE_') ? 'closed' : 'other');
}
