// Runs one call of the Bot API: scripted faults, pace, the method itself, and the log.
import type { BotRecord } from '../state/types.ts';
import type { World } from '../state/world.ts';
import type { MethodContext } from './define-method.ts';
import { BotApiError, methodNotFound } from './errors.ts';
import { errorOfFault, type FaultEffect } from './faults.ts';
import { methodsByName } from './methods.ts';
import type { CallInput } from './read-request.ts';

export type CallOutcome =
  | { kind: 'result'; result: unknown }
  | { kind: 'error'; error: BotApiError }
  | { kind: 'hangUp' };

export interface Call extends CallInput {
  world: World;
  bot: BotRecord;
  method: string;
  signal: AbortSignal | null;
}

export async function callMethod(call: Call): Promise<CallOutcome> {
  const { world, bot } = call;
  const chatId = numericChatId(call.parameters.chat_id ?? call.parameters.user_id);
  const effect = world.faults.take({ botId: bot.id, method: call.method, chatId });
  const outcome = await runWithFault(call, effect, chatId);
  world.calls.add({
    botId: bot.id,
    method: call.method,
    parameters: call.parameters,
    at: Date.now(),
    errorCode: outcome.kind === 'error' ? outcome.error.code : null,
    description: outcome.kind === 'error' ? outcome.error.message : null,
  });
  return outcome;
}

async function runWithFault(
  call: Call,
  effect: FaultEffect | null,
  chatId: number | null,
): Promise<CallOutcome> {
  if (effect?.kind === 'error') return { kind: 'error', error: errorOfFault(effect) };
  if (effect?.kind === 'hangUp' && !effect.afterWork) return { kind: 'hangUp' };
  const outcome = await runMethod(call, chatId);
  if (effect?.kind === 'hangUp') return { kind: 'hangUp' };
  if (effect?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, effect.milliseconds));
  return outcome;
}

async function runMethod(call: Call, chatId: number | null): Promise<CallOutcome> {
  const { world, bot } = call;
  const context: MethodContext = { world, bot, uploads: call.uploads, signal: call.signal };
  try {
    const method = methodsByName.get(call.method.toLowerCase());
    if (!method) throw methodNotFound();
    if (method.isPaced && chatId !== null) world.rateLimits.spend(bot.id, chatId);
    return { kind: 'result', result: await method.run(context, call.parameters) };
  } catch (error) {
    if (error instanceof BotApiError) return { kind: 'error', error };
    throw error;
  }
}

function numericChatId(value: unknown): number | null {
  const id = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}
