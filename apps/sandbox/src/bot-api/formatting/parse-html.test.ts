import { describe, expect, it } from 'vitest';
import { formatText } from './formatted-text.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdownV2 } from './parse-markdown.ts';

describe('HTML style', () => {
  it('turns nested tags into entities counted in UTF-16 units', () => {
    expect(parseHtml('😀 <b>жир <i>курсив</i></b> &lt;&amp;&#33;')).toEqual({
      text: '😀 жир курсив <&!',
      entities: [
        { type: 'bold', offset: 3, length: 10 },
        { type: 'italic', offset: 7, length: 6 },
      ],
    });
  });

  it('knows links, code with a language, quotes and spoilers', () => {
    const source =
      '<a href="https://x.ru/?a=1&amp;b=2">l</a><pre><code class="language-js">c</code></pre>' +
      '<blockquote expandable>q</blockquote><span class="tg-spoiler">s</span>';
    expect(parseHtml(source)).toEqual({
      text: 'lcqs',
      entities: [
        { type: 'text_link', offset: 0, length: 1, url: 'https://x.ru/?a=1&b=2' },
        { type: 'pre', offset: 1, length: 1, language: 'js' },
        { type: 'blockquote', offset: 2, length: 1 },
        { type: 'spoiler', offset: 3, length: 1 },
      ],
    });
  });

  it.each([
    ['я <foo>x</foo>', 'Unsupported start tag "foo" at byte offset 3'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('refuses %j as the real server does', (source, refusal) => {
    expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${refusal}`);
  });

  it('leaves an ampersand alone that begins no character', () => {
    expect(parseHtml('Tom & Jerry &nbsp;').text).toBe('Tom & Jerry &nbsp;');
  });
});

describe('MarkdownV2 style', () => {
  it('turns marks into entities', () => {
    expect(parseMarkdownV2('*b _i_* __u__ [t](http://a\\.b/) `a_b` 1\\.5')).toEqual({
      text: 'b i u t a_b 1.5',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'italic', offset: 2, length: 1 },
        { type: 'underline', offset: 4, length: 1 },
        { type: 'text_link', offset: 6, length: 1, url: 'http://a.b/' },
        { type: 'code', offset: 8, length: 3 },
      ],
    });
  });

  it('refuses a bare reserved character', () => {
    expect(() => parseMarkdownV2('1.5')).toThrow(
      "Character '.' is reserved and must be escaped with the preceding '\\'",
    );
  });
});

describe('text of a message', () => {
  it('loses its outer spaces, and entities move along', () => {
    expect(formatText({ text: '  <b>a</b> ', parseMode: 'HTML', entities: undefined })).toEqual({
      text: 'a',
      entities: [{ type: 'bold', offset: 0, length: 1 }],
    });
  });

  it('gets entities for commands, links, mentions and hashtags by itself', () => {
    const { entities } = formatText({
      text: '/card@demo_bot https://a.b/c, @somebody #кофе x/y',
      parseMode: undefined,
      entities: undefined,
    });
    expect(entities.map(({ type, length }) => [type, length])).toEqual([
      ['bot_command', 14],
      ['url', 13],
      ['mention', 9],
      ['hashtag', 5],
    ]);
  });
});
