/** Names each catalogue after the folder it lies in: `features/till/words.ru.json` is `till`. */
export function byNamespace<T>(files: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.match(/features\/([^/]+)\//)?.[1] ?? 'app', words]),
  );
}
