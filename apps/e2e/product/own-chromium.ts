/** Prefers a Chromium that the machine already has to the one from npm. */
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function ownChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Not the npm package's own list: it is made for one-shot functions, runs everything in one process, which falls
 * over on the second page, and switches the web's security off, which journeys are there to feel.
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--font-render-hinting=none',
  '--use-fake-ui-for-media-stream',
];
