// What a method of the Bot API is: a name, its parameters and what it does.
import type { z } from 'zod';
import type { BotRecord } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { badRequest } from './errors.ts';

export interface UploadedPart {
  data: Buffer;
  fileName: string | null;
  contentType: string;
}

export interface MethodContext {
  world: World;
  bot: BotRecord;
  /** Files of a multipart call by field name; `attach://name` points here. */
  uploads: ReadonlyMap<string, UploadedPart>;
  /** Aborted when the caller hangs up while a long poll waits. */
  signal: AbortSignal | null;
}

export type RawParameters = Record<string, unknown>;

export interface BotApiMethod {
  name: string;
  /** Whether a call counts against the pace of its chat. */
  isPaced: boolean;
  run: (context: MethodContext, raw: RawParameters) => unknown;
}

interface MethodInput<Schema extends z.ZodType> {
  name: string;
  isPaced?: boolean;
  parameters: Schema;
  /** The result, or a promise of it; a refusal is thrown as BotApiError. */
  run: (context: MethodContext, parameters: z.output<Schema>) => unknown;
}

export function defineMethod<Schema extends z.ZodType>(input: MethodInput<Schema>): BotApiMethod {
  return {
    name: input.name,
    isPaced: input.isPaced ?? false,
    run: (context, raw) => {
      const parsed = input.parameters.safeParse(raw);
      if (!parsed.success) throw badRequest(parsed.error.issues[0]?.message ?? 'wrong parameters');
      return input.run(context, parsed.data);
    },
  };
}
