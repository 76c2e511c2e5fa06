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
import type { Refusal } from '../../ports/outcome.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import type { Problem } from '../problems/problem.js';
import { Reading } from '../reading/reading.js';
import { Once } from './once.js';
import type { Printed } from './once.js';
import type { ReadBody } from './sent-object.js';

/** What an act is answered with besides its text. */
export interface ActAnswer {
  readonly text: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is kept of it for who sends the same again, where that is not the text: secrets are shown once. */
  readonly kept?: string;
}

/** An act of the list, as a request asks for it. */
export interface ActAsked<Name extends EntryName, Body> {
  readonly name: Name;
  /** What the answer is written in, JSON where nothing is said. */
  readonly format?: Format;
  readonly inputOf: (body: NoInfer<Body>, actor: Actor) => InputOf<Name> | Promise<InputOf<Name>>;
  readonly answerOf: (value: ValueOf<Name>, actor: Actor) => ActAnswer | Promise<ActAnswer>;
  /** What a refusal is answered with, where that is not 409 whatever its code. */
  readonly problemOf?: (refusal: Refusal) => Problem;
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

  /** @param read - reads the body; throws a `Problem` where it breaks its form */
  async act<Name extends EntryName, Body>(
    exchange: Exchange,
    read: ReadBody<Body>,
    { name, format = 'json', inputOf, answerOf, problemOf }: ActAsked<Name, Body>,
  ): Promise<void> {
    const { request } = exchange;
    formatFor(request, [format]);
    const actor = actorOf(request);
    const { bytes, body } = await read(request);
    const input = await inputOf(body, actor);
    this.#reading.askGate(actor, name, input);
    const once = this.#once.keyOf(request, actor);
    const bodyHash = (): string => hash('sha256', bytes);
    const printed = await this.#once.answer(once, bodyHash, async () => {
      const reply = await this.#buses.reply(actor, name, input);
      if (reply.kind === 'refusedByRule' && problemOf !== undefined) throw problemOf(reply.refusal);
      return printedOf(await answerOf(valueOrProblem(reply), actor), format);
    });
    await sendPrinted(exchange, printed);
  }
}

function printedOf(
  { text, status = 200, headers = {}, kept = text }: ActAnswer,
  format: Format,
): Printed {
  return { status, type: MEDIA_TYPES[format], headers, text, kept };
}

/** Sends what an act is answered with; nobody keeps it. */
export async function sendPrinted(exchange: Exchange, printed: Printed): Promise<void> {
  const { response } = exchange;
  keepNowhere(response);
  response.status(printed.status).set(printed.headers);
  await sendBody(exchange, printed.type, printed.text);
}
