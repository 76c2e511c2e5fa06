import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../../application/actor.js';
import type { House } from '../../application/house.js';
import type { KeptAnswers } from '../../ports/kept-answers.js';
import { nameOfActor } from '../asking/actor-of.js';
import { RETRY_AFTER_SECONDS } from '../bounds.js';
import type { ProblemKind } from '../contract/problems.js';
import { HOUSE } from '../house-token.js';
import { Problem } from '../problems/problem.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { clockNow } from '../../ports/clock.js';

/** The header by which a sender says that a request is the same as one before. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The header of an answer that was given before. */
const REPLAYED = 'Idempotency-Replayed';

/** An answer to an act, as it is sent. */
export interface Printed {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What is kept of the text for who asks again. */
  readonly kept: string;
}

/** What is kept: the answer, or why there was none. */
type Kept =
  | { readonly kind: 'printed'; readonly printed: Printed }
  | {
      readonly kind: 'problem';
      readonly problem: ProblemKind;
      readonly detail: string;
      readonly members: Readonly<Record<string, unknown>>;
    };

/** The key of a request, known to be in form; null where it has none. */
export interface AskedOnce {
  /** SHA-256 of who asks and his key. */
  readonly name: string;
  /** SHA-256 of what he asks: method and address. The body is added when it is known. */
  readonly address: string;
}

const KEY = /^[\x21-\x7e]{1,128}$/u;

/** What was not looked at, or may go well the next time, is not kept. */
const UNKEPT: ReadonlySet<number> = new Set([400, 401, 403, 406, 408, 413, 415, 421, 429]);

/**
 * The same key with the same body gives the same answer for a day (contract/http.md): what was answered is kept, by who
 * asked, and given again in place of doing it again. To be asked when the gate has let the request pass.
 */
@Injectable()
export class Once {
  readonly #answers: KeptAnswers;
  readonly #underWay = new Set<string>();

  constructor(@Inject(HOUSE) { answers }: House) {
    this.#answers = answers;
  }

  /** The key of a request, null where it has none. Throws a `Problem` where it breaks its form. */
  keyOf(request: Request, actor: Actor): AskedOnce | null {
    const sent = request.headers['idempotency-key'];
    if (sent === undefined) return null;
    if (typeof sent !== 'string' || !KEY.test(sent)) {
      throw invalidRequest([
        {
          name: IDEMPOTENCY_KEY,
          message: `${IDEMPOTENCY_KEY} must be 1 to 128 characters without blanks, for example a UUID: make a new one for each act, and send it again with the same request.`,
        },
      ]);
    }
    return {
      name: sha256(JSON.stringify([nameOfActor(actor), sent])),
      address: `${request.method} ${request.originalUrl}`,
    };
  }

  /** Whether something was answered under this key, so that the whole body has to be read first. */
  isKnown({ name }: AskedOnce): boolean {
    return this.#answers.find(name, clockNow()) !== null;
  }

  /**
   * What `work` gives, or what it gave before. Throws a `Problem` where the same key came with another request, where the
   * first is not answered yet, and what `work` throws.
   *
   * @param bodyHash - SHA-256 of the body, asked for when the work is done; null where not all of it was read
   */
  async answer(
    asked: AskedOnce | null,
    bodyHash: () => string | null,
    work: () => Promise<Printed>,
  ): Promise<Printed> {
    if (asked === null) return work();
    const { name } = asked;
    if (this.#underWay.has(name)) throw underWay();
    this.#underWay.add(name);
    try {
      const kept = this.#answers.find(name, clockNow());
      if (kept !== null) {
        if (kept.asked !== askedOf(asked, bodyHash())) throw keyReused();
        // Written by `#keep`.
        return again(JSON.parse(kept.answer) as Kept);
      }
      return await this.#workAndKeep(asked, bodyHash, work);
    } finally {
      this.#underWay.delete(name);
    }
  }

  async #workAndKeep(
    asked: AskedOnce,
    bodyHash: () => string | null,
    work: () => Promise<Printed>,
  ): Promise<Printed> {
    try {
      const printed = await work();
      const kept = { ...printed, text: printed.kept };
      this.#keep(asked, bodyHash(), { kind: 'printed', printed: kept });
      return printed;
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && !UNKEPT.has(error.status)) {
        const { kind: problem, message: detail, members } = error;
        this.#keep(asked, bodyHash(), { kind: 'problem', problem, detail, members });
      }
      throw error;
    }
  }

  #keep(asked: AskedOnce, bodyHash: string | null, kept: Kept): void {
    if (bodyHash === null) return;
    const answer = JSON.stringify(kept);
    this.#answers.keep(asked.name, clockNow(), { asked: askedOf(asked, bodyHash), answer });
  }
}

function askedOf({ address }: AskedOnce, bodyHash: string | null): string {
  return sha256(`${address}\n${bodyHash ?? ''}`);
}

function again(kept: Kept): Printed {
  if (kept.kind === 'problem') {
    const headers = { [REPLAYED]: 'true' };
    throw new Problem(kept.problem, kept.detail, { members: kept.members, headers });
  }
  const { printed } = kept;
  return { ...printed, headers: { ...printed.headers, [REPLAYED]: 'true' } };
}

function sha256(text: string): string {
  return hash('sha256', text);
}

function keyReused(): Problem {
  return new Problem(
    'idempotency-key-reused',
    `The ${IDEMPOTENCY_KEY} was sent with another request within the last day: give each act a key of its own.`,
  );
}

function underWay(): Problem {
  return new Problem(
    'request-under-way',
    `The request with this ${IDEMPOTENCY_KEY} is being done: send it again after the time that Retry-After gives.`,
    { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
  );
}
