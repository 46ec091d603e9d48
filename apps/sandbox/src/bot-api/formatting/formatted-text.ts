// Turns the text, parse mode and entities of a call into the text and entities that a message keeps.
import { badRequest } from '../errors.ts';
import type { MessageEntity } from '../types.ts';
import { findEntities } from './find-entities.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdownV2 } from './parse-markdown.ts';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

export interface FormatInput {
  text: string;
  parseMode: string | undefined;
  entities: MessageEntity[] | undefined;
}

export const MAX_TEXT_LENGTH = 4096;
export const MAX_CAPTION_LENGTH = 1024;

export function formatText(input: FormatInput): FormattedText {
  const parsed = parseStyle(input);
  const trimmed = trimText(parsed);
  return { text: trimmed.text, entities: addFound(trimmed) };
}

function parseStyle({ text, parseMode, entities }: FormatInput): FormattedText {
  const mode = parseMode?.toLowerCase() ?? '';
  if (mode === 'html') return parseHtml(text);
  if (mode === 'markdownv2') return parseMarkdownV2(text);
  if (mode === '' || mode === 'none')
    return { text, entities: (entities ?? []).map((entity) => ({ ...entity })) };
  throw badRequest('unsupported parse_mode');
}

function trimText({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  if (trimmed.length === text.length) return { text, entities };
  const cut = text.length - text.trimStart().length;
  const moved = entities.flatMap((entity) => {
    const start = Math.max(entity.offset - cut, 0);
    const end = Math.min(entity.offset + entity.length - cut, trimmed.length);
    return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  return { text: trimmed, entities: moved };
}

/** Commands, links and mentions that Telegram finds by itself, where no given entity stands already. */
function addFound({ text, entities }: FormattedText): MessageEntity[] {
  const found = findEntities(text).filter(
    (entity) =>
      !entities.some((given) => {
        const isCode = given.type === 'code' || given.type === 'pre' || given.type === 'text_link';
        return (
          isCode &&
          given.offset < entity.offset + entity.length &&
          entity.offset < given.offset + given.length
        );
      }),
  );
  if (found.length === 0) return entities;
  return [...entities, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
