/** All Russian words in one chunk, loaded when the language is spoken. */
import { byNamespace } from './words-by-namespace.ts';

export const catalogues = byNamespace(
  import.meta.glob<Record<string, unknown>>(['./words.ru.json', '../features/*/words.ru.json'], {
    eager: true,
    import: 'default',
  }),
);
