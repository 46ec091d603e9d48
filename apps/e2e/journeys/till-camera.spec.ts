/** The till's camera: a card held up to it is found and rung up; what else it sees or lacks is told in words. */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { launchChromium } from '../product/browser.ts';
import { createCamera } from '../product/camera.ts';
import { type Demo, expect, joinQuietly, openMiniApp, telegramButton, test } from '../product/fixtures.ts';
import { chromiumArgs } from '../product/own-chromium.ts';
import { drawQr } from '../product/draw-qr.ts';
import { signIn } from '../product/staff.ts';

// A trace takes a picture of every frame of the video, and leaves the machine no time to read codes.
test.use({ trace: 'off' });

const laptop: BrowserContextOptions = { locale: 'ru-RU', viewport: { width: 1280, height: 860 } };

test('a card held up to the camera is found and rung up', async ({ page, demo, control, newPerson }) => {
  const person = await newPerson({ firstName: 'Эмилия' });
  await joinQuietly(demo, control, person);
  const phone = await openMiniApp(page, demo, person);
  await telegramButton(page, 'Показать карту').click();
  const qr = phone.getByRole('img', { name: 'QR-код вашей карты' });
  await expect(qr).toBeVisible();

  const camera = await createCamera();
  const browser = await launchChromium([...chromiumArgs, ...camera.args]);
  try {
    const till = await openTill(browser, demo);
    await expect(till.getByText('Наведите на QR-код клиента')).toBeVisible();

    await test.step('a code that is no card is named, and the camera goes on', async () => {
      await camera.show(await drawQr('https://example.com/menu'));
      await expect(till.getByText('Это не карта клиента')).toBeVisible();
      // Once: the words go although the code is still held up.
      await expect(till.getByText('Наведите на QR-код клиента')).toBeVisible();
      await expect(till.getByRole('alert')).toBeHidden();
    });

    const card = await qr.screenshot();
    await test.step('the card finds the member, who is confirmed', async () => {
      await camera.show(card, { degrees: 17 });
      await expect(till.getByTestId('customer')).toContainText('Эмилия');
      await expect(till.getByRole('status', { name: 'Карта считана' })).toBeVisible();
      await expect.poll(() => liveTracks(till)).toBe(0);
    });

    await test.step('the purchase is rung up and reaches the phone', async () => {
      await till.keyboard.type('450');
      await till.keyboard.press('Enter');
      await expect(till.getByText('Покупка проведена')).toBeVisible();
      await expect(phone.getByText(/122/).first()).toBeVisible();
    });

    await test.step('still held up afterwards, the same card is not asked for again', async () => {
      await till.getByRole('button', { name: 'Следующий клиент' }).click();
      await expect(till.getByText('Эту карту уже считали')).toBeVisible();
      await expect(till.getByRole('alert')).toBeHidden();
    });

    await test.step('in another till it is refused once, in words', async () => {
      camera.showNothing();
      const other = await openTill(browser, demo);
      const asked = countLookups(other);
      await camera.show(card);
      await expect(other.getByRole('alert')).toContainText('каждая работает один раз');
      await expect(other.getByText('Наведите на QR-код клиента')).toBeVisible();
      await other.waitForTimeout(3_000);
      expect(asked()).toBe(1);
    });
  } finally {
    await browser.close();
    await camera.remove();
  }
});

test('the camera is let go of when the page or the scanner is left', async ({ demo }) => {
  const camera = await createCamera();
  const browser = await launchChromium([...chromiumArgs, ...camera.args]);
  try {
    const till = await openTill(browser, demo);
    await expect(till.getByText('Наведите на QR-код клиента')).toBeVisible();
    expect(await liveTracks(till)).toBe(1);
    await till.getByRole('button', { name: 'Работать без камеры' }).click();
    await expect(till.getByRole('button', { name: 'Включить камеру' })).toBeVisible();
    expect(await liveTracks(till)).toBe(0);
    await till.getByRole('button', { name: 'Включить камеру' }).click();
    await expect(till.getByText('Наведите на QR-код клиента')).toBeVisible();
    await till.getByRole('link', { name: 'Клиенты', exact: true }).click();
    await expect(till.getByRole('heading', { name: 'Клиенты' })).toBeVisible();
    expect(await liveTracks(till)).toBe(0);
  } finally {
    await browser.close();
    await camera.remove();
  }
});

test('refused, the camera says so and the code field waits; allowed, it starts by itself', async ({
  demo,
}) => {
  const camera = await createCamera();
  const browser = await launchChromium([...chromiumArgs, ...camera.args]);
  try {
    const till = await openTill(browser, demo, { isCameraAllowed: false });
    await expect(till.getByText('Камера не разрешена')).toBeVisible();
    await expect(till.getByLabel('Код или телефон')).toBeFocused();
    await till.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await expect(till.getByText('Камера не разрешена')).toBeVisible();
    await expect(till.getByLabel('Код или телефон')).toBeFocused();
    await till.context().grantPermissions(['camera']);
    await expect(till.getByText('Наведите на QR-код клиента')).toBeVisible();
  } finally {
    await browser.close();
    await camera.remove();
  }
});

test('a machine without a camera works with codes', async ({ demo }) => {
  const browser = await launchChromium([
    ...chromiumArgs,
    '--use-fake-device-for-media-stream=device-count=0',
  ]);
  try {
    const till = await openTill(browser, demo);
    await expect(till.getByText('Камеры не нашли')).toBeVisible();
    await expect(till.getByLabel('Код или телефон')).toBeFocused();
  } finally {
    await browser.close();
  }
});

test('of two cameras the other one is a tap away and is remembered', async ({ demo }) => {
  const browser = await launchChromium([
    ...chromiumArgs,
    '--use-fake-device-for-media-stream=device-count=2',
  ]);
  try {
    const till = await openTill(browser, demo);
    const other = till.getByRole('button', { name: 'Другая камера' });
    await expect(other).toBeVisible();
    const first = await shownCamera(till);
    await other.click();
    await expect.poll(() => shownCamera(till)).not.toBe(first);
    const second = await shownCamera(till);
    expect(await liveTracks(till)).toBe(1);
    await till.reload();
    await expect(other).toBeVisible();
    expect(await shownCamera(till)).toBe(second);
    await other.click();
    await expect.poll(() => shownCamera(till)).toBe(first);
  } finally {
    await browser.close();
  }
});

/** The till as the cashier sees it, in a window that counts the cameras it holds. */
async function openTill(browser: Browser, demo: Demo, { isCameraAllowed = true } = {}): Promise<Page> {
  const context = await browser.newContext(laptop);
  await context.grantPermissions(isCameraAllowed ? ['camera'] : ['notifications']);
  const till = await context.newPage();
  await till.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    window.heldTracks = [];
    mediaDevices.getUserMedia = async (wanted) => {
      // The journeys' Chromium answers this question for the person, and always with yes.
      const permission = await navigator.permissions.query({ name: 'camera' });
      if (permission.state !== 'granted') throw new DOMException('Permission denied', 'NotAllowedError');
      const stream = await open(wanted);
      window.heldTracks.push(...stream.getTracks());
      return stream;
    };
  });
  await signIn(till, demo, 'cashier@zerno.demo');
  await till.goto(`${demo.adminUrl}${demo.brandSlug}/till`);
  return till;
}

declare global {
  interface Window {
    heldTracks: MediaStreamTrack[];
  }
}

function liveTracks(till: Page): Promise<number> {
  return till.evaluate(() => window.heldTracks.filter(({ readyState }) => readyState === 'live').length);
}

function shownCamera(till: Page): Promise<string> {
  return till.evaluate(() => window.heldTracks.at(-1)?.label ?? '');
}

function countLookups(till: Page): () => number {
  let count = 0;
  till.on('request', (request) => {
    if (request.url().endsWith('/till/lookup')) count += 1;
  });
  return () => count;
}
