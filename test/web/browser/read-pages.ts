import type { Page } from 'playwright-core';

/** Pages that the browser reads at once. */
const AT_ONCE = 6;

/** What the page of a trail says, as it is marked and as it is read. */
export interface TrailRead {
  readonly total: string;
  readonly totalText: string;
  readonly text: string;
  readonly rows: readonly TrailRowRead[];
  readonly next: string | null;
}

export interface TrailRowRead {
  readonly case: string;
  readonly child: string;
  readonly cases: readonly string[];
  readonly column: string;
  readonly amount: string;
  readonly amountText: string;
  readonly records: readonly string[];
  readonly text: string;
}

/** What the page of a case or child says of each line: its marks, its amount, its facts with their records. */
export interface SubjectRead {
  readonly status: number;
  readonly lines: readonly (readonly string[])[];
}

/** Reads pages of trails in the browser, without showing each. */
export function readTrails(page: Page, hrefs: readonly string[]): Promise<readonly TrailRead[]> {
  return inPortions(hrefs, (some) =>
    page.evaluate(async (addresses) => {
      const idIn = (href: string): string => (href.split('/').at(-1) ?? '').split('?')[0] ?? '';
      const rowOf = (row: Element): TrailRowRead => {
        const mark = (name: string): string => row.getAttribute(name) ?? '';
        const links = Array.from(row.querySelectorAll('a'), (a) => a.getAttribute('href') ?? '');
        const cases = links.filter((href) => href.includes('/cases/')).map(idIn);
        return {
          case: mark('data-case'),
          child: mark('data-child'),
          cases: row.hasAttribute('data-child') ? cases : [],
          column: mark('data-column'),
          amount: mark('data-amount'),
          amountText: row.querySelector('.pl-number')?.textContent ?? '',
          records: links.filter((href) => href.includes('/records/')).map(idIn),
          text: row.textContent,
        };
      };
      return Promise.all(
        addresses.map(async (address) => {
          const html = await (await fetch(address)).text();
          const read = new DOMParser().parseFromString(html, 'text/html');
          const total = read.querySelector('#total');
          const next = read.querySelector('.usa-pagination__next-page');
          return {
            total: total?.getAttribute('data-value') ?? '',
            totalText: total?.textContent ?? '',
            text: read.body.textContent,
            rows: Array.from(read.querySelectorAll('#trail tbody tr'), rowOf),
            next: next?.getAttribute('href') ?? null,
          };
        }),
      );
    }, some),
  );
}

/** The same of pages of cases and children. */
export function readSubjects(
  page: Page,
  hrefs: readonly string[],
): Promise<readonly SubjectRead[]> {
  return inPortions(hrefs, (some) =>
    page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map(async (address) => {
            const response = await fetch(address);
            const read = new DOMParser().parseFromString(await response.text(), 'text/html');
            const factOf = (item: Element): string => {
              const key = item.querySelector('a')?.getAttribute('href') ?? '#none';
              const fact = read.querySelector(key);
              const records = Array.from(fact?.querySelectorAll('a') ?? [], (link) =>
                (link.getAttribute('href') ?? '').split('/').at(-1),
              );
              const value = item.textContent.split(': ').at(-1) ?? '';
              return [fact?.getAttribute('data-fact') ?? '', value, ...records].join(' ');
            };
            const lines = Array.from(read.querySelectorAll('#explanation tbody tr'), (row) => [
              row.getAttribute('data-line') ?? '',
              row.getAttribute('data-counted') ?? '',
              row.getAttribute('data-column') ?? '',
              row.querySelector('[data-label="Amount"]')?.textContent ?? '',
              ...Array.from(row.querySelectorAll('details li'), factOf),
            ]);
            return { status: response.status, lines };
          }),
        ),
      some,
    ),
  );
}

/** Asks for what is many a few at once, in order. */
export async function inPortions<Each, Answer>(
  all: readonly Each[],
  ask: (some: Each[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    answers.push(...(await ask(all.slice(at, at + AT_ONCE))));
  }
  return answers;
}
