/** Staff in journeys: signed in by the form in a page, or by calls where the page is not the subject. */
import { expect, type Page } from '@playwright/test';
import type { Demo } from './fixtures.ts';

export type StaffGet = (path: string) => Promise<Record<string, unknown>>;

/** Signs in as the owner and answers a reader of the brand's admin routes. */
export async function openStaffApi(demo: Demo): Promise<StaffGet> {
  const signedIn = await fetch(`${demo.apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: demo.apiUrl },
    body: JSON.stringify(demo.admin),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async (path) => {
    const response = await fetch(`${demo.apiUrl}/api/admin/brands/${demo.brandSlug}${path}`, {
      headers: { cookie, origin: demo.apiUrl, 'accept-language': 'ru' },
    });
    expect(response.status).toBe(200);
    return JSON.parse(await response.text());
  };
}

/** Signs in by the form and lands in the panel. */
export async function signIn(page: Page, demo: Demo, email: string = demo.admin.email): Promise<void> {
  await page.goto(demo.adminUrl);
  await givePassword(page, { email, password: demo.admin.password });
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Fills and sends the form of the sign-in, whatever comes after it. */
export async function givePassword(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.getByLabel('Почта').fill(email);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

/** The second step of the sign-in and of switching it on. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Цифра 1 из 6').click();
  await page.keyboard.type(code);
}
