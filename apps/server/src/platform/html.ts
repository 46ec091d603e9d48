/** Telegram's HTML: values are escaped where they enter the text, so no name or reason can become markup. */

/** Text that may be sent as HTML. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export function html(strings: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const parts = strings.map((text, index) => {
    const value = values[index];
    if (value === undefined) return text;
    return text + (value instanceof Html ? value.source : escapeHtml(String(value)));
  });
  return new Html(parts.join(''));
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same words without markup, for when Telegram cannot read the markup. */
export function plainText(source: string): string {
  return source
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
