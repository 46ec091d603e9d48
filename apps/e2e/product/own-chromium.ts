/** Prefers a Chromium that the machine already has to the one from npm. */
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function ownChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return places.find((place) => existsSync(place)) ?? null;
}
