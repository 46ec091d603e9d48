/** The admin in journeys: a brand of one's own to change, people invited to it, and calls as the person signed in. */
import { expect, type Page } from '@playwright/test';
import type { Demo } from './fixtures.ts';
import { signIn } from './staff.ts';

export interface StaffAnswer {
  status: number;
  body: unknown;
}

/** Calls a route of staff with the session of the page, as its own scripts would. */
export function callAsStaff(page: Page, method: string, path: string, body?: object): Promise<StaffAnswer> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(path, {
        method,
        headers: { 'accept-language': 'ru', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    { method, path, body },
  );
}

export interface OwnBrand {
  slug: string;
  name: string;
}

/** Signs in as the demo's owner and makes a brand that no other journey touches. */
export async function openOwnBrand(page: Page, demo: Demo, name: string): Promise<OwnBrand> {
  await signIn(page, demo);
  const slug = `shop-${uniqueNumber()}`;
  const made = await callAsStaff(page, 'POST', '/api/admin/brands', {
    slug,
    name,
    accentColor: '#b4472e',
    cardColors: ['#b4472e', '#5b1d10'],
    zone: 'Europe/Moscow',
    currency: 'RUB',
    languages: ['ru', 'en'],
    pointsName: {
      ru: { one: 'крошка', few: 'крошки', many: 'крошек' },
      en: { one: 'crumb', other: 'crumbs' },
    },
  });
  expect(made.status).toBe(201);
  return { slug, name };
}

/** Invites a manager to a brand of one's own; answers the link. */
export async function inviteManager(page: Page, slug: string): Promise<string> {
  const invited = await callAsStaff(page, 'POST', `/api/admin/brands/${slug}/invitations`, {
    role: 'manager',
  });
  expect(invited).toMatchObject({ status: 201, body: { link: expect.any(String) } });
  const { link } = invited.body as { link: string };
  return link;
}

export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

export function makePerson(name: string): NewPerson {
  return { name, email: `person-${uniqueNumber()}@example.com`, password: 'flour-and-water-21' };
}

/** Fills the form behind an invitation link as someone without an account. */
export async function acceptAs(page: Page, link: string, person: NewPerson): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Имя', { exact: true }).fill(person.name);
  await page.getByLabel('Почта', { exact: true }).fill(person.email);
  await page.getByLabel('Пароль', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Создать аккаунт и войти' }).click();
  await expect(page.getByRole('navigation', { name: 'Навигация' })).toBeVisible();
}

let count = 0;

/** Differs from every other of this run and, in practice, of runs before on the same product. */
export function uniqueNumber(): number {
  count += 1;
  return (Date.now() % 10_000_000_000) * 100 + count;
}
