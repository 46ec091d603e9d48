/** Nothing in a page keeps someone out: what axe finds, in lines that name the place. */
import { expect, type Frame, type Page } from '@playwright/test';
import axe from 'axe-core';

interface Look {
  /** All of axe's rules unless named. */
  rules?: string[];
  /** Selector of what somebody else answers for. */
  except?: string;
}

/** In this document, without the frames in it. */
export async function findBarriers(where: Page | Frame, { rules, except }: Look = {}): Promise<string[]> {
  // Half a megabyte: putting it in takes longer than a look, so it stays for the next one.
  if (!(await where.evaluate(() => 'axe' in window))) await where.evaluate(axe.source);
  return where.evaluate(
    async ({ rules, except }) => {
      const { violations } = await window.axe.run(except ? { exclude: [except] } : document, {
        ...(rules ? { runOnly: rules } : {}),
        // What passed is not described: that is half of the work.
        resultTypes: ['violations'],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
    { rules, except },
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Of a page without frames; a journey that finds something goes on, so that one run names it all. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await findBarriers(page), where).toEqual([]);
}

/** What may differ once the page has been checked whole in other colours. */
export async function expectReadableColours(page: Page, where: string): Promise<void> {
  const rules = ['color-contrast', 'link-in-text-block'];
  // Colours on their way from light to dark are nobody's.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
  expect.soft(await findBarriers(page, { rules }), where).toEqual([]);
}
