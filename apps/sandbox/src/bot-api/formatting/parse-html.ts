// Parses Telegram's HTML style into plain text and entities, with the refusals of the real parser word for word.
import { badRequest } from '../errors.ts';
import type { MessageEntity } from '../types.ts';
import type { FormattedText } from './formatted-text.ts';

const ENTITY_BY_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
};
const NAMED_CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  name: string;
  argument: string;
  start: number;
}

export function parseHtml(source: string): FormattedText {
  return new HtmlParser(source).parse();
}

class HtmlParser {
  readonly #source: string;
  readonly #entities: MessageEntity[] = [];
  readonly #open: OpenTag[] = [];
  #position = 0;
  #text = '';

  constructor(source: string) {
    this.#source = source;
  }

  parse(): FormattedText {
    while (this.#position < this.#source.length) {
      const character = this.#source[this.#position];
      if (character === '&') this.#text += this.#readCharacter();
      else if (character !== '<') this.#copyPlain();
      else if (this.#source[this.#position + 1] === '/') this.#readEndTag();
      else this.#readStartTag();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed) throw parseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return { text: this.#text, entities: sortEntities(this.#entities) };
  }

  #copyPlain(): void {
    const begin = this.#position;
    while (this.#position < this.#source.length && !'<&'.includes(this.#source[this.#position] ?? '')) {
      this.#position += 1;
    }
    this.#text += this.#source.slice(begin, this.#position);
  }

  /** An ampersand that begins no known character stands for itself. */
  #readCharacter(): string {
    const match = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{1,4}));?/.exec(
      this.#source.slice(this.#position, this.#position + 12),
    );
    const decoded = match ? decodeReference(match) : null;
    this.#position += decoded === null || !match ? 1 : match[0].length;
    return decoded ?? '&';
  }

  #readStartTag(): void {
    const begin = this.#position;
    this.#position += 1;
    const name = this.#readUntil((character) => isSpace(character) || character === '>').toLowerCase();
    if (this.#isAtEnd()) throw this.#errorAt('Unclosed start tag', begin);
    if (!(name in ENTITY_BY_TAG)) throw this.#errorAt(`Unsupported start tag "${name}"`, begin);
    const argument = this.#readAttributes(name, begin);
    if (name === 'span' && argument !== 'spoiler') {
      throw this.#errorAt('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.#position += 1;
    this.#open.push({ name, argument, start: this.#text.length });
  }

  /** Leaves the position at the closing bracket; answers the one attribute that matters for this tag. */
  #readAttributes(tag: string, begin: number): string {
    let argument = '';
    while (true) {
      this.#skipSpaces();
      if (this.#isAtEnd()) throw this.#errorAt(`Unclosed start tag "${tag}"`, begin);
      if (this.#source[this.#position] === '>') return argument;
      const attribute = this.#readUntil(
        (character) => isSpace(character) || character === '=' || character === '>',
      );
      if (attribute === '') throw this.#errorAt(`Empty attribute name in the tag "${tag}"`, begin);
      this.#skipSpaces();
      if (this.#source[this.#position] !== '=') continue;
      this.#position += 1;
      this.#skipSpaces();
      const value = this.#readAttributeValue(tag, begin);
      argument = argumentOf(tag, attribute.toLowerCase(), value) ?? argument;
    }
  }

  #readAttributeValue(tag: string, begin: number): string {
    const quote = this.#source[this.#position];
    if (quote === '"' || quote === "'") return this.#readQuoted(quote, tag, begin);
    const tokenBegin = this.#position;
    const value = this.#readUntil((character) => !/[A-Za-z0-9.-]/.test(character));
    const next = this.#source[this.#position];
    if (next === undefined) throw this.#errorAt(`Unclosed start tag "${tag}"`, begin);
    if (!isSpace(next) && next !== '>') throw this.#errorAt('Unexpected end of name token', tokenBegin);
    return value.toLowerCase();
  }

  #readQuoted(quote: string, tag: string, begin: number): string {
    this.#position += 1;
    let value = '';
    while (!this.#isAtEnd() && this.#source[this.#position] !== quote) {
      if (this.#source[this.#position] === '&') value += this.#readCharacter();
      else value += this.#source[this.#position++] ?? '';
    }
    if (this.#isAtEnd()) throw this.#errorAt(`Unclosed start tag "${tag}"`, begin);
    this.#position += 1;
    return value;
  }

  #readEndTag(): void {
    const begin = this.#position;
    const tag = this.#open.pop();
    if (!tag) throw this.#errorAt('Unexpected end tag', begin);
    this.#position += 2;
    const name = this.#readUntil((character) => isSpace(character) || character === '>');
    this.#skipSpaces();
    if (this.#source[this.#position] !== '>') throw this.#errorAt('Unclosed end tag', begin);
    if (name !== '' && name.toLowerCase() !== tag.name) {
      throw this.#errorAt(`Unmatched end tag`, begin, `, expected "</${tag.name}>", found "</${name}>"`);
    }
    this.#position += 1;
    this.#addEntity(tag);
  }

  #addEntity(tag: OpenTag): void {
    const length = this.#text.length - tag.start;
    if (length === 0) return;
    const entity: MessageEntity = { type: ENTITY_BY_TAG[tag.name] ?? tag.name, offset: tag.start, length };
    if (tag.name === 'a') {
      const url = linkOf(tag.argument || this.#text.slice(tag.start));
      if (url === null) return;
      entity.url = url;
    }
    if (tag.name === 'tg-emoji') entity.custom_emoji_id = tag.argument;
    if (tag.name === 'code' && this.#open.at(-1)?.name === 'pre' && tag.argument !== '') {
      const outer = this.#open.at(-1);
      if (outer) outer.argument = tag.argument;
      return;
    }
    if (tag.name === 'pre' && tag.argument !== '') entity.language = tag.argument;
    this.#entities.push(entity);
  }

  #readUntil(isEnd: (character: string) => boolean): string {
    const begin = this.#position;
    while (!this.#isAtEnd() && !isEnd(this.#source[this.#position] ?? '')) this.#position += 1;
    return this.#source.slice(begin, this.#position);
  }

  #skipSpaces(): void {
    while (!this.#isAtEnd() && isSpace(this.#source[this.#position] ?? '')) this.#position += 1;
  }

  #isAtEnd(): boolean {
    return this.#position >= this.#source.length;
  }

  #errorAt(text: string, position: number, rest = ''): Error {
    return parseError(`${text} at byte offset ${Buffer.byteLength(this.#source.slice(0, position))}${rest}`);
  }
}

const parseError = (text: string): Error => badRequest(`can't parse entities: ${text}`);
const isSpace = (character: string): boolean => /\s/.test(character);

function decodeReference(match: RegExpExecArray): string | null {
  const [, decimal, hexadecimal, name] = match;
  if (name !== undefined) return NAMED_CHARACTERS[name] ?? null;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

function argumentOf(tag: string, attribute: string, value: string): string | null {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  return null;
}

/** Telegram quietly drops a link whose address is no address. */
function linkOf(address: string): string | null {
  if (/^(https?|tg|ton|mailto|tel):/i.test(address)) return URL.canParse(address) ? address : null;
  const withScheme = `http://${address}`;
  return /^[^\s/]+\.[^\s/]+/.test(address) && URL.canParse(withScheme) ? new URL(withScheme).href : null;
}

/** Outer before inner, as Telegram lists them. */
function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}
