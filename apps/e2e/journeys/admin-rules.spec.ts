/** Earning rules in the panel: built from nothing, tried, activated, changed and paused; templates and policies. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../product/accessible.ts';
import { callAsStaff, openOwnBrand, uniqueNumber } from '../product/admin.ts';
import { callApi, type Demo, expect, test } from '../product/fixtures.ts';

/** Spaces of figures are thin and do not break. */
function spaced(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s'));
}

/** A till of this brand, and somebody who buys 400 roubles' worth of coffee there; answers the points earned. */
async function openTill(page: Page, demo: Demo, slug: string): Promise<() => Promise<number>> {
  const scopes = ['customers:write', 'purchases:write'];
  const key = await callAsStaff(page, 'POST', `/api/admin/brands/${slug}/api-keys`, {
    name: 'Касса',
    scopes,
  });
  if (typeof key.body !== 'object' || key.body === null || !('secret' in key.body))
    throw new Error(`no key was made: ${key.status}`);
  const till = { ...demo, apiKey: String(key.body.secret) };
  const number = uniqueNumber();
  const phone = `+7900${String(number).slice(-7)}`;
  const customer = await callApi(till, 'POST', '/v1/customers', { phone });
  expect(customer.status).toBe(201);
  return async () => {
    const externalId = `coffee-${uniqueNumber()}`;
    const lines = [{ id: '1', name: 'Капучино', category: 'кофе', quantity: 2, unitPriceMinor: 20_000 }];
    const bill = { externalId, customerId: customer.body.id, lines };
    const sold = await callApi(till, 'POST', '/v1/purchases', bill, externalId);
    expect(sold.status).toBe(201);
    return sold.body.earnedPoints;
  };
}

test('a marketer makes the coffee rule, tries it, activates it, changes it and pauses it', async ({
  page,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Кофейня у моста');
  const home = `${demo.adminUrl}${slug}/earning-rules`;
  const summary = page.getByRole('region', { name: 'Правило в словах' });

  await test.step('from nothing, in words', async () => {
    await page.goto(home);
    await expect(page.getByText('Пока действует одно основное правило')).toBeVisible();
    await expectAccessible(page, 'the first visit');
    await page.getByRole('link', { name: 'Новое правило' }).click();
    await page.getByText('Только некоторые товары').click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page.getByText('Назовите хотя бы одну категорию или другой признак')).toBeVisible();

    await page.getByRole('combobox', { name: 'Категории' }).fill('Кофе');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Часы' }).click();
    await page.getByRole('button', { name: 'Добавить предел' }).click();
    await page.getByRole('menuitem', { name: 'Одному человеку' }).click();
    await page.getByLabel('Не больше, баллов').fill('300');
    await expect(summary).toContainText(spaced('5% за кофе с 8 до 11, не больше 300 крошек в месяц.'));
    await expect(summary).toContainText(spaced('5% back on кофе from 8 to 11, at most 300 crumbs a month.'));
    await expectAccessible(page, 'the builder');
  });

  await test.step('what was typed survives a reload', async () => {
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect(page.getByText('Вернули то, что вы не успели сохранить')).toBeVisible();
    await expect(summary).toContainText(spaced('не больше 300 крошек в месяц'));
  });

  await test.step('tried before it is saved: too early today, paid the next morning', async () => {
    await page.getByRole('button', { name: 'Проверить на покупке' }).click();
    const drawer = page.getByRole('dialog', { name: 'Проверка на покупке' });
    await chooseMoment(page, '12', '00');
    const answers = drawer.getByRole('list', { name: 'Ответы правил' });
    const own = answers.getByRole('listitem').filter({ hasText: '(как в форме)' });
    await expect(own).toContainText('Условие не выполнено: с 8 до 11');
    await chooseMoment(page, '09', '30');
    await expect(own).not.toContainText('Условие не выполнено');
    await expectAccessible(page, 'the simulator beside the builder');
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('saved as a draft, then activated', async () => {
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '5% за кофе с 8 до 11' })).toBeVisible();
    await page.getByRole('button', { name: 'Включить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Включить' }).click();
    await expect(page.getByText('действует', { exact: true })).toBeVisible();
  });

  await test.step('a change begins a new version and says what differs', async () => {
    await expect(page.getByText('Сохранение начнёт версию 2')).toBeVisible();
    await page.getByLabel('Вернуть баллами').fill('7,5');
    await page.getByRole('button', { name: 'Убрать условие: Часы' }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const versions = page.getByRole('list', { name: 'Версии' });
    const [second, first] = [versions.getByRole('listitem').first(), versions.getByRole('listitem').last()];
    await expect(second).toContainText('Версия 2');
    await expect(second.locator('ins')).toHaveText('7,5% за кофе');
    await expect(second.locator('del')).toHaveText('5% за кофе с 8 до 11');
    await expect(first.getByRole('button', { name: 'Взять эту' })).toBeVisible();
    await expectAccessible(page, 'the rule');
  });

  const buyCoffee = await openTill(page, demo, slug);
  await test.step('a purchase earns by it', async () => {
    expect(await buyCoffee()).toBe(30);
  });

  await test.step('unsaved work is asked about', async () => {
    await page.getByLabel('Название').fill('Кофе');
    await page.getByRole('link', { name: 'Сегодня' }).click();
    const question = page.getByRole('dialog', { name: 'Уйти без сохранения?' });
    await question.getByRole('button', { name: 'Остаться' }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Кофе' })).toBeVisible();
  });

  await test.step('put first by the keyboard, paused, and all of it in the log', async () => {
    await page.goto(home);
    const rules = page.getByRole('list', { name: 'Правила начисления' }).getByRole('listitem');
    await expect(rules.first()).toContainText('основное');
    await page.getByRole('button', { name: 'Поднять «Кофе»' }).press('Enter');
    await expect(rules.first()).toContainText('Кофе');
    await expect(
      page.getByRole('status').filter({ hasText: '«Кофе» теперь на месте 1 из 2' }),
    ).toBeAttached();
    await expect(page.getByRole('button', { name: 'Опустить «Кофе»' })).toBeFocused();
    await page.reload();
    await expect(rules.first()).toContainText('Кофе');
    await expectAccessible(page, 'the list');

    await rules.first().getByRole('button', { name: 'Приостановить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Приостановить' }).click();
    await expect(rules.first()).toContainText('на паузе');
    await expect(rules.first()).toContainText(spaced('Сработало 1 раз, начислено 30 крошек'));
    expect(await buyCoffee(), 'by the base rule, 5%').toBe(20);
    await page.goto(`${demo.adminUrl}${slug}/settings/audit?what=earning_rule.`);
    const log = page.getByRole('table', { name: 'Журнал' });
    for (const act of ['Создано правило', 'Включено правило', 'Приостановлено правило'])
      await expect(log.getByRole('row', { name: new RegExp(act) })).toHaveCount(1);
    await expect(log.getByRole('row', { name: /Изменено правило/ })).toHaveCount(2);
  });
});

/** Another day at this time, in the simulator's "when". */
async function chooseMoment(page: Page, hour: string, minute: string): Promise<void> {
  await page.getByRole('button', { name: 'Когда' }).click();
  const picker = page.getByRole('dialog').last();
  await picker.getByRole('button', { name: /^15 / }).click();
  await picker.getByLabel('Час').fill(hour);
  await picker.getByLabel('Минуты').fill(minute);
  await picker.getByRole('button', { name: 'Готово' }).click();
}

test('a template becomes drafts, which the simulator asks too, and the policy decides between them', async ({
  page,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Пончиковая');
  const home = `${demo.adminUrl}${slug}/earning-rules`;
  await page.goto(`${home}/templates`);
  const card = page.getByRole('article', { name: '200 баллов новичку и 5% назад' });
  await expect(card).toContainText(spaced('200 крошек за покупку, за первую покупку'));
  await expectAccessible(page, 'templates');
  await card.getByRole('button', { name: 'Взять 2 правила как черновики' }).click();

  const rules = page.getByRole('list', { name: 'Правила начисления' }).getByRole('listitem');
  await expect(page).toHaveURL(/state=draft/);
  await expect(rules).toHaveCount(2);

  await test.step('what if it were active', async () => {
    await page.getByRole('button', { name: 'Состояние: черновик' }).click();
    await page.getByRole('menuitem', { name: 'Любое' }).click();
    await page.getByRole('link', { name: 'Симулятор' }).click();
    const answer = page.getByRole('region', { name: 'Что получится' });
    await expect(answer).toContainText(spaced('+50 крошек'));
    await page.getByLabel('Покупок раньше').fill('0');
    await page.getByRole('checkbox', { name: /^Подарок новичку/ }).check();
    await expect(answer).toContainText(spaced('+200 крошек'));
    await page.getByRole('combobox', { name: 'Если подошло несколько правил' }).click();
    await page.getByRole('option', { name: 'Платят все' }).click();
    await expect(answer).toContainText(spaced('+250 крошек'));
    await page.getByLabel('Покупок раньше').fill('4');
    const gift = answer.getByRole('listitem').filter({ hasText: 'Подарок новичку' });
    await expect(gift).toContainText('Условие не выполнено: за первую покупку');
    await expectAccessible(page, 'the simulator');
  });

  await test.step('activated, with all of them paying', async () => {
    await page.getByRole('link', { name: 'К правилам' }).click();
    const gift = rules.filter({ hasText: 'Подарок новичку' });
    await gift.getByRole('button', { name: 'Включить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Включить' }).click();
    await expect(gift).toContainText('действует');
    await page.getByRole('button', { name: 'Изменить', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Общее для всех правил' });
    await dialog.getByRole('radio', { name: 'Платят все' }).check();
    await dialog.getByRole('switch', { name: 'Общий бюджет' }).check();
    await dialog.getByLabel('Не больше').fill('5000');
    await expectAccessible(page, 'the terms');
    await dialog.getByRole('button', { name: 'Сохранить и применить' }).click();
    await expect(page.getByText(spaced('Начислено 0 из 5 000 крошек'))).toBeVisible();
    const saved = await callAsStaff(page, 'GET', `/api/admin/brands/${slug}/earning-rules`);
    expect(saved.body).toMatchObject({ policy: 'all', budget: { points: 5000, period: 'month' } });
  });

  await test.step('a draft is thrown away, a rule ends for good', async () => {
    const draft = rules.filter({ hasText: 'черновик' });
    await draft.getByRole('button', { name: /^Действия/ }).click();
    await page.getByRole('menuitem', { name: 'Удалить черновик' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить черновик' }).click();
    await expect(rules).toHaveCount(2);
    const gift = rules.filter({ hasText: 'Подарок новичку' });
    await gift.getByRole('button', { name: /^Действия/ }).click();
    await page.getByRole('menuitem', { name: 'Завершить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Завершить' }).click();
    await expect(gift).toContainText('завершено');
    await expect(gift.getByRole('button', { name: 'Включить' })).toHaveCount(0);
  });
});
