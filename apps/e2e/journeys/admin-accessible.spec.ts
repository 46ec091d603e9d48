/** The admin's main pages hold nothing that keeps someone out: axe in light and in dark. */
import type { Page } from '@playwright/test';
import { expectAccessible, expectReadableColours } from '../product/accessible.ts';
import { expect, test } from '../product/fixtures.ts';
import { signIn } from '../product/staff.ts';

const pages = [
  'today',
  'customers',
  'till',
  'purchases',
  'receipts',
  'receipts?state=approved',
  'receipts/settings',
  'programme',
  'earning-rules',
  'earning-rules/new',
  'earning-rules/templates',
  'earning-rules/simulator',
  'rewards',
  'rewards/new',
  'coupons',
  'coupons/all',
  'coupons/pools/new',
  'settings/shops',
  'settings/shops?shop=new',
  'settings/brand',
  'settings/bot',
  'settings/staff',
  'settings/api-keys',
  'settings/webhooks',
  'settings/audit',
  'settings/system',
  'account',
];

test('the admin is accessible, in light and in dark', async ({ page, demo }) => {
  // Eighteen pages in one sign-in, on a machine that may be busy.
  test.setTimeout(600_000);
  await page.goto(demo.adminUrl);
  await expect(page.getByRole('heading', { name: 'Вход', exact: true })).toBeVisible();
  await checkBothSchemes(page, 'sign-in');
  await signIn(page, demo);
  for (const path of pages) {
    await page.goto(`${demo.adminUrl}${demo.brandSlug}/${path}`);
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toBeVisible();
    await page.waitForLoadState('networkidle');
    // What stands in for a page that is broken or missing would pass too.
    await expect(title).not.toHaveText(/сломалась|Такой страницы нет/);
    await checkBothSchemes(page, path);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await checkBothSchemes(page, 'search');
});

/** The page is the same in the dark but for its colours. */
async function checkBothSchemes(page: Page, where: string): Promise<void> {
  await expectAccessible(page, where);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expectReadableColours(page, `${where}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}
