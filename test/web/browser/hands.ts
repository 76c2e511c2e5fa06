import type { Locator, Page } from 'playwright-core';

/** How somebody works with a page: what he follows, types and presses is named as he sees it. */
export interface Hand {
  readonly page: Page;
  open(path: string): Promise<void>;
  /** Follows a link by what it says. */
  follow(text: string | RegExp): Promise<void>;
  /** Types into a field by its label, in place of what is there. */
  type(label: string | RegExp, text: string): Promise<void>;
  /** Chooses one of a few words. */
  choose(label: string, option: string): Promise<void>;
  tick(label: string | RegExp): Promise<void>;
  /** Presses a button by what it says. */
  press(text: string): Promise<void>;
  /** What an element is marked with; waits until it is there. */
  mark(selector: string, name: string): Promise<string | null>;
}

/** What both hands find by the names that are read out, in the main part of a page before all else. */
class Finding {
  constructor(readonly page: Page) {}

  async open(path: string): Promise<void> {
    await this.page.goto(path);
  }

  async mark(selector: string, name: string): Promise<string | null> {
    const found = this.page.locator(selector).first();
    await found.waitFor({ state: 'attached' });
    return found.getAttribute(name);
  }

  link(text: string | RegExp): Locator {
    return this.page.getByRole('link', { name: text, exact: typeof text === 'string' }).first();
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: typeof label === 'string' }).first();
  }

  button(text: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: text, exact: true }).first();
  }
}

/** By mouse. */
export function byMouse(page: Page): Hand {
  const finding = new Finding(page);
  return {
    page,
    open: (path) => finding.open(path),
    mark: (selector, name) => finding.mark(selector, name),
    follow: (text) => finding.link(text).click(),
    type: (label, text) => finding.field(label).fill(text),
    choose: async (label, option) => {
      await finding.field(label).selectOption({ label: option });
    },
    tick: (label) => finding.page.getByText(label).first().click(),
    press: (text) => finding.button(text).click(),
  };
}

/** How often the tabulator is pressed before something counts as out of reach. */
const TABS_MAX = 400;

/** By keyboard alone: everything is reached by the tabulator, in the order of the page. */
export function byKeyboard(page: Page): Hand {
  const finding = new Finding(page);
  const reach = async (found: Locator): Promise<void> => {
    await found.waitFor({ state: 'attached' });
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      const isThere = await found.evaluate((element) => element === document.activeElement);
      if (isThere) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach ${String(found)} on ${page.url()}.`);
  };
  const enter = async (found: Locator): Promise<void> => {
    await reach(found);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  };
  return {
    page,
    open: (path) => finding.open(path),
    mark: (selector, name) => finding.mark(selector, name),
    follow: async (text) => {
      await enter(finding.link(text));
    },
    type: async (label, text) => {
      await reach(finding.field(label));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    choose: async (label, option) => {
      await reach(finding.field(label));
      await page.keyboard.type(option);
    },
    tick: async (label) => {
      await reach(finding.field(label));
      await page.keyboard.press('Space');
    },
    press: async (text) => {
      const button = finding.button(text);
      await reach(button);
      // A script that sends a file shows its answer in place of the main part, and loads no other page.
      // The answer may have a button that says the same: the one that was pressed is gone all the same.
      const pressed = await button.elementHandle();
      const answered = Promise.any([
        page.waitForEvent('load'),
        pressed.waitForElementState('hidden'),
      ]);
      await Promise.all([answered, page.keyboard.press('Enter')]);
    },
  };
}
