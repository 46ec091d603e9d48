/** Webhooks: an endpoint is made, tried on the spot, hears of a purchase, and a delivery is repeated. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callApi, expect, joinQuietly, test } from '../product/fixtures.ts';
import { signIn } from '../product/staff.ts';

interface Heard {
  id: string;
  headers: IncomingHttpHeaders;
  body: { type: string; data: Record<string, unknown> };
}

/** A shop's program on the same machine, which the demo allows. */
async function startShop() {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      heard.push({ id: String(request.headers['webhook-id']), headers: request.headers, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/regulars`,
    heard,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test('an endpoint is tried, hears of a purchase, and a delivery is repeated', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const shop = await startShop();
  await signIn(page, demo);
  await page.goto(`${demo.adminUrl}${demo.brandSlug}/settings/webhooks`);
  await page.getByRole('button', { name: 'Добавить адрес' }).first().click();
  const dialog = page.getByRole('dialog');

  await test.step('an address inside is refused at its field', async () => {
    await dialog.getByLabel('Адрес', { exact: true }).fill('https://169.254.169.254/latest');
    await dialog.getByLabel('Для чего он').fill('Витрина');
    await dialog.getByRole('button', { name: 'Создать адрес' }).click();
    await expect(dialog.getByText(/ведёт во внутреннюю сеть/)).toBeVisible();
  });

  await test.step('made, with a secret that is shown once', async () => {
    await dialog.getByLabel('Адрес', { exact: true }).fill(shop.url);
    await dialog.getByRole('button', { name: 'Создать адрес' }).click();
    await expect(page.getByText(/^whsec_[A-Za-z0-9+/]{32}$/)).toBeVisible();
    await page.getByRole('button', { name: 'Секрет сохранён, закрыть' }).click();
    await expect(page.getByRole('heading', { name: 'Витрина' })).toBeVisible();
    await expect(page.getByText('Доставок пока нет')).toBeVisible();
  });

  await test.step('tried on the spot', async () => {
    await page.getByRole('button', { name: 'Отправить проверку' }).click();
    const panel = page.getByRole('dialog', { name: 'Ответ на проверку' });
    await expect(panel.getByText('Попытка 1: 200')).toBeVisible();
    await expect(panel.getByText('"ok": true')).toBeVisible();
    expect(shop.heard.map(({ body }) => body.type)).toEqual(['webhook.test']);
    await panel.getByRole('button', { name: 'Закрыть' }).click();
  });

  const log = page.getByRole('table', { name: 'Доставки' });
  const bought = () => shop.heard.filter(({ body }) => body.type === 'purchase.posted');
  await test.step('hears of a purchase', async () => {
    const customerId = await joinQuietly(demo, control, await newPerson());
    const externalId = `webhook-${customerId}`;
    const sale = { externalId, customerId, totalMinor: 45_000 };
    expect((await callApi(demo, 'POST', '/v1/purchases', sale, externalId)).status).toBe(201);
    const mine = () => bought().find(({ body }) => body.data.externalId === externalId);
    await expect
      .poll(() => mine()?.body.data, { timeout: 15_000 })
      .toMatchObject({ customerId, totalMinor: 45_000 });
    expect(mine()?.headers['webhook-signature']).toMatch(/^v1,/);
    await page.reload();
    await expect(log.getByRole('row', { name: /Проведена покупка.*Доставлено.*200/ }).first()).toBeVisible();
  });

  await test.step('repeated, with the same id', async () => {
    await log
      .getByRole('row', { name: /Проведена покупка/ })
      .first()
      .click();
    const panel = page.getByRole('dialog', { name: 'Доставка' });
    const id = (await panel.getByText(/^webhook-id: /).innerText()).replace('webhook-id: ', '');
    const times = () => shop.heard.filter((one) => one.id === id).length;
    expect(times()).toBe(1);
    await panel.getByRole('button', { name: 'Повторить' }).click();
    await expect.poll(times, { timeout: 15_000 }).toBe(2);
    await expect(panel.getByText('Попытка 2: 200')).toBeVisible({ timeout: 15_000 });
    await panel.getByRole('button', { name: 'Закрыть' }).click();
  });

  await test.step('deleted, log and all', async () => {
    await page.getByRole('button', { name: 'Ещё: Витрина' }).click();
    await page.getByRole('menuitem', { name: 'Удалить' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
    await expect(page.getByRole('row', { name: /Витрина/ })).toHaveCount(0);
  });
  await shop.close();
});
