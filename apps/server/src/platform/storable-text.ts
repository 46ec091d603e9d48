/** Tells which text Postgres can keep: no NUL and no half of a surrogate pair, which its text and JSON refuse. */

export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The same text without what cannot be kept, for words that come from Telegram and must not stop a queue. */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll('\0', '');
}

/** Far beyond any body of ours; a hostile one would end the stack of whoever walks it next. */
const deepest = 32;

/** The path of the first text inside that cannot be kept, or of what lies too deep, as in `lines.0.name`; null if all can. */
export function findUnstorable(value: unknown, path = '', depth = 0): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  if (depth > deepest) return path;
  for (const [name, part] of Object.entries(value)) {
    const found = findUnstorable(part, path === '' ? name : `${path}.${name}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
