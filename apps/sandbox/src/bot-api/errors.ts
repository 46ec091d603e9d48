// The refusals of the Bot API with the texts the real server uses.

export interface ErrorParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: ErrorParameters | undefined;
  constructor(code: number, description: string, parameters?: ErrorParameters) {
    super(description);
    this.name = 'BotApiError';
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (text: string): BotApiError => new BotApiError(400, `Bad Request: ${text}`);
export const forbidden = (text: string): BotApiError => new BotApiError(403, `Forbidden: ${text}`);
export const conflict = (text: string): BotApiError => new BotApiError(409, `Conflict: ${text}`);
export const unauthorized = (): BotApiError => new BotApiError(401, 'Unauthorized');
export const methodNotFound = (): BotApiError => new BotApiError(404, 'Not Found: method not found');
export const tooLarge = (): BotApiError => new BotApiError(413, 'Request Entity Too Large');
export const tooManyRequests = (retryAfterSeconds: number): BotApiError =>
  new BotApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });

export const chatNotFound = (): BotApiError => badRequest('chat not found');
export const messageNotModified = (): BotApiError =>
  badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
      'content and reply markup of the message',
  );
export const queryTooOld = (): BotApiError =>
  badRequest('query is too old and response timeout expired or query ID is invalid');
