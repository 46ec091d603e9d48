/// <reference types="vite/client" />
import type { BootResult } from './app/boot.ts';

declare global {
  interface Window {
    /** Set by the inline script of index.html. */
    __boot?: Promise<BootResult>;
  }
}
