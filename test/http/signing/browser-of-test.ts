import { present } from '../../store/present.js';

/** A page as it came, and how. */
export interface PageGot {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it leads; null where it stays. */
  readonly location: string | null;
}

/** What a form is sent with that a browser would not say, or would say otherwise. */
export interface SentOtherwise {
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** As much of a browser as pages without script need: cookies, forms with what is hidden in them, redirects one by one. */
export class BrowserOfTest {
  readonly #url: string;
  readonly cookies = new Map<string, string>();

  /** @param url - of the service */
  constructor(url: string) {
    this.#url = url;
  }

  /** Goes to another service of the same name, with the cookies that it has. */
  at(url: string): BrowserOfTest {
    const other = new BrowserOfTest(url);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<PageGot> {
    return this.#send(path, { headers: { Accept: 'text/html', ...headers } });
  }

  /** Fills in the form of a page and sends it. */
  async send(
    path: string,
    act: string,
    typed: Readonly<Record<string, string>>,
    otherwise: SentOtherwise = {},
  ): Promise<PageGot> {
    const page = await this.get(path);
    return this.sendForm(path, { ...hiddenIn(page.text, act), ...typed }, otherwise);
  }

  /** Sends fields as a form of that address does. */
  async sendForm(
    path: string,
    fields: Readonly<Record<string, string>>,
    { headers = {}, fields: others = {} }: SentOtherwise = {},
  ): Promise<PageGot> {
    return this.#send(path, {
      method: 'POST',
      headers: {
        Accept: 'text/html',
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
        ...headers,
      },
      body: new URLSearchParams({ ...fields, ...others }).toString(),
    });
  }

  async #send(path: string, init: RequestInit): Promise<PageGot> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        ...(cookie === '' ? {} : { cookie }),
      },
    });
    for (const given of response.headers.getSetCookie()) this.#take(given);
    const text = await response.text();
    const location = response.headers.get('location');
    return { status: response.status, headers: response.headers, text, location };
  }

  #take(given: string): void {
    const [pair = ''] = given.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (given.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** What is hidden in the form of an act. */
export function hiddenIn(html: string, act: string): Readonly<Record<string, string>> {
  const form = present(
    new RegExp(`<form[^>]*data-act="${act}"[^>]*>([^]*?)</form>`, 'u').exec(html)?.[1],
  );
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
  return Object.fromEntries(Array.from(inputs, ([, name = '', value = '']) => [name, value]));
}

/** The text of an element by its id. */
export function textOfId(html: string, id: string): string {
  const inner = new RegExp(`id="${id}"[^>]*>([^]*?)</(?:span|p|ol|div)>`, 'u').exec(html)?.[1];
  return present(inner)
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
