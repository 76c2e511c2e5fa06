import type { Actor } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { Reply } from '../../src/application/application.js';
import type { House } from '../../src/application/house.js';
import type { EntryName, InputOf, ValueOf } from '../../src/application/list.js';
import { shownOrToMend } from '../../src/web/components/address-to-mend.js';
import type { AnyPage, Ask, PageAnswer, PageRequest } from '../../src/web/page.js';
import { PAGES } from '../../src/web/pages.js';
import { contactSetting } from '../../src/web/contact.js';
import { parametersOf } from '../../src/web/parameters.js';
import { htmlOf } from '../../src/web/render.js';
import { present } from '../store/present.js';
import { clockNow } from '../../src/ports/clock.js';

/** A page's answer, as a browser would have it. */
export interface PageShown {
  readonly status: number;
  /** Of a page; empty where it is a file or leads elsewhere. */
  readonly html: string;
  /** Of a file that is downloaded. */
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
  readonly to: string | null;
}

/** A page asked over a house in this process, without a service: its view, its forms, its uploads. */
export class PageInProcess {
  readonly #page: AnyPage;
  readonly #house: House;
  readonly #actor: Actor;
  readonly #parameters: object;

  /** @param parameters - what the names in the page's address are */
  constructor(page: AnyPage, house: House, actor: Actor, parameters: object = {}) {
    this.#page = page;
    this.#house = house;
    this.#actor = actor;
    this.#parameters = parameters;
  }

  async get(query: Readonly<Record<string, string>> = {}): Promise<PageShown> {
    const request = this.#request(query);
    return this.#shown(
      request,
      await shownOrToMend(request, () => this.#page.show(request, this.#ask())),
    );
  }

  async send(
    act: string,
    form: Readonly<Record<string, string>>,
    query: Readonly<Record<string, string>> = {},
  ): Promise<PageShown> {
    const request = this.#request(query);
    const acts = present(this.#page.acts?.[act]);
    return this.#shown(request, await acts(request, new Map(Object.entries(form)), this.#ask()));
  }

  async upload(
    act: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    form: Readonly<Record<string, string>> = {},
  ): Promise<PageShown> {
    const request = this.#request({});
    const uploads = present(this.#page.uploads?.[act]);
    const sent = { name: file.name, bytes: inPieces(file.bytes) };
    const texts = new Map(Object.entries(form));
    return this.#shown(request, await uploads(request, sent, texts, this.#ask()));
  }

  #request(query: Readonly<Record<string, string>>): PageRequest<never> {
    return {
      parameters: this.#parameters as never,
      query: new Map(Object.entries(query)),
      path: this.#page.address,
      actor: this.#actor,
      signedIn: null,
      now: clockNow(),
      program: 'test',
      isWithoutAccounts: true,
      contact: contactSetting({ PLUMBLINE_CONTACT: 'Access desk, 916-555-0100' }),
      token: '',
      once: () => 'once',
      may: () => true,
      inspect: () => Promise.reject(new Error('There is no service.')),
    };
  }

  #ask(): Ask<never> {
    const application = new Application(this.#house);
    const reply = <Name extends EntryName>(
      name: Name,
      input: InputOf<Name>,
    ): Promise<Reply<ValueOf<Name>>> => application.ask(this.#actor, name, input);
    const ask = async <Name extends EntryName>(
      name: Name,
      input: InputOf<Name>,
    ): Promise<ValueOf<Name>> => {
      const answer = await reply(name, input);
      if (answer.kind === 'done') return answer.value;
      throw new Error(`${name}: ${answer.kind}`);
    };
    return Object.assign(ask, { reply });
  }

  async #shown(request: PageRequest<never>, answer: PageAnswer): Promise<PageShown> {
    const none = { status: 200, html: '', file: null, to: null };
    switch (answer.kind) {
      case 'shown':
        return { ...none, status: answer.status ?? 200, html: htmlOf(answer, request) };
      case 'redirect':
        return { ...none, status: 303, to: answer.to };
      case 'trailFile':
        throw new Error('A trail is a service’s to send.');
      case 'download': {
        const pieces: Uint8Array[] = [];
        for await (const piece of answer.pieces) pieces.push(Buffer.from(piece));
        return { ...none, file: { name: answer.name, bytes: Buffer.concat(pieces) } };
      }
    }
  }
}

/** What a browser gets of an address, the first page of the table that has it. */
export async function shownAt(house: House, actor: Actor, address: string): Promise<PageShown> {
  const [path = '', query = ''] = address.split('?');
  for (const page of PAGES) {
    const pattern = page.address.replaceAll('.', '\\.').replaceAll(/:(\w+)/gu, '(?<$1>[^/]+?)');
    const found = new RegExp(`^${pattern}$`, 'u').exec(path);
    if (found === null) continue;
    const parameters = parametersOf(found.groups ?? {});
    if (parameters === null) continue;
    const shown = new PageInProcess(page, house, actor, parameters);
    return shown.get(Object.fromEntries(new URLSearchParams(query)));
  }
  throw new Error(`No page has the address ${address}.`);
}

/** As a browser's file comes: piece by piece. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) {
    yield await Promise.resolve(bytes.subarray(at, at + 1_000));
  }
}
