/** Imports and exports: a file with mistakes is checked, corrected by its list, run, repeated without effect, and taken out again. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { openOwnBrand } from '../product/admin.ts';
import { expect, test } from '../product/fixtures.ts';

const file = `Телефон;Имя;Фамилия;Остаток баллов;Сгорает
+7 916 555-01-01;Мария;Орлова;1 250;31.12.2099
+7 916 555-01-02;Олег;Зимин;300;
не телефон;Вера;Белова;10;
+7 916 555-01-03;Нина;Лис;12,5;
`;

async function upload(page: Page, content: string) {
  await page.getByRole('button', { name: 'Загрузить файл' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Файл', { exact: true }).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByLabel('Файл', { exact: true }).click();
  await (await chooser).setFiles({
    name: 'клиенты.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  });
  await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'клиенты.csv' })).toBeVisible();
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a file with mistakes comes in without them, once, and the list goes out again', async ({
  page,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Перенос');
  const list = `${demo.adminUrl}${slug}/settings/imports`;
  await page.goto(list);
  await expect(page.getByText('Пока ничего не загружали')).toBeVisible();

  await test.step('columns are guessed, and the check finds what is wrong', async () => {
    await upload(page, file);
    await expect(page.getByRole('combobox', { name: 'Значение столбца Телефон' })).toHaveValue('Телефон');
    await expect(page.getByRole('combobox', { name: 'Значение столбца Сгорает' })).toHaveValue(
      'Баллы: последний день',
    );
    await page.getByRole('button', { name: 'Проверить', exact: true }).click();
    await expect(page.getByText('2 строки с ошибками')).toBeVisible();
    await expect(page.getByText('Баллы — целое число без минуса')).toBeVisible();
  });

  await test.step('all mistakes are downloaded with their rows', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать все' }).click();
    const text = await textOf(await download);
    expect(text).toContain('не телефон;Вера;Белова;10');
    expect(text.trim().split('\r\n')).toHaveLength(3);
  });

  await test.step('the run says exactly what came of it', async () => {
    await page.getByRole('button', { name: 'Загрузить 2 строки' }).click();
    await expect(page.getByText('Что получилось')).toBeVisible();
    await expect(page.getByText('Загружено', { exact: true })).toBeVisible();
    await page.goto(`${demo.adminUrl}${slug}/customers`);
    await expect(page.getByText('Мария Орлова')).toBeVisible();
    await expect(page.getByText(/1\s?250/).first()).toBeVisible();
  });

  await test.step('the same file again changes nothing', async () => {
    await page.goto(list);
    await upload(page, file);
    await page.getByRole('button', { name: 'Проверить', exact: true }).click();
    await expect(page.getByText('2 строки с ошибками')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Загрузить 0/ })).toBeDisabled();
  });

  await test.step('the list of customers goes out as a table', async () => {
    await page.goto(`${demo.adminUrl}${slug}/customers`);
    await page.getByRole('button', { name: 'Выгрузить' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV с запятой' }).click();
    const text = await textOf(await download);
    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect(text).toContain("'+79165550101");
    await page.goto(`${demo.adminUrl}${slug}/settings/audit`);
    await expect(page.getByText('Выгружены клиенты')).toBeVisible();
  });
});
