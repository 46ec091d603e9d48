/** A person opens the bot, joins in one tap and sees their balance, in both languages. */
import { callApi, expect, openMiniApp, telegramButton, test } from '../product/fixtures.ts';

const languages = [
  { language: 'ru', greeting: /Зерно/, join: 'Принять и вступить', balance: /100\s*зёрен/, welcome: '100' },
  { language: 'en', greeting: /Зерно/, join: 'Accept and join', balance: /100\s*beans/, welcome: '100' },
] as const;

for (const { language, greeting, join, balance, welcome } of languages) {
  test(`a person joins in one tap (${language})`, async ({ page, demo, control, newPerson }) => {
    const person = await newPerson({ language, firstName: language === 'ru' ? 'Вера' : 'Grace' });
    const start = await control.startBot({ ...person, payload: 'poster' });
    const hello = await control.waitForMessage({
      ...person,
      afterMessageId: start.messageId,
      timeoutMs: 15_000,
    });
    expect(hello.text).toMatch(greeting);

    const phone = await openMiniApp(page, demo, person, language);
    await telegramButton(page, join).click();
    await expect(phone.getByText(balance).first()).toBeVisible();

    const gift = await control.waitForMessage({
      ...person,
      afterMessageId: hello.messageId,
      contains: welcome,
      timeoutMs: 15_000,
    });
    expect(gift.text).toContain('100');
    const found = await callApi(demo, 'GET', `/v1/customers?telegramId=${person.personId}`);
    expect(found.body).toMatchObject({ wallet: { available: 100, pending: 0 } });
  });
}
