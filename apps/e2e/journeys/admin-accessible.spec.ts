/** The admin's main pages hold nothing that keeps someone out: axe in light and in dark. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../product/fixtures.ts';
import { signIn } from '../product/staff.ts';

const pages = [
  'today',
  'customers',
  'till',
  'purchases',
  'programme',
  'earning-rules',
  'earning-rules/new',
  'earning-rules/templates',
  'earning-rules/simulator',
  'settings/brand',
  'settings/bot',
  'settings/staff',
  'settings/api-keys',
  'settings/webhooks',
  'settings/audit',
  'settings/system',
  'account',
];

for (const scheme of ['light', 'dark'] as const) {
  test(`the admin is accessible (${scheme})`, async ({ browser, demo }) => {
    const context = await browser.newContext({
      locale: 'ru-RU',
      colorScheme: scheme,
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 860 },
    });
    const page = await context.newPage();
    const check = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
      expect.soft(found, where).toEqual([]);
    };
    await page.goto(demo.adminUrl);
    await expect(page.getByRole('heading', { name: 'Вход', exact: true })).toBeVisible();
    await check('sign-in');
    await signIn(page, demo);
    for (const path of pages) {
      await page.goto(`${demo.adminUrl}${demo.brandSlug}/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await check(path);
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('search');
    await context.close();
  });
}
