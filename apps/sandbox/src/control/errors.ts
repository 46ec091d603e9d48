// The refusals of the control API with their HTTP statuses.
import type { ControlErrorCode } from './contract.ts';

const STATUS: Record<ControlErrorCode, number> = {
  bot_not_found: 404,
  person_not_found: 404,
  person_deactivated: 409,
  channel_not_found: 404,
  message_not_found: 404,
  button_not_found: 404,
  bot_blocked: 409,
  mini_app_not_set: 409,
  phone_missing: 409,
  already_exists: 409,
  prepared_message_not_found: 404,
  timeout: 408,
  validation_failed: 400,
};

export class ControlRefusal extends Error {
  readonly code: ControlErrorCode;
  readonly status: number;
  constructor(code: ControlErrorCode, message: string) {
    super(message);
    this.name = 'ControlRefusal';
    this.code = code;
    this.status = STATUS[code];
  }
}
