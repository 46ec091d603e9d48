/** One Chromium for work that is no journey, such as measuring. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwrightChromium } from '@playwright/test';
import { chromiumArgs, ownChromium } from './own-chromium.ts';

export type { Browser, CDPSession, Page } from '@playwright/test';

export async function launchChromium(): Promise<Browser> {
  const executablePath = ownChromium() ?? (await chromium.executablePath());
  return playwrightChromium.launch({ executablePath, args: chromiumArgs, headless: true });
}
