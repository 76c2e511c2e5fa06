import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../application/actor.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import type { Exchange } from '../answering/exchange.js';
import { MEDIA_TYPES, formatFor } from '../answering/media-types.js';
import type { Format } from '../answering/media-types.js';
import { sendBody } from '../answering/send-body.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import { keepNowhere } from '../entity-tag.js';
import { Reading } from '../reading/reading.js';
import { Once } from './once.js';
import type { Printed } from './once.js';
import { objectOf } from './sent-object.js';
import type { ObjectForm } from './sent-object.js';

/** What an act is answered with besides its text. */
export interface ActAnswer {
  readonly text: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An act of the list, as a request asks for it. */
export interface ActAsked<Name extends EntryName, Body> {
  readonly name: Name;
  /** What the body must be. */
  readonly body: ObjectForm<Body>;
  /** What the answer is written in, JSON where nothing is said. */
  readonly format?: Format;
  readonly inputOf: (body: Body, actor: Actor) => InputOf<Name> | Promise<InputOf<Name>>;
  readonly answerOf: (value: ValueOf<Name>, actor: Actor) => ActAnswer | Promise<ActAnswer>;
}

/** Does acts in one order: the form of the body, whether he may, whether it was done before, the act, its answer. */
@Injectable()
export class Acting {
  readonly #reading: Reading;
  readonly #buses: Buses;
  readonly #once: Once;

  constructor(reading: Reading, buses: Buses, once: Once) {
    this.#reading = reading;
    this.#buses = buses;
    this.#once = once;
  }

  async act<Name extends EntryName, Body>(
    exchange: Exchange,
    { name, body: form, format = 'json', inputOf, answerOf }: ActAsked<Name, Body>,
  ): Promise<void> {
    const { request } = exchange;
    formatFor(request, [format]);
    const actor = actorOf(request);
    const { bytes, body } = await objectOf(request, form);
    const input = await inputOf(body, actor);
    this.#reading.askGate(actor, name, input);
    const once = this.#once.keyOf(request, actor);
    const bodyHash = (): string => hash('sha256', bytes);
    const printed = await this.#once.answer(once, bodyHash, async () => {
      const value = await this.#buses.do(actor, name, input);
      return printedOf(await answerOf(value, actor), format);
    });
    await sendPrinted(exchange, printed);
  }
}

function printedOf({ text, status = 200, headers = {} }: ActAnswer, format: Format): Printed {
  return { status, type: MEDIA_TYPES[format], headers, text };
}

/** Sends what an act is answered with; nobody keeps it. */
export async function sendPrinted(exchange: Exchange, printed: Printed): Promise<void> {
  const { response } = exchange;
  keepNowhere(response);
  response.status(printed.status).set(printed.headers);
  await sendBody(exchange, printed.type, printed.text);
}
