/** The one way domain code says no: a code of contracts' list, with fields or words for the person. */
import type { Language } from '@regulars/contracts';
import { type ErrorCode, errorStatus, type FieldProblem } from '@regulars/contracts/errors';

/** In both languages, or in English as words/fields.ts knows it. */
export type FieldWords = string | Record<Language, string>;
export type RefusedField = Omit<FieldProblem, 'message'> & { message: FieldWords };

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly RefusedField[];
  readonly retryAfterSeconds: number | null;
  /** Values for the words of the code, as in { limit: 1000 }. */
  readonly values: Readonly<Record<string, string | number>>;
  /** True when this is the saved answer to a repeat. */
  readonly isReplay: boolean;

  constructor(
    code: ErrorCode,
    options: {
      fields?: readonly RefusedField[];
      retryAfterSeconds?: number;
      values?: Readonly<Record<string, string | number>>;
      isReplay?: boolean;
    } = {},
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.values = options.values ?? {};
    this.isReplay = options.isReplay ?? false;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** Refuses one field that the schema could not judge. */
export function refuseField(path: string, message: FieldWords): Refusal {
  return new Refusal('validation_failed', { fields: [{ path, message, code: 'custom' }] });
}
