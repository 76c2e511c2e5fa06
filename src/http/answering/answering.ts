import { Inject, Injectable } from '@nestjs/common';
import type { Month } from '../../../events/values/month.js';
import { LIST } from '../../application/list.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import type { EnteredBy } from '../../access-log/who-entered.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import {
  hasAlready,
  keepNowhere,
  putTag,
  tagOfPosition,
  tagOfSizes,
  tagOfText,
} from '../entity-tag.js';
import { Reading } from '../reading/reading.js';
import type {
  AnsweredText,
  CountyQuestion,
  QuestionAsOf,
  StateQuestion,
} from '../reading/questions.js';
import type { AsOfAsked } from '../requests/parameters.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import type { Exchange } from './exchange.js';
import { MEDIA_TYPES } from './media-types.js';
import type { Format } from './media-types.js';
import { sendBody } from './send-body.js';

/** More to be said with an answer than its text. */
type MoreOf = (answer: AnsweredText) => Readonly<Record<string, string>>;

/**
 * Answers questions in one order: whether he may ask, whether he has the answer already, the answer. What shows a person
 * is kept nowhere and always answered anew.
 */
@Injectable()
export class Answering {
  readonly #reading: Reading;
  readonly #buses: Buses;
  readonly #version: string;

  constructor(
    reading: Reading,
    buses: Buses,
    @Inject(SERVICE_SETTINGS) { version }: ServiceSettings,
  ) {
    this.#reading = reading;
    this.#buses = buses;
    this.#version = version;
  }

  /**
   * Answers a question as of a position from a replay thread; the header `Plumbline-As-Of` names the position.
   *
   * @param question - as of null
   * @param month - whose versions `vN` numbers, null where the address names none
   */
  async asOf(
    exchange: Exchange,
    question: QuestionAsOf,
    month: Month | null,
    asked: AsOfAsked | undefined,
    moreOf: MoreOf = () => ({}),
  ): Promise<void> {
    const { request, response } = exchange;
    const actor = actorOf(request);
    const resolved = await this.#reading.resolved(actor, question, month, asked);
    const { name, input, format } = resolved.question;
    const tagOf = (position: number): string => tagOfPosition(position, this.#version, format);
    // Before "not modified" is said: as of this position it may not be kept any more.
    this.#reading.askGate(actor, name, input);
    const tag = tagOf(resolved.position);
    if (!LIST[name].showsPerson && hasAlready(request, tag)) {
      sendNotModified(exchange, tag);
      return;
    }
    const answer = await this.#reading.ask(actor, resolved.question);
    const position = answer.asOf ?? 0;
    response.set('Plumbline-As-Of', String(position)).set(moreOf(answer));
    await this.#send(exchange, name, answer.text, format, tagOf(position));
  }

  /** Answers a question of a county from a replay thread that is as of no single position. */
  async fromThread(exchange: Exchange, question: CountyQuestion): Promise<void> {
    const actor = actorOf(exchange.request);
    const { text } = await this.#reading.ask(actor, question);
    await this.#sendTagged(exchange, question.name, text, question.format);
  }

  /** Answers what a record is, with who entered it: `null` where the access log does not say it. */
  async record(exchange: Exchange, input: InputOf<'record'>): Promise<void> {
    const actor = actorOf(exchange.request);
    const question = { name: 'record', input, format: 'json' } as const;
    const { text } = await this.#reading.ask(actor, question);
    const entered = await this.#buses.do(actor, 'whoEntered', input);
    await this.#sendTagged(exchange, 'record', withWhoEntered(text, entered), 'json');
  }

  /** Answers a question about all counties. */
  async ofState(exchange: Exchange, question: StateQuestion): Promise<void> {
    const { request } = exchange;
    const { name, format } = question;
    const actor = actorOf(request);
    this.#reading.askGate(actor, name, question.input);
    const tag = tagOfSizes(this.#reading.sizes(), this.#version, format);
    if (hasAlready(request, tag)) {
      sendNotModified(exchange, tag);
      return;
    }
    const { text, sizes = [] } = await this.#reading.ask(actor, question);
    // Counties may have grown since: the tag is of the sizes that were replayed.
    await this.#send(exchange, name, text, format, tagOfSizes(sizes, this.#version, format));
  }

  /** Answers a light question in this thread; tagged by what it says. */
  async here<Name extends EntryName>(
    exchange: Exchange,
    name: Name,
    input: InputOf<Name>,
    textOf: (value: ValueOf<Name>) => string,
    format: Format = 'json',
  ): Promise<void> {
    const value = await this.#buses.do(actorOf(exchange.request), name, input);
    await this.#sendTagged(exchange, name, textOf(value), format);
  }

  async #sendTagged(
    exchange: Exchange,
    name: EntryName,
    text: string,
    format: Format,
  ): Promise<void> {
    const tag = tagOfText(text);
    if (!LIST[name].showsPerson && hasAlready(exchange.request, tag))
      sendNotModified(exchange, tag);
    else await this.#send(exchange, name, text, format, tag);
  }

  async #send(
    exchange: Exchange,
    name: EntryName,
    text: string,
    format: Format,
    tag: string,
  ): Promise<void> {
    const { response } = exchange;
    if (LIST[name].showsPerson) keepNowhere(response);
    else putTag(response, tag);
    await sendBody(exchange, MEDIA_TYPES[format], text);
  }
}

/** The bytes of a record with one more member, the first by name; of an erased one nobody knows who entered it. */
function withWhoEntered(text: string, entered: EnteredBy | null): string {
  if (!text.includes('"record":{')) return text;
  const by = entered === null ? null : { account: entered.account, key: entered.key };
  return `{"enteredBy":${JSON.stringify(by)},${text.slice(1)}`;
}

/** Answers that the sender has what would be answered (RFC 9110, 304). */
function sendNotModified({ response }: Exchange, tag: string): void {
  putTag(response, tag);
  response.vary('Accept-Encoding').status(304).end();
}
