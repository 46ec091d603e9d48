/** Nothing in a page keeps someone out: what axe finds, in lines that name the place. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function findBarriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Of a page without frames; a journey that finds something goes on, so that one run names it all. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await findBarriers(axeOf(page)), where).toEqual([]);
}

/** What may differ once the page has been checked whole in other colours. */
export async function expectReadableColours(page: Page, where: string): Promise<void> {
  const axe = axeOf(page).withRules(['color-contrast', 'link-in-text-block']);
  expect.soft(await findBarriers(axe), where).toEqual([]);
}

/** Otherwise axe opens one more page each time, to put together what it found in frames: twice the wait. */
function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}
