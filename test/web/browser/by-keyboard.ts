import type { Page } from 'playwright-core';

/** Most presses of Tab until something must have been reached. */
const TABS_MAX = 80;

/** What has the focus: whether it is what was looked for, and whether one sees that it has it. */
interface Focused {
  readonly isThere: boolean;
  readonly isSeen: boolean;
}

/**
 * Goes to an element by Tab alone. Throws where it is not reached, or where something on the way has the focus and does
 * not show it.
 */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    const { isThere, isSeen } = await page.evaluate<Focused>(focusedIn(selector));
    if (!isSeen)
      throw new Error(`On ${page.url()} the focus is not seen on the way to ${selector}.`);
    if (isThere) return;
  }
  throw new Error(`On ${page.url()} Tab does not reach ${selector}.`);
}

/** Goes to a field, types, and sends its form. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Goes to a link or a button and uses it; waits for the page that it leads to. */
export async function use(page: Page, selector: string, to: string): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForURL(to), page.keyboard.press('Enter')]);
}

/** Asked in the page, as text: what it names is there. */
function focusedIn(selector: string): string {
  return `(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return { isThere: false, isSeen: true };
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px';
    const isThere = active.matches(${JSON.stringify(selector)});
    return { isThere, isSeen: hasOutline || boxShadow !== 'none' };
  })()`;
}
