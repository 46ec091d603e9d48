// Parses Telegram's MarkdownV2 style into plain text and entities; a reserved character left bare is refused.
import { badRequest } from '../errors.ts';
import type { MessageEntity } from '../types.ts';
import type { FormattedText } from './formatted-text.ts';

const RESERVED = '_*[]()~`>#+-=|{}.!';
const ENTITY_BY_MARK: Readonly<Record<string, string>> = {
  '*': 'bold',
  _: 'italic',
  __: 'underline',
  '~': 'strikethrough',
  '||': 'spoiler',
  '`': 'code',
  '```': 'pre',
  '[': 'text_link',
};

interface OpenMark {
  mark: string;
  begin: number;
  start: number;
}

export function parseMarkdownV2(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  const open: OpenMark[] = [];
  let text = '';
  let position = 0;

  while (position < source.length) {
    const character = source[position] ?? '';
    const top = open.at(-1);
    const isCode = top?.mark === '`' || top?.mark === '```';
    const next = source[position + 1];
    if (character === '\\' && next !== undefined && next.charCodeAt(0) < 127) {
      text += next;
      position += 2;
      continue;
    }
    const mark = markAt(source, position);
    if (isCode && mark !== top?.mark) {
      text += character;
      position += 1;
      continue;
    }
    if (top && (mark === top.mark || (character === ']' && top.mark === '['))) {
      open.pop();
      position += character === ']' ? 1 : mark.length;
      const entity: MessageEntity = {
        type: ENTITY_BY_MARK[top.mark] ?? 'bold',
        offset: top.start,
        length: text.length - top.start,
      };
      if (top.mark === '[') {
        const link = /^\(((?:\\.|[^)\\])*)\)/.exec(source.slice(position));
        if (link) {
          position += link[0].length;
          entity.url = (link[1] ?? '').replaceAll(/\\(.)/g, '$1');
        } else {
          entity.url = text.slice(top.start);
        }
      }
      if (entity.length > 0) entities.push(entity);
      continue;
    }
    if (mark in ENTITY_BY_MARK) {
      open.push({ mark, begin: position, start: text.length });
      position += mark.length;
      continue;
    }
    if (RESERVED.includes(character))
      throw parseError(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    text += character;
    position += 1;
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    const name = (ENTITY_BY_MARK[unclosed.mark] ?? '').replace(/^\w/, (letter) => letter.toUpperCase());
    const at = Buffer.byteLength(source.slice(0, unclosed.begin));
    throw parseError(`Can't find end of ${name.replace('_link', 'Link')} entity at byte offset ${at}`);
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const parseError = (text: string): Error => badRequest(`can't parse entities: ${text}`);

function markAt(source: string, position: number): string {
  if (source.startsWith('```', position)) return '```';
  const two = source.slice(position, position + 2);
  if (two === '__' || two === '||') return two;
  return source[position] ?? '';
}
