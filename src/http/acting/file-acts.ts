import { Injectable } from '@nestjs/common';
import type { InputOf, ValueOf } from '../../application/list.js';
import type { Exchange } from '../answering/exchange.js';
import { MEDIA_TYPES, formatFor } from '../answering/media-types.js';
import { fileBodyOf, hashed } from '../appending/request-body.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import { FILES_AT_ONCE_MAX } from '../bounds.js';
import { Slots } from '../slots.js';
import { problemOfAct } from '../problems/problem-of-act.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Problem } from '../problems/problem.js';
import { Reading } from '../reading/reading.js';
import type { ActAnswer } from './acting.js';
import { sendPrinted } from './acting.js';
import { Once } from './once.js';

/** Acts whose body is one file. */
type FileAct = 'receiveFile' | 'sendToCounty';

/** A file on its way, and what is made of it. */
interface FileAsked<Name extends FileAct> {
  readonly name: Name;
  readonly inputOf: (chunks: AsyncIterable<Uint8Array>) => InputOf<Name>;
  readonly answerOf: (value: ValueOf<Name>) => ActAnswer;
}

/**
 * Does acts whose body is one file, as it comes and without holding it, in the order of all acts: may he, was it done
 * before, the act, its answer. One that breaks off has done nothing.
 */
@Injectable()
export class FileActs {
  readonly #slots = new Slots(FILES_AT_ONCE_MAX, 'files');

  constructor(
    private readonly reading: Reading,
    private readonly buses: Buses,
    private readonly once: Once,
  ) {}

  async act<Name extends FileAct>(
    exchange: Exchange,
    { name, inputOf, answerOf }: FileAsked<Name>,
  ): Promise<void> {
    const { request } = exchange;
    formatFor(request, ['json']);
    refusePacked(request.headers);
    const actor = actorOf(request);
    const once = this.once.keyOf(request, actor);
    this.reading.askGate(actor, name, inputOf(nothing()));
    const body = hashed(fileBodyOf(request));
    const slot = this.#slots.slot();
    slot.take();
    try {
      if (once !== null && this.once.isKnown(once)) await readToEnd(body.bytes);
      const printed = await this.once.answer(once, body.hash, async () => {
        const reply = await this.buses.reply(actor, name, inputOf(body.bytes));
        if (reply.kind === 'refusedByRule') throw problemOfRefusedFile(reply.refusal);
        const { text, status = 200, headers = {} } = answerOf(valueOrProblem(reply));
        return { status, type: MEDIA_TYPES.json, headers, text, kept: text };
      });
      await sendPrinted(exchange, printed);
    } finally {
      slot.leave();
    }
  }
}

function problemOfRefusedFile(refusal: Parameters<typeof problemOfAct>[0]): Problem {
  const members = { code: refusal.code };
  return refusal.code === 'TOO_LARGE'
    ? new Problem('body-too-large', refusal.message, { members })
    : problemOfAct(refusal);
}

/** What is packed is a file of its own, with an end of its name that says so. */
function refusePacked(headers: Exchange['request']['headers']): void {
  const type = (headers['content-type'] ?? '').toLowerCase();
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' && !type.startsWith('multipart/')) return;
  throw new Problem(
    'unsupported-media-type',
    'The body is the file itself, as application/octet-stream: leave Content-Encoding and the parts of a form out.',
    { headers: { 'Accept-Post': 'application/octet-stream' } },
  );
}

/** The gate is asked for a file that is still on its way. */
async function* nothing(): AsyncGenerator<never, void, undefined> {
  // Nothing of it was read.
}

async function readToEnd(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const each = bytes[Symbol.asyncIterator]();
  while ((await each.next()).done !== true);
}
