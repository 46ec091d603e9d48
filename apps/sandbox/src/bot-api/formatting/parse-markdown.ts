// Parses Telegram's MarkdownV2 style into plain text and entities; a reserved character left bare is refused.
import { badRequest } from '../errors.ts';
import type { MessageEntity } from '../types.ts';
import type { FormattedText } from './formatted-text.ts';

const RESERVED = '_*[]()~`>#+-=|{}.!';
const ENTITY_BY_MARK: Readonly<Record<string, { type: string; name: string }>> = {
  '*': { type: 'bold', name: 'Bold' },
  _: { type: 'italic', name: 'Italic' },
  __: { type: 'underline', name: 'Underline' },
  '~': { type: 'strikethrough', name: 'Strikethrough' },
  '||': { type: 'spoiler', name: 'Spoiler' },
  '`': { type: 'code', name: 'Code' },
  '```': { type: 'pre', name: 'PreCode' },
  '[': { type: 'text_link', name: 'TextUrl' },
};

interface OpenMark {
  mark: string;
  begin: number;
  start: number;
}

export function parseMarkdownV2(source: string): FormattedText {
  return new MarkdownParser(source).parse();
}

class MarkdownParser {
  readonly #source: string;
  readonly #entities: MessageEntity[] = [];
  readonly #open: OpenMark[] = [];
  #position = 0;
  #text = '';

  constructor(source: string) {
    this.#source = source;
  }

  parse(): FormattedText {
    while (this.#position < this.#source.length) this.#readNext();
    const unclosed = this.#open.at(-1);
    if (unclosed) {
      const name = ENTITY_BY_MARK[unclosed.mark]?.name ?? '';
      throw parseError(`Can't find end of ${name} entity at byte offset ${this.#byteOffset(unclosed.begin)}`);
    }
    const entities = this.#entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
    return { text: this.#text, entities };
  }

  #readNext(): void {
    const character = this.#source[this.#position] ?? '';
    const next = this.#source[this.#position + 1];
    if (character === '\\' && next !== undefined && next.charCodeAt(0) < 127) {
      this.#copy(next, 2);
      return;
    }
    const mark = this.#markHere();
    const top = this.#open.at(-1);
    const isInCode = top?.mark === '`' || top?.mark === '```';
    if (top && mark === (top.mark === '[' ? ']' : top.mark)) this.#close(top, mark);
    else if (isInCode) this.#copy(character, 1);
    else if (mark in ENTITY_BY_MARK) this.#openMark(mark);
    else if (RESERVED.includes(character)) {
      throw parseError(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    } else this.#copy(character, 1);
  }

  #copy(text: string, sourceLength: number): void {
    this.#text += text;
    this.#position += sourceLength;
  }

  #openMark(mark: string): void {
    this.#open.push({ mark, begin: this.#position, start: this.#text.length });
    this.#position += mark.length;
  }

  #close(top: OpenMark, mark: string): void {
    this.#open.pop();
    this.#position += mark.length;
    const length = this.#text.length - top.start;
    const entity: MessageEntity = { type: ENTITY_BY_MARK[top.mark]?.type ?? '', offset: top.start, length };
    if (top.mark === '[') entity.url = this.#readLink() ?? this.#text.slice(top.start);
    if (length > 0) this.#entities.push(entity);
  }

  #readLink(): string | null {
    const link = /^\(((?:\\.|[^)\\])*)\)/.exec(this.#source.slice(this.#position));
    if (!link) return null;
    this.#position += link[0].length;
    return (link[1] ?? '').replaceAll(/\\(.)/g, '$1');
  }

  #markHere(): string {
    if (this.#source.startsWith('```', this.#position)) return '```';
    const two = this.#source.slice(this.#position, this.#position + 2);
    return two === '__' || two === '||' ? two : (this.#source[this.#position] ?? '');
  }

  #byteOffset(position: number): number {
    return Buffer.byteLength(this.#source.slice(0, position));
  }
}

const parseError = (text: string): Error => badRequest(`can't parse entities: ${text}`);
