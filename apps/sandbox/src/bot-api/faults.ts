// Scripted answers: the next calls that match get an error, a delay or a cut connection.
import { randomUUID } from 'node:crypto';
import type { Fault } from '../control/contract.ts';
import { BotApiError, type ErrorParameters } from './errors.ts';

export interface CallTarget {
  botId: number;
  method: string;
  chatId: number | null;
}

export type FaultEffect = Fault['effect'];

export class Faults {
  #faults: Fault[] = [];

  add(input: Omit<Fault, 'faultId'>): Fault {
    const fault = { ...input, faultId: randomUUID() };
    this.#faults.push(fault);
    return fault;
  }

  /** The effect of the first matching fault, which this call uses up by one. */
  take(target: CallTarget): FaultEffect | null {
    if (this.#faults.length === 0) return null;
    const fault = this.#faults.find((candidate) => isMatch(candidate, target));
    if (!fault) return null;
    fault.timesLeft -= 1;
    if (fault.timesLeft <= 0) this.#faults = this.#faults.filter((kept) => kept !== fault);
    return fault.effect;
  }

  list(): Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }
}

export function errorOfFault(effect: Extract<FaultEffect, { kind: 'error' }>): BotApiError {
  const parameters: ErrorParameters = {};
  if (effect.retryAfterSeconds !== undefined) parameters.retry_after = effect.retryAfterSeconds;
  if (effect.migrateToChatId !== undefined) parameters.migrate_to_chat_id = effect.migrateToChatId;
  const hasParameters = Object.keys(parameters).length > 0;
  return new BotApiError(effect.errorCode, effect.description, hasParameters ? parameters : undefined);
}

function isMatch(fault: Fault, target: CallTarget): boolean {
  if (fault.botId !== null && fault.botId !== target.botId) return false;
  if (fault.chatId !== null && fault.chatId !== target.chatId) return false;
  return fault.method === null || fault.method.toLowerCase() === target.method.toLowerCase();
}
