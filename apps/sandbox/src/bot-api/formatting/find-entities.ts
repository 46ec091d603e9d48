// Finds what Telegram marks in a text by itself: commands, mentions, hashtags, links, e-mail addresses.
import type { MessageEntity } from '../types.ts';

const PATTERNS: ReadonlyArray<{ type: string; pattern: RegExp }> = [
  { type: 'url', pattern: /\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,:;!?()]/gu },
  { type: 'email', pattern: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gu },
  { type: 'bot_command', pattern: /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])/gu },
  { type: 'mention', pattern: /(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b/gu },
  { type: 'hashtag', pattern: /(?<![\w#&/])#[\p{L}\d_]*\p{L}[\p{L}\d_]*/gu },
];

export function findEntities(text: string): MessageEntity[] {
  if (!/[/@#]/.test(text)) return [];
  const entities: MessageEntity[] = [];
  for (const { type, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const isInside = entities.some(
        (other) =>
          other.offset < entity.offset + entity.length && entity.offset < other.offset + other.length,
      );
      if (!isInside) entities.push(entity);
    }
  }
  return entities.sort((a, b) => a.offset - b.offset);
}
