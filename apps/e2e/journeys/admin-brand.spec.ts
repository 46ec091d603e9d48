/** A further brand, from its first form to a programme of its own, its look, its documents and its bot. */
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { callAsStaff, openOwnBrand, uniqueNumber } from '../product/admin.ts';
import { expect, test } from '../product/fixtures.ts';
import { signIn } from '../product/staff.ts';

const said = (page: Page, words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible();

test('the owner adds a brand and sees what it still needs', async ({ page, demo }) => {
  await signIn(page, demo);
  await page.getByRole('navigation', { name: 'Навигация' }).getByRole('button').first().click();
  await page.getByRole('menuitem', { name: 'Новый бренд' }).click();
  await expect(page.getByRole('heading', { name: 'Новый бренд' })).toBeVisible();

  await page.getByRole('button', { name: 'Создать бренд' }).click();
  await expect(page.getByLabel('Название')).toHaveAccessibleDescription(/Заполните это поле/);

  const number = uniqueNumber();
  await page.getByLabel('Название').fill(`Крошка ${number}`);
  await expect(page.getByLabel('Адрес')).toHaveValue(`kroshka-${number}`);
  await page.getByLabel('1 …').first().fill('крошка');
  await page.getByLabel('2 …').first().fill('крошки');
  await page.getByLabel('5 …').fill('крошек');
  await expect(page.getByText('5 крошек')).toBeVisible();
  await page.getByLabel('Адрес').fill('zerno');
  await page.getByRole('button', { name: 'Создать бренд' }).click();
  await expect(page.getByLabel('Адрес')).toHaveAccessibleDescription(/занят/);

  await page.getByLabel('Адрес').fill(`kroshka-${number}`);
  await page.getByRole('button', { name: 'Создать бренд' }).click();
  await expect(page).toHaveURL(new RegExp(`/kroshka-${number}/today$`));
  await expect(page.getByRole('link', { name: /Подключите бота/ })).toBeVisible();
});

test('a change of the programme is previewed, saved as a version and kept apart from another editor', async ({
  page,
  context,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Хлебная');
  const address = `${demo.adminUrl}${slug}/programme`;
  const save = (where: Page) => where.getByRole('button', { name: 'Сохранить', exact: true }).click();
  const percent = (where: Page) => where.getByLabel('Возвращаем баллами');

  await page.goto(address);
  await expect(percent(page)).toHaveValue('5%');
  const other = await context.newPage();
  await other.goto(address);
  await expect(percent(other)).toHaveValue('5%');

  await test.step('the draft is counted before it is saved', async () => {
    await expect(page.getByText('+50 крошек')).toBeVisible();
    await percent(page).fill('10');
    await expect(page.getByText('+100 крошек')).toBeVisible();
    await percent(page).fill('101');
    await percent(page).blur();
    await expect(percent(page)).toHaveAccessibleDescription(/От 0 до 100/);
    await percent(page).fill('10');
  });

  await save(page);
  await said(page, 'Сохранили. Новые правила уже действуют.');
  await expect(page.getByRole('row', { name: /действует/ })).toContainText('10%');

  await test.step('the other window keeps its draft on top', async () => {
    await percent(other).fill('7');
    await save(other);
    await expect(other.getByRole('alert').filter({ hasText: 'Программу уже изменили' })).toBeVisible();
    await other.getByRole('button', { name: 'Оставить мои правки и сохранить поверх' }).click();
    await said(other, 'Сохранили. Новые правила уже действуют.');
    await expect(other.getByRole('row', { name: /действует/ })).toContainText('7%');
  });

  await test.step('the first window takes their version', async () => {
    await percent(page).fill('12');
    await save(page);
    await page.getByRole('button', { name: 'Взять их версию, мои правки отбросить' }).click();
    await expect(percent(page)).toHaveValue('7%');
    const { body } = await callAsStaff(page, 'GET', `/api/admin/brands/${slug}/programme`);
    expect(body).toMatchObject({ version: 3, settings: { effect: { basisPoints: 700 } } });
  });
});

test('the look and the documents of a brand reach its customers', async ({ page, demo }) => {
  const { slug } = await openOwnBrand(page, demo, 'Пекарня');
  const read = async (path: string) => {
    const response = await fetch(`${demo.apiUrl}/api/brands/${slug}${path}`);
    expect(response.status).toBe(200);
    return JSON.parse(await response.text());
  };
  await page.goto(`${demo.adminUrl}${slug}/settings/brand`);

  await test.step('settings', async () => {
    await page.getByLabel('Название').fill('Пекарня у моста');
    await page.getByLabel('Цвет кнопок').fill('#204f8c');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await said(page, /Клиенты увидят это при следующем открытии/);
    await expect(page.getByRole('button', { name: /Пекарня у моста/ }).first()).toBeVisible();
    expect(await read('')).toMatchObject({ name: 'Пекарня у моста', accentColor: '#204f8c' });
  });

  await test.step('logo', async () => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Загрузить логотип' }).click();
    const chooser = await choosing;
    await chooser.setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await expect(page.getByRole('alert').filter({ hasText: /PNG/ })).toBeVisible();
    const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#204f8c' } })
      .png()
      .toBuffer();
    await chooser.setFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
    await said(page, 'Новый логотип на месте.');
    const { logoUrl } = await read('');
    const logo = await fetch(new URL(logoUrl, demo.apiUrl));
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/webp']);
    await expect(page.getByRole('img', { name: /Логотип «Пекарня у моста»/ })).toHaveAttribute(
      'src',
      logoUrl,
    );
  });

  await test.step('a document', async () => {
    const rules = page.getByRole('tabpanel', { name: 'Правила программы' });
    await rules.getByLabel('Русский').fill('Одна крошка равна одному рублю.');
    await rules.getByRole('button', { name: 'Опубликовать' }).click();
    await page
      .getByRole('dialog', { name: 'Опубликовать версию 2?' })
      .getByRole('button', { name: 'Опубликовать' })
      .click();
    await said(page, 'Опубликовали версию 2.');
    expect(await read('/documents/rules')).toMatchObject({
      version: 2,
      text: { ru: 'Одна крошка равна одному рублю.' },
    });
  });
});

test('a bot is connected by its token, checked and disconnected', async ({ page, demo, control }) => {
  const { slug } = await openOwnBrand(page, demo, 'Кондитерская');
  const botId = 7_100_000_000 + (uniqueNumber() % 800_000_000);
  const token = `${botId}:AAKonditerskayaBotOfTheSandbox00001`;
  const username = `shop_${botId}_bot`;
  await control.registerBot({ token, name: 'Кондитерская', username });
  await page.goto(`${demo.adminUrl}${slug}/settings/bot`);
  const paste = async (text: string) => {
    await page.getByLabel('Токен', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Проверить и подключить' }).click();
  };

  await test.step('a wrong token and the bot of another brand are explained', async () => {
    await page.getByLabel('Токен', { exact: true }).fill('12345');
    await page.getByLabel('Токен', { exact: true }).blur();
    await said(page, /токен скопирован не целиком/);
    await paste(`${botId}:AAWrongWrongWrongWrongWrongWrong0001`);
    await expect(page.getByRole('alert')).toContainText(/BotFather/);
    await paste(demo.botToken);
    await expect(page.getByRole('alert')).toContainText(/другому бренду/);
  });

  await test.step('the right token shows who the bot is, and every check is green', async () => {
    await paste(token);
    await expect(page.getByRole('link', { name: `@${username}` })).toBeVisible();
    await expect(page.getByLabel('В порядке').first()).toBeVisible();
    await expect(page.getByLabel('Требует внимания')).toHaveCount(0);
    const person = await control.createPerson({ firstName: 'Пётр', languageCode: 'ru' });
    await control.startBot({ botId, personId: person.id });
    await control.waitForMessage({ botId, personId: person.id, contains: 'Кондитерская', timeoutMs: 20_000 });
  });

  await test.step('disconnected, it is asked for a token again', async () => {
    await page.getByRole('button', { name: 'Другие действия' }).click();
    await page.getByRole('menuitem', { name: 'Отключить бота' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отключить бота' }).click();
    await expect(page.getByLabel('Токен', { exact: true })).toBeVisible();
  });
});

test('unsaved changes are asked about before the page is left: by Back, Forward, a link or the tab', async ({
  page,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Блинная');
  const percent = page.getByLabel('Возвращаем баллами');
  const question = page.getByRole('dialog', { name: 'Уйти без сохранения?' });
  const stay = question.getByRole('button', { name: 'Остаться' });
  const leave = question.getByRole('button', { name: 'Уйти без сохранения' });
  const link = (name: string) =>
    page.getByRole('navigation', { name: 'Навигация' }).getByRole('link', { name, exact: true });
  await page.goto(`${demo.adminUrl}${slug}/customers`);
  await link('Программа').click();
  await expect(percent).toHaveValue('5%');
  await link('Сотрудники').click();
  await page.goBack();
  await expect(percent).toHaveValue('5%');

  await test.step('without changes nothing is asked', async () => {
    await page.goBack();
    await expect(page).toHaveURL(/\/customers$/);
    await page.goForward();
    await expect(percent).toHaveValue('5%');
  });

  await test.step('Back, Forward and a link keep the page and the draft', async () => {
    await percent.fill('9');
    for (const go of [() => page.goBack(), () => page.goForward(), () => link('Клиенты').click()]) {
      await go();
      await expect(stay).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeHidden();
      await expect(page).toHaveURL(/\/programme$/);
      await expect(percent).toHaveValue('9%');
    }
  });

  await test.step('the keyboard is enough, and a second Back changes nothing', async () => {
    await page.goBack();
    await expect(stay).toBeFocused();
    await page.goBack();
    await expect(stay).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(percent).toHaveValue('9%');
  });

  await test.step('a closing tab asks with the browser’s own question', async () => {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(percent).toHaveValue('9%');
  });

  await test.step('agreed, the browser goes where it wanted, and the way forward is still there', async () => {
    await page.goBack();
    await leave.click();
    await expect(page).toHaveURL(/\/customers$/);
    await expect(page.getByRole('heading', { name: 'Клиенты', exact: true })).toBeVisible();
    await page.goForward();
    await expect(percent).toHaveValue('5%');
    await page.goForward();
    await expect(page).toHaveURL(/\/settings\/staff$/);
  });
});
