/** Turns whatever was thrown into problem details (RFC 9457): refusals in words, all else without a word of its inside. */
import {
  type ErrorCode,
  errorStatus,
  type FieldProblem,
  type Language,
  type Problem,
} from '@regulars/contracts';
import { couponReasons } from '@regulars/contracts/coupon-shapes';
import { describeCouponReason } from '@regulars/contracts/coupon-words';
import { formatMoney } from '@regulars/contracts/points';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorWords } from '../words/errors.ts';
import { ownWords } from '../words/fields.ts';
import { isConnectionLost } from './db.ts';
import { requestLanguage } from './language.ts';
import { Refusal, type RefusedField } from './refusal.ts';

export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    return sendProblem(request, reply, refusal);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Refusal('route_not_found')));
}

export function sendProblem(
  request: Pick<FastifyRequest, 'id' | 'headers'>,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (refusal.retryAfterSeconds !== null) reply.header('retry-after', String(refusal.retryAfterSeconds));
  if (refusal.isReplay) reply.header('idempotent-replayed', 'true');
  return reply
    .status(refusal.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-request-id', String(request.id))
    .send(JSON.stringify(toProblem(refusal, String(request.id), requestLanguage(request))));
}

export function toProblem(refusal: Refusal, requestId: string, language: Language): Problem {
  const [title, detail] = refusalWords(refusal, language);
  const isInternal = refusal.status === 500;
  return {
    type: `https://regulars.dev/problems/${refusal.code}`,
    title,
    status: refusal.status,
    code: refusal.code,
    requestId,
    ...(isInternal ? {} : { detail }),
    ...(refusal.retryAfterSeconds === null ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
    ...(refusal.fields.length > 0 ? { errors: refusal.fields.map((one) => inWords(one, language)) } : {}),
  };
}

function inWords({ message, ...field }: RefusedField, language: Language): FieldProblem {
  const words = typeof message === 'string' ? ownWords(message) : message;
  return { ...field, message: words[language] };
}

/** Title and what to do next, with the refusal's values filled in. */
export function refusalWords(refusal: Refusal, language: Language): [title: string, detail: string] {
  const [title, detail] = errorWords[refusal.code][language];
  const values = { ...refusal.values, ...couponWords(refusal, language) };
  return [fill(title, values), fill(detail, values)];
}

/** Why a coupon cannot be used is kept as a code, and said in the language of whoever hears it. */
function couponWords({ code, values }: Refusal, language: Language): { reason?: string } {
  if (code !== 'coupon_not_applicable') return {};
  const reason = couponReasons.find((known) => known === values.reason) ?? 'not_found';
  const minTotal =
    reason === 'minimum_not_met'
      ? formatMoney(Number(values.minTotalMinor), String(values.currency), language)
      : '';
  return { reason: describeCouponReason(reason, { minTotal }, language) };
}

const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_REQ_FILE_TOO_LARGE: 'file_too_large',
  FST_ERR_BAD_URL: 'route_not_found',
};

export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code ? fastifyCodes[code] : undefined;
  if (known) return new Refusal(known);
  if (isConnectionLost(error)) return new Refusal('temporarily_unavailable', { retryAfterSeconds: 2 });
  if (statusCode === 429) return new Refusal('rate_limited', { retryAfterSeconds: 10 });
  if (statusCode === 503) return new Refusal('temporarily_unavailable', { retryAfterSeconds: 2 });
  // Files outside their folder (403) and parts of an address too long (414); which they are is nobody's business.
  if ([403, 404, 414].includes(statusCode ?? 0)) return new Refusal('route_not_found');
  if (statusCode === 400 || errorStatus.body_malformed === statusCode) return new Refusal('body_malformed');
  return new Refusal('internal_error');
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
