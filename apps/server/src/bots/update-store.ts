/** Keeps Telegram's updates before they are handled: each once, however often Telegram repeats it. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { updatesKey } from '../customers/people.ts';
import { storableText } from '../platform/storable-text.ts';

const someone = z.looseObject({ id: z.number() });
const part = z.looseObject({ from: someone.optional(), chat: someone.optional() });

export const telegramUpdate = z.looseObject({ update_id: z.number().int() });
export type TelegramUpdateBody = z.infer<typeof telegramUpdate>;

export interface UpdateSource {
  brandId: string;
  telegramBotId: number;
}

/** Answers how many were new. */
export async function storeUpdates(
  deps: Deps,
  source: UpdateSource,
  updates: readonly TelegramUpdateBody[],
): Promise<number> {
  const now = deps.clock.now();
  const { count } = await deps.db.prisma.telegramUpdate.createMany({
    data: updates.map((update) => ({
      brandId: source.brandId,
      telegramBotId: source.telegramBotId,
      updateId: update.update_id,
      orderKey: orderKeyOf(update),
      payload: JSON.parse(JSON.stringify(update), (_name, part) =>
        typeof part === 'string' ? storableText(part) : part,
      ),
      receivedAt: now,
    })),
    skipDuplicates: true,
  });
  return count;
}

/** Everything of one person is handled in order: a message and a press of a button can arrive together. */
function orderKeyOf(update: TelegramUpdateBody): string {
  for (const value of Object.values(update)) {
    const parsed = part.safeParse(value);
    if (!parsed.success) continue;
    if (parsed.data.from) return updatesKey(parsed.data.from.id);
    if (parsed.data.chat) return `chat:${parsed.data.chat.id}`;
  }
  return 'none';
}
