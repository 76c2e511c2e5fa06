import { rejectionOf } from '../../events/rejections.js';
import type { RejectionCode } from '../../events/rejections.js';
import type { ParsedRecord, ParseResult } from '../../events/wire/parse.js';
import { decide } from './acceptance/decide.js';
import type { Decision } from './acceptance/decide.js';
import type { LedgerState } from './acceptance/ledger-state.js';
import type { BatchMax, LedgerDesk, Rights } from './ledger-desk.js';

/** Most records that are held undecided for one county: one transaction of the store. */
export const BATCH_RECORDS_MAX = 4_000;

/** Most characters of their bodies. */
export const BATCH_CHARACTERS_MAX = 4 * 1024 * 1024;

const TRANSACTION_MAX: BatchMax = {
  records: BATCH_RECORDS_MAX,
  characters: BATCH_CHARACTERS_MAX,
};

/** How often a batch is decided anew because others changed the ledger meanwhile. */
export const BATCH_ATTEMPTS_MAX = 20;

/** One line of input and what the parser made of it. */
export interface ParsedLine {
  /** Name of the file, as the sender gave it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly result: ParseResult;
}

/** A line whose record was turned away. */
export interface RejectedLine {
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly code: RejectionCode;
  readonly message: string;
}

/** A rejection that will not change any more, with its line's place in the input. */
export interface SettledRejection {
  readonly order: number;
  readonly rejected: RejectedLine;
}

/** What is final after a batch was appended. */
export interface Settled {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejections: readonly SettledRejection[];
}

interface HeldLine {
  readonly order: number;
  readonly from: ParsedLine;
  readonly parsed: ParsedRecord;
  decision: Decision;
}

/**
 * The lines of one county that are decided but not appended yet. What was decided, rejections
 * included, is final only when the entries among it are in the log at the expected size; where the
 * log has grown by others' records meanwhile, all of it is decided anew.
 */
export class CountyBatch {
  readonly ledger: LedgerState;
  readonly #desk: LedgerDesk;
  readonly #rights: Rights;
  #held: HeldLine[] = [];
  #characters = 0;

  constructor(ledger: LedgerState, desk: LedgerDesk, rights: Rights) {
    this.ledger = ledger;
    this.#desk = desk;
    this.#rights = rights;
  }

  /** The place in the input of the first line that is not final, null if there is none. */
  get firstOrder(): number | null {
    return this.#held[0]?.order ?? null;
  }

  /** Characters of the bodies that it holds. */
  get characters(): number {
    return this.#characters;
  }

  get isFull(): boolean {
    const { records, characters } = this.#desk.batchMax ?? TRANSACTION_MAX;
    return this.#held.length >= records || this.#characters >= characters;
  }

  /** Decides a line; `order` is its place in the whole input. */
  add(order: number, from: ParsedLine, parsed: ParsedRecord): void {
    this.#held.push({ order, from, parsed, decision: this.#decide(parsed) });
    this.#characters += parsed.body.length;
  }

  /** Appends what was accepted. When it returns, that is durable and everything held so far is final. */
  async settle(): Promise<Settled> {
    for (let attempt = 1; !(await this.#append()); attempt += 1) {
      if (attempt === BATCH_ATTEMPTS_MAX) this.#giveUp();
      await this.#desk.catchUp(this.ledger.county);
      this.ledger.drop();
      for (const held of this.#held) held.decision = this.#decide(held.parsed);
    }
    const settled = settledOf(this.#held);
    this.#held = [];
    this.#characters = 0;
    return settled;
  }

  #decide(parsed: ParsedRecord): Decision {
    if (parsed.recorded !== null && !this.#rights.isRecordedHonoured) {
      return rejectionOf(parsed.record.id, 'INVALID_FIELD', {
        path: 'recorded',
        problem: 'is taken from the local ingest command only: leave it out.',
      });
    }
    return decide(this.ledger, parsed, this.#rights.clock(), this.#rights.scope);
  }

  /** Whether the log took the entries, or there are none and nobody else has added any. */
  async #append(): Promise<boolean> {
    const entries = this.ledger.undecided();
    if (entries.length === 0) return !this.ledger.isBehind();
    const { county, committedSize } = this.ledger;
    const outcome = await this.#desk.log.append(county, committedSize, entries);
    if (outcome.kind === 'sizeDiffers') return false;
    this.ledger.commit();
    return true;
  }

  #giveUp(): never {
    throw new Error(
      `The ledger of county ${this.ledger.county} was changed by others ${String(BATCH_ATTEMPTS_MAX)} times while the same records were being added: run the same input again when they are done.`,
    );
  }
}

function settledOf(held: readonly HeldLine[]): Settled {
  const rejections: SettledRejection[] = [];
  let accepted = 0;
  let duplicates = 0;
  for (const { order, from, decision } of held) {
    switch (decision.kind) {
      case 'accepted':
        accepted += 1;
        break;
      case 'duplicate':
        duplicates += 1;
        break;
      case 'rejection': {
        const { id, code, message } = decision;
        const { file, line } = from;
        rejections.push({ order, rejected: { file, line, id, code, message } });
        break;
      }
    }
  }
  return { accepted, duplicates, rejections };
}
