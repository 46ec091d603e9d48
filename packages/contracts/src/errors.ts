/** Every refusal of the product: its code, HTTP status and a title; replies are RFC 9457 problem details. */
import { z } from 'zod';

export const errorStatus = {
  validation_failed: 400,
  idempotency_key_missing: 400,
  idempotency_key_invalid: 400,
  body_malformed: 400,
  init_data_invalid: 401,
  init_data_expired: 401,
  session_invalid: 401,
  api_key_invalid: 401,
  staff_session_required: 401,
  scope_missing: 403,
  permission_missing: 403,
  origin_forbidden: 403,
  not_a_member: 403,
  adjustment_over_limit: 403,
  account_out_of_reach: 403,
  route_not_found: 404,
  brand_not_found: 404,
  customer_not_found: 404,
  card_not_valid: 404,
  purchase_not_found: 404,
  hold_not_found: 404,
  shop_not_found: 404,
  staff_not_found: 404,
  invitation_not_valid: 404,
  setup_link_not_valid: 404,
  reset_link_not_valid: 404,
  api_key_not_found: 404,
  document_not_found: 404,
  dead_letter_not_found: 404,
  file_not_found: 404,
  earning_rule_not_found: 404,
  earning_template_not_found: 404,
  earning_rule_state_invalid: 409,
  too_many_earning_rules: 409,
  insufficient_points: 409,
  refund_exceeds_original: 409,
  already_refunded: 409,
  external_id_conflict: 409,
  hold_not_open: 409,
  hold_expired: 409,
  contact_taken: 409,
  phone_taken: 409,
  both_in_telegram: 409,
  hold_open: 409,
  slug_taken: 409,
  bot_taken: 409,
  bot_missing: 409,
  last_owner: 409,
  already_staff: 409,
  version_conflict: 409,
  idempotency_in_flight: 409,
  redeem_over_limit: 422,
  redeem_offline: 422,
  total_mismatch: 422,
  points_over_limit: 422,
  bot_token_invalid: 422,
  telegram_unreachable: 502,
  contact_invalid: 422,
  consent_required: 422,
  idempotency_key_reused: 422,
  file_invalid: 422,
  file_too_large: 413,
  body_too_large: 413,
  media_type_unsupported: 415,
  rate_limited: 429,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;
export const errorCodes = Object.keys(errorStatus) as readonly string[] as readonly ErrorCode[];

/** One field that did not pass: `path` as in `lines.0.quantity`. */
export const fieldProblem = z.object({
  path: z.string(),
  message: z.string(),
  code: z.string(),
});
export type FieldProblem = z.infer<typeof fieldProblem>;

/** RFC 9457, `application/problem+json`. `detail` says what to do next, in the caller's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
  /** Whole seconds to wait, for 409 in flight and 429. */
  retryAfterSeconds: z.number().int().optional(),
  errors: z.array(fieldProblem).optional(),
});
export type Problem = z.infer<typeof problem>;
