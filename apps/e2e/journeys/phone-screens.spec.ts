/** Every screen of the Mini App in both schemes and both languages: accessible, and whole on a phone 320 px wide. */
import type { FrameLocator, Page } from '@playwright/test';
import { expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import {
  buyOften,
  expectAccessible,
  expectNoSidewaysScroll,
  goBack,
  miniAppFrame,
  openPhone,
} from '../product/phone.ts';

const words = {
  ru: {
    join: 'Принять и вступить',
    rules: 'Правила программы',
    card: 'Показать карту',
    qr: 'QR-код вашей карты',
    history: 'Вся история',
    end: 'Это всё, с самого начала',
    rewards: 'Награды',
    balance: 'У вас',
    coupons: 'Мои купоны',
    enterCode: 'Ввести код',
    shops: 'Магазины',
    shop: 'Зерно на Покровке',
    onMap: 'Показать на карте',
    profile: 'Профиль',
    privacy: 'Данные и конфиденциальность',
    erase: 'Удалить мои данные',
    cancel: 'Отмена',
  },
  en: {
    join: 'Accept and join',
    rules: 'Programme rules',
    card: 'Show my card',
    qr: 'QR code of your card',
    history: 'All activity',
    end: 'That is all, from the very start',
    rewards: 'Rewards',
    balance: 'You have',
    coupons: 'My coupons',
    enterCode: 'Enter a code',
    shops: 'Shops',
    shop: 'Зерно на Покровке',
    onMap: 'Show on the map',
    profile: 'Profile',
    privacy: 'Data and privacy',
    erase: 'Delete my data',
    cancel: 'Cancel',
  },
} as const;

const variants = [
  { language: 'ru', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const;

for (const { language, theme } of variants) {
  test(`every screen, 320 px wide (${language}, ${theme})`, async ({ page, demo, control, newPerson }) => {
    const say = words[language];
    const person = await newPerson({ language, firstName: 'Константин' });
    const joined = await newPerson({ language, firstName: 'Александра' });
    await buyOften(demo, await joinQuietly(demo, control, joined), 3);

    const look = async (phone: FrameLocator, screen: string) => {
      await test.step(screen, async () => {
        await page.evaluate(() => document.fonts.ready);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await keepPicture(page, phone, `${screen}-${language}-${theme}`);
      });
    };

    const newcomer = await openPhone(page, demo, person, { language, theme, width: 320 });
    await expect(telegramButton(page, say.join)).toBeVisible();
    await look(newcomer, 'join');

    const phone = await openPhone(page, demo, joined, { language, theme, width: 320 });
    await expect(phone.locator('.card-count')).toHaveText(/130/);
    await look(phone, 'home');

    await telegramButton(page, say.card).click();
    await expect(phone.getByRole('img', { name: say.qr })).toBeVisible();
    await look(phone, 'card');
    await goBack(page);

    await phone.getByRole('link', { name: say.history }).click();
    await expect(phone.getByText(say.end)).toBeVisible();
    await look(phone, 'history');
    await goBack(page);

    await phone.getByRole('link', { name: say.rewards }).click();
    await expect(phone.getByText(say.balance)).toBeVisible();
    await expect(phone.locator('.reward-tile').first()).toBeVisible();
    await look(phone, 'rewards');
    await phone.locator('.reward-tile').first().click();
    await expect(phone.locator('.reward-hero')).toBeVisible();
    await look(phone, 'reward');
    await goBack(page);
    await goBack(page);

    await phone.getByRole('link', { name: say.coupons }).click();
    await phone.getByRole('button', { name: say.enterCode }).click();
    await expect(phone.getByRole('dialog')).toBeVisible();
    await look(phone, 'enter-code');
    await phone.getByRole('button', { name: say.cancel }).click();
    await look(phone, 'coupons');
    await goBack(page);

    await phone.getByRole('link', { name: say.shops }).click();
    await expect(phone.getByRole('link', { name: say.shop })).toBeVisible();
    await look(phone, 'shops');
    await phone.getByRole('link', { name: say.shop }).click();
    await expect(phone.getByRole('button', { name: say.onMap })).toBeVisible();
    await look(phone, 'shop');
    await goBack(page);
    await goBack(page);

    await phone.getByRole('link', { name: say.rules }).click();
    await expect(phone.getByRole('heading', { name: say.rules }).first()).toBeVisible();
    await look(phone, 'document');
    await goBack(page);

    await phone.getByRole('link', { name: say.profile }).click();
    await expect(phone.getByRole('link', { name: say.privacy })).toBeVisible();
    await look(phone, 'profile');

    await phone.getByRole('link', { name: say.privacy }).click();
    await phone.getByRole('button', { name: say.erase }).click();
    await expect(phone.getByRole('dialog')).toBeVisible();
    await look(phone, 'erase');
    await phone.getByRole('button', { name: say.cancel }).click();
    await look(phone, 'privacy');
  });
}

test('Telegram turning dark turns the open app dark, and it stays so when opened anew', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson();
  await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person, { theme: 'light' });
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  const background = async () =>
    (await miniAppFrame(page)).evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Тёмная тема телефона' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.getByRole('button', { name: 'Открыть заново' }).click();
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  expect(await background()).toBe(dark);
});

/** For the eyes: kept where REGULARS_PICTURES names a folder. */
async function keepPicture(page: Page, phone: FrameLocator, name: string): Promise<void> {
  const folder = process.env.REGULARS_PICTURES;
  if (!folder) return;
  await phone.locator('body').waitFor();
  await page.getByRole('complementary').screenshot({ path: `${folder}/${name}.png` });
}
