import { rejectionOf } from '../../events/rejections.js';
import type { Rejection, RejectionCode } from '../../events/rejections.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { parseLine } from '../../events/wire/parse.js';
import type { ClaimedRecord } from '../../events/wire/parse.js';
import { decide } from './acceptance/decide.js';
import type { RecordDecision } from './acceptance/decide.js';
import type { LedgerState } from './acceptance/ledger-state.js';
import { BATCH_ATTEMPTS_MAX, PartsAmongOthers } from './parts-among-others.js';
import { PackedRecord } from './parsing/packed-lines.js';
import type { BodyBytes } from '../../projections/seal/leaf.js';
import type { AppendOutcome, LedgerEntry } from '../ports/event-log.js';
import type { BatchMax, BulkAppender, LedgerWriter, Rights } from '../ports/ledger-writer.js';

/** Most records that are held undecided for one county: one transaction of the store. */
export const BATCH_RECORDS_MAX = 4_000;

/** Most characters of their bodies. */
export const BATCH_CHARACTERS_MAX = 4 * 1024 * 1024;

/** What goes into one append where the writer has no bounds of its own. */
export const TRANSACTION_MAX: BatchMax = {
  records: BATCH_RECORDS_MAX,
  characters: BATCH_CHARACTERS_MAX,
};

/** The same of a long input: each append writes some tables anew, however much is added to them. */
const BULK_MAX: BatchMax = { records: 16_000, characters: 8 * 1024 * 1024 };

/** So many appends of a long input are under way while the next lines are decided: neither side waits for every batch of the other. */
const BATCHES_AHEAD = 2;

/** Others changed the ledger each time that the same records were about to be appended; what was before them may be in it. */
export class LedgerContended extends Error {
  override readonly name = 'LedgerContended';
  readonly county: County;
  /** The size that the ledger had when it was given up. */
  readonly size: number;

  constructor(county: County, size: number) {
    super(
      `The ledger of county ${county} was changed by others ${String(BATCH_ATTEMPTS_MAX)} times while the same records were being added: run the same input again when they are done.`,
    );
    this.county = county;
    this.size = size;
  }
}

/** One line of input and what the parser made of it. */
export interface ParsedLine {
  /** Name of the file, as the sender gave it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly result: ClaimedRecord | Rejection;
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

const NOTHING_SETTLED: Settled = Object.freeze({ accepted: 0, duplicates: 0, rejections: [] });

/** What became of a line, without what became of its record. */
type LineDecision = Exclude<RecordDecision, { kind: 'accepted' }> | { readonly kind: 'accepted' };

const ACCEPTED: LineDecision = Object.freeze({ kind: 'accepted' });

interface Leaving {
  readonly lines: readonly HeldLine[];
  readonly characters: number;
  readonly outcome: Promise<AppendOutcome>;
}

/**
 * A line that is not final. Of its record it keeps the body alone, from which it is parsed again where it must be decided
 * anew: thousands of lines are held at a time, and what they hold is what the garbage collector has to copy.
 */
interface HeldLine {
  readonly order: number;
  readonly file: string;
  readonly line: number;
  readonly body: string | BodyBytes;
  readonly recorded: Instant | null;
  decision: LineDecision;
}

/**
 * The lines of one county that are decided but not appended yet. What was decided, rejections
 * included, is final only when the entries among it are in the log at the expected size; where the
 * log has grown by others' records meanwhile, all of it is decided anew.
 */
export class CountyBatch {
  readonly ledger: LedgerState;
  readonly #writer: LedgerWriter;
  readonly #rights: Rights;
  readonly #bulk: BulkAppender | null;
  #held: HeldLine[] = [];
  #characters = 0;
  /** The lines in front of those held, batch by batch, while their entries are being appended. */
  #leaving: readonly Leaving[] = [];

  /** @param bulk - appends while the next lines are decided; null: nothing is decided meanwhile */
  constructor(
    ledger: LedgerState,
    writer: LedgerWriter,
    rights: Rights,
    bulk: BulkAppender | null = null,
  ) {
    this.ledger = ledger;
    this.#writer = writer;
    this.#rights = rights;
    this.#bulk = bulk;
  }

  /** The place in the input of the first line that is not final, null if there is none. */
  get firstOrder(): number | null {
    return (this.#leaving[0]?.lines ?? this.#held)[0]?.order ?? null;
  }

  /** Characters of the bodies that it holds, those being appended included. */
  get characters(): number {
    let sum = this.#characters;
    for (const { characters } of this.#leaving) sum += characters;
    return sum;
  }

  get isFull(): boolean {
    const usual = this.#bulk === null ? TRANSACTION_MAX : BULK_MAX;
    const { records, characters, bytes } = this.#writer.batchMax ?? usual;
    return this.#held.length >= records || this.#characters >= (bytes ?? characters);
  }

  /** Decides a line; `order` is its place in the whole input. */
  add(order: number, from: ParsedLine, parsed: ClaimedRecord): void {
    const { file, line } = from;
    const { recorded } = parsed;
    const decision = decideWith(this.#rights, this.ledger, parsed);
    const body = parsed instanceof PackedRecord ? parsed.bodyBytes : parsed.body;
    this.#held.push({ order, file, line, body, recorded, decision: withoutEntry(decision) });
    this.#characters += lengthOf(parsed, this.#writer.batchMax);
  }

  /**
   * Appends what was accepted, or begins to: what is final when it returns is told, and may be less than was held. At most
   * `BATCHES_AHEAD` appends are under way at a time, so that never more than one batch besides is held.
   */
  async advance(): Promise<Settled> {
    if (this.#bulk === null || this.ledger.isAgeing) return this.settle();
    const settled = await this.#arrived(BATCHES_AHEAD - 1);
    if (!this.ledger.hasStaying) return together(settled, await this.settle());
    const entries = this.ledger.leave();
    const outcome = this.#appendBehind(this.ledger.size - entries.length, entries);
    // It is looked at when it is waited for: by a batch behind it, or before what was read is reported.
    outcome.catch(() => undefined);
    const leaving = { lines: this.#held, characters: this.#characters, outcome };
    this.#leaving = [...this.#leaving, leaving];
    this.#held = [];
    this.#characters = 0;
    return settled;
  }

  /**
   * Appends entries once the batch in front of them is in: what others added meanwhile might be as many records as it has,
   * and then the size alone would let them in behind something that they were not decided on.
   */
  async #appendBehind(
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const before = await this.#leaving.at(-1)?.outcome;
    if (before?.kind === 'sizeDiffers') return before;
    if (this.#bulk === null) throw new Error('There is nobody to append while more is decided.');
    return this.#bulk.append(this.ledger.county, expectedSize, entries);
  }

  /**
   * Appends what was accepted. When it returns, that is durable and everything held so far is final.
   * Throws `LedgerContended` where others change the ledger at every attempt.
   */
  async settle(): Promise<Settled> {
    const before = await this.#arrived(0);
    return this.#held.length === 0 ? before : together(before, await this.#settleHeld());
  }

  /**
   * Waits until no more than so many appends are under way. Where one failed because of others, its lines and all behind
   * them are held again, and decided anew.
   */
  async #arrived(underWay: number): Promise<Settled> {
    let settled = NOTHING_SETTLED;
    while (this.#leaving.length > underWay) {
      const [first, ...others] = this.#leaving;
      if (first === undefined) break;
      const { kind } = await first.outcome;
      if (kind !== 'appended' || !this.ledger.arrive()) {
        return together(settled, await this.#begunAnew());
      }
      this.#leaving = others;
      settled = together(settled, settledOf(first.lines));
    }
    return settled;
  }

  async #begunAnew(): Promise<Settled> {
    let settled = NOTHING_SETTLED;
    const held: HeldLine[] = [];
    for (const { lines, characters, outcome } of this.#leaving) {
      const { kind } = await outcome;
      if (kind === 'appended') settled = together(settled, settledOf(lines));
      else {
        for (const line of lines) held.push(line);
        this.#characters += characters;
      }
    }
    this.#leaving = [];
    this.#held = [...held, ...this.#held];
    await this.#writer.catchUp(this.ledger.county);
    this.ledger.drop();
    this.#decideFirst(this.#held.length);
    return together(settled, await this.#settleHeld());
  }

  /** Appends what is held and decided; what others do not let through as a whole, in parts. */
  async #settleHeld(): Promise<Settled> {
    let settled = NOTHING_SETTLED;
    const parts = new PartsAmongOthers(this.#held.length);
    while (this.#held.length > 0) {
      const { county } = this.ledger;
      if (await this.#append(parts.isTriedAgain)) {
        settled = together(settled, settledOf(this.#held.slice(0, parts.count)));
        this.#held = this.#held.slice(parts.count);
        parts.appended(this.#held.length);
      } else {
        if (!parts.refused()) throw await contended(this.#writer, county);
        await this.#writer.catchUp(county);
        this.ledger.drop();
      }
      this.#decideFirst(parts.count);
    }
    this.#characters = 0;
    return settled;
  }

  #decideFirst(count: number): void {
    for (const held of this.#held.slice(0, count)) {
      held.decision = withoutEntry(decideWith(this.#rights, this.ledger, parsedAgain(held)));
    }
  }

  #append(isLevel: boolean): Promise<boolean> {
    return appendUndecided(this.#writer, this.ledger, isLevel, this.#bulk ?? this.#writer.log);
  }
}

/** The error for records that `BATCH_ATTEMPTS_MAX` attempts did not bring in. */
export async function contended(writer: LedgerWriter, county: County): Promise<LedgerContended> {
  return new LedgerContended(county, await writer.log.size(county));
}

/** Decides one parsed record by what its sender may do. */
export function decideWith(
  rights: Rights,
  ledger: LedgerState,
  parsed: ClaimedRecord,
): RecordDecision {
  if (parsed.recorded !== null && !rights.isRecordedHonoured) {
    return rejectionOf(parsed.claims.id, 'INVALID_FIELD', {
      path: 'recorded',
      problem: 'is taken from the local ingest command only: leave it out.',
    });
  }
  return decide(ledger, parsed, rights.clock(), rights.scope);
}

/**
 * Whether the log took the entries, or there are none and nobody else has added any. `isLevel`: the writer
 * has just caught up, so that it need not be asked whether it is level.
 */
export async function appendUndecided(
  writer: LedgerWriter,
  ledger: LedgerState,
  isLevel: boolean,
  log: Pick<BulkAppender, 'append'> = writer.log,
): Promise<boolean> {
  const entries = ledger.undecided();
  const { county, committedSize } = ledger;
  if (entries.length === 0) {
    if (ledger.isBehind()) return false;
    return isLevel || writer.isLevel === undefined || (await writer.isLevel(county));
  }
  const outcome = await log.append(county, committedSize, entries);
  if (outcome.kind === 'sizeDiffers') return false;
  ledger.commit();
  return true;
}

/** How long a body is: in bytes where the writer counts these or it is bytes, else in characters. */
function lengthOf(parsed: ClaimedRecord, batchMax: BatchMax | undefined): number {
  if (parsed instanceof PackedRecord) return parsed.bodyBytes.end - parsed.bodyBytes.start;
  return batchMax?.bytes === undefined ? parsed.body.length : Buffer.byteLength(parsed.body);
}

function parsedAgain({ body, recorded }: HeldLine): ClaimedRecord {
  const text = typeof body === 'string' ? body : body.bytes.toString('utf8', body.start, body.end);
  const again = parseLine(text, 'live');
  if (again.kind === 'record') return { ...again, recorded };
  throw new Error(`A record that was parsed is none when it is parsed again: ${again.message}`);
}

function withoutEntry(decision: RecordDecision): LineDecision {
  return decision.kind === 'accepted' ? ACCEPTED : decision;
}

function together(one: Settled, other: Settled): Settled {
  return {
    accepted: one.accepted + other.accepted,
    duplicates: one.duplicates + other.duplicates,
    rejections: [...one.rejections, ...other.rejections],
  };
}

function settledOf(held: readonly HeldLine[]): Settled {
  const rejections: SettledRejection[] = [];
  let accepted = 0;
  let duplicates = 0;
  for (const { order, file, line, decision } of held) {
    switch (decision.kind) {
      case 'accepted':
        accepted += 1;
        break;
      case 'duplicate':
        duplicates += 1;
        break;
      case 'rejection': {
        const { id, code, message } = decision;
        rejections.push({ order, rejected: { file, line, id, code, message } });
        break;
      }
    }
  }
  return { accepted, duplicates, rejections };
}
