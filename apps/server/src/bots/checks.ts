/** What is checked about a connected bot, as kept in brand_bot.checks. */
import { z } from 'zod';
import type { ProblemCode } from './words.ts';

export const checkNames = ['token', 'updates', 'menu_button', 'commands', 'descriptions', 'sending'] as const;

export interface CheckResult {
  name: (typeof checkNames)[number];
  /** The words are found when somebody reads it. */
  problem: ProblemCode | null;
}

export const keptChecks = z.array(z.object({ name: z.enum(checkNames), problem: z.string().nullable() }));
