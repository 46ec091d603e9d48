/** Journeys in a real browser against the whole product and the sandbox. */
import chromium from '@sparticuz/chromium';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, ownChromium } from './product/own-chromium.ts';

const executablePath = ownChromium() ?? (await chromium.executablePath());

export default defineConfig({
  testDir: './journeys',
  globalSetup: './product/start.ts',
  // One product and two cores: journeys share both.
  workers: 1,
  fullyParallel: false,
  // A busy machine is slow, not wrong: no wait here measures anything.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  retries: 0,
  reporter: 'list',
  use: {
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    viewport: { width: 1280, height: 860 },
    actionTimeout: 45_000,
    // Still, as people may ask for it: a click must not land where something is on its way from.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: chromiumArgs, headless: true },
  },
});
