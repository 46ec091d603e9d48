/** What a journey is given: the demo's addresses, the sandbox's control, people, the till and the phone. */
import { readFileSync } from 'node:fs';
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { type ControlClient, createControlClient } from '@regulars/sandbox/control/client.ts';

export interface Demo {
  apiUrl: string;
  adminUrl: string;
  sandboxUrl: string;
  brandSlug: string;
  botToken: string;
  apiKey: string;
  admin: { email: string; password: string };
}

export interface Person {
  botId: number;
  personId: number;
}

interface Fixtures {
  demo: Demo;
  control: ControlClient;
  /** A person whom nobody has met yet. */
  newPerson: (options?: { language?: 'ru' | 'en'; firstName?: string }) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  demo: async ({}, use) => {
    await use(JSON.parse(readFileSync(process.env.REGULARS_DEMO_FILE ?? '', 'utf8')));
  },
  control: async ({ demo }, use) => {
    await use(createControlClient(demo.sandboxUrl));
  },
  newPerson: async ({ demo, control }, use) => {
    await use(async ({ language = 'ru', firstName = 'Вера' } = {}) => {
      const person = await control.createPerson({ firstName, languageCode: language });
      return { botId: Number(demo.botToken.split(':')[0]), personId: person.id };
    });
  },
});

export { expect };

/** Opens the Mini App as this person in the sandbox's phone; answers what is inside the phone. */
export async function openMiniApp(
  page: Page,
  demo: Demo,
  person: Person,
  language: 'ru' | 'en' = 'ru',
): Promise<FrameLocator> {
  await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&bot=zerno_demo_bot&open=1&lang=${language}`);
  return page.frameLocator('iframe');
}

/** A call of the till's API; answers status and body. */
export async function callApi(demo: Demo, method: string, path: string, body?: object, key?: string) {
  const response = await fetch(`${demo.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${demo.apiKey}`,
      'accept-language': 'ru',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Joins without a browser, for journeys whose subject is something else; answers the customer's id. */
export async function joinQuietly(demo: Demo, control: ControlClient, person: Person): Promise<string> {
  await control.startBot(person);
  const { initData } = await control.openMiniApp(person);
  const brandUrl = `${demo.apiUrl}/api/brands/${demo.brandSlug}`;
  const opened = await fetch(`${brandUrl}/session`, {
    method: 'POST',
    headers: { authorization: `tma ${initData}` },
  });
  const { token, brand } = JSON.parse(await opened.text());
  const joined = await fetch(`${brandUrl}/join`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `join-${person.personId}`,
    },
    body: JSON.stringify({
      rules: { granted: true, version: brand.documents.rules },
      marketing: { granted: false, version: brand.documents.marketing },
    }),
  });
  expect(joined.status).toBe(201);
  return JSON.parse(await joined.text()).id;
}

/** A button that Telegram itself draws around the Mini App: main, back, close. */
export function telegramButton(page: Page, name: string | RegExp): Locator {
  return page.getByRole('complementary').getByRole('button', { name });
}
