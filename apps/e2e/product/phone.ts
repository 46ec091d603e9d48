/** The Mini App in the sandbox's phone: where it is, what Telegram's buttons do, and whether a screen is sound. */
import { expect, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { findBarriers } from './accessible.ts';
import { callApi, type Demo, openMiniApp, type Person, telegramButton } from './fixtures.ts';

export interface PhoneOptions {
  language?: 'ru' | 'en';
  theme?: 'light' | 'dark';
  width?: 320 | 390;
}

/** As openMiniApp, with the phone's colours and width. */
export async function openPhone(
  page: Page,
  demo: Demo,
  person: Person,
  { language = 'ru', theme = 'light', width = 390 }: PhoneOptions = {},
): Promise<FrameLocator> {
  await page.addInitScript(
    (preferences) => {
      // Only the sandbox's page keeps preferences, and only until someone changes them there.
      if (window.top === window && !localStorage.getItem('sandbox.preferences')) {
        localStorage.setItem('sandbox.preferences', JSON.stringify(preferences));
      }
    },
    { language, colorScheme: theme, phoneScheme: theme, phoneWidth: width },
  );
  return openMiniApp(page, demo, person, language);
}

/** The window of the Mini App itself. */
export async function miniAppFrame(page: Page): Promise<Frame> {
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('no Mini App is open');
  return frame;
}

export async function goBack(page: Page): Promise<void> {
  await telegramButton(page, /^(Назад|Back)$/).click();
}

/** Nothing reaches past the phone's edge. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const frame = await miniAppFrame(page);
  const widths = await frame.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(widths.content, `content in a window of ${widths.window} px`).toBeLessThanOrEqual(widths.window);
}

/** No finding of axe inside the phone. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findBarriers(await miniAppFrame(page))).toEqual([]);
}

/** Buys so many times that the history has as many entries; a few at a time, as tills would. */
export async function buyOften(demo: Demo, customerId: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += 5) {
    const numbers = Array.from({ length: Math.min(5, count - first) }, (_, index) => first + index);
    await Promise.all(
      numbers.map(async (number) => {
        const externalId = `often-${number}-${customerId}`;
        const body = { externalId, customerId, totalMinor: 20_000 + number * 100 };
        expect(await callApi(demo, 'POST', '/v1/purchases', body, externalId)).toMatchObject({ status: 201 });
      }),
    );
  }
}
