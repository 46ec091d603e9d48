/// <reference types="vite/client" />
import type { BootResult } from './app/boot.ts';
import type { Catalog } from './words/words.tsx';

declare global {
  interface Window {
    /** Set by the inline script of index.html. */
    __boot?: Promise<BootResult>;
    /** Set by the same script: the word catalog of the guessed language; null if it did not come. */
    __words?: Promise<Catalog | null>;
  }
}
