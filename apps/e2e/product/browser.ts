/** One more Chromium: for measuring, and for journeys that need a machine unlike the others'. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwrightChromium } from '@playwright/test';
import { chromiumArgs, ownChromium } from './own-chromium.ts';

export type { Browser, CDPSession, Page } from '@playwright/test';

export async function launchChromium(args: readonly string[] = chromiumArgs): Promise<Browser> {
  const executablePath = ownChromium() ?? (await chromium.executablePath());
  return playwrightChromium.launch({ executablePath, args: [...args], headless: true });
}
