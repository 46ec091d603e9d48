/** Moves problems of a part to where the part lies in the form: `slug` to `brand.slug`. */
export function prefixed(prefix: string, problems: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([path, text]) => [prefix + path, text]));
}
