import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { STRETCH_POSITIONS } from './id-runs.js';
import { IdTable, TABLE_POSITIONS } from './id-table.js';

/** The room of a first table, ids; it is made twice as large whenever it is full. */
const ROOM_MIN = 2 ** 10;

/** Where the shared numbers stand: up to which position ids were added, and how many tables were made since they are lent. */
const LOADED_TO = 0;
const TABLES_MADE = 1;

/** What another thread is given, so that it adds to the tables from then on. */
export interface LentTables {
  readonly numbers: SharedArrayBuffer;
  /** By place: a table's memory, null where no id was added. */
  readonly tables: readonly (SharedArrayBuffer | null)[];
  /** On which it tells of tables that it makes. */
  readonly port: MessagePort;
}

/** A table that was made in another thread. */
interface MadeTable {
  readonly place: number;
  readonly buffer: SharedArrayBuffer;
}

/**
 * In which stretches of a ledger an id may be: a table for each `TABLE_POSITIONS` positions, of which all but the last
 * are full. They can be lent to another thread, which then adds to them, while this one goes on looking into the same
 * memory.
 */
export class IdTables {
  readonly #numbers: Uint32Array<SharedArrayBuffer>;
  readonly #tables: (IdTable | null)[];
  #port: MessagePort | null;
  #isLent = false;
  #tablesSeen = 0;
  /** Places of tables that the other thread is to be told of once they are filled. */
  readonly #untold = new Set<number>();

  private constructor(
    numbers: SharedArrayBuffer,
    tables: readonly (SharedArrayBuffer | null)[],
    port: MessagePort | null,
  ) {
    this.#numbers = new Uint32Array(numbers);
    this.#tables = tables.map((buffer) => (buffer === null ? null : new IdTable(buffer)));
    this.#port = port;
  }

  static empty(): IdTables {
    return new IdTables(new SharedArrayBuffer(2 * Uint32Array.BYTES_PER_ELEMENT), [], null);
  }

  /** The tables that another thread lends to this one. */
  static taken({ numbers, tables, port }: LentTables): IdTables {
    return new IdTables(numbers, tables, port);
  }

  /** Lends them to another thread: nothing may be added here until they are taken back. */
  lend(): LentTables {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#isLent = true;
    this.#tablesSeen = 0;
    Atomics.store(this.#numbers, TABLES_MADE, 0);
    const tables = this.#tables.map((table) => table?.buffer ?? null);
    return { numbers: this.#numbers.buffer, tables, port: port2 };
  }

  get isLent(): boolean {
    return this.#isLent;
  }

  /** The thread that they were lent to has ended. */
  takeBack(): void {
    this.#receive();
    this.#isLent = false;
    this.#port?.close();
    this.#port = null;
  }

  /** Nobody goes by them any more: whoever adds to them has others from now on, or nobody adds. */
  leave(): void {
    if (!this.#isLent) Atomics.store(this.#numbers, LOADED_TO, 0);
    this.#port?.close();
    this.#port = null;
  }

  /** The position up to which ids were added. Those behind the ledger's size need not stay. */
  get loadedTo(): number {
    return Atomics.load(this.#numbers, LOADED_TO);
  }

  /** All ids up to a position have been added, and the other thread may go by the tables as they are now. */
  advanceTo(position: number): void {
    for (const place of this.#untold) {
      const buffer = this.#tables[place]?.buffer;
      if (buffer === undefined || this.#port === null) continue;
      const made: MadeTable = { place, buffer };
      this.#port.postMessage(made);
      Atomics.add(this.#numbers, TABLES_MADE, 1);
    }
    this.#untold.clear();
    Atomics.store(this.#numbers, LOADED_TO, position);
  }

  /**
   * Makes room for the ids behind `loadedTo` up to a position. Where a table was too small, there is an empty one in its
   * place: answers its first position, from which on ids are to be added anew; null where all stay.
   *
   * @param isAtRest - nothing is about to follow, so that the room need not be larger
   */
  makeRoom(last: number, isAtRest: boolean): number | null {
    if (last === 0) return null;
    const lastPlace = placeOf(last);
    const positions = last - lastPlace * TABLE_POSITIONS;
    while (this.#tables.length < lastPlace) this.#tables.push(null);
    let emptied: number | null = null;
    // Behind the place of `loadedTo`, a run may be longer than a table.
    for (let place = placeOf(Math.max(1, this.loadedTo)); place < lastPlace; place += 1) {
      if (this.#makeTable(place, TABLE_POSITIONS)) emptied ??= place * TABLE_POSITIONS + 1;
    }
    const room = lastPlace > 0 ? TABLE_POSITIONS : roomFor(positions, isAtRest);
    if ((this.#tables[lastPlace]?.room ?? 0) >= positions) return emptied;
    if (this.#makeTable(lastPlace, room)) emptied ??= lastPlace * TABLE_POSITIONS + 1;
    return emptied;
  }

  /** Adds an id by its hash; there must be room for its position. */
  add(hash: number, position: number): void {
    const table = this.#tables[placeOf(position)];
    if (table === null || table === undefined) {
      throw new RangeError(`There is no room for the id at position ${String(position)}.`);
    }
    table.add(hash, Math.floor(((position - 1) % TABLE_POSITIONS) / STRETCH_POSITIONS));
  }

  /** False if no id with this hash was added. */
  mayHave(hash: number): boolean {
    this.#receive();
    const tables = this.#tables;
    for (let place = tables.length - 1; place >= 0; place -= 1) {
      if (tables[place]?.mayHave(hash) === true) return true;
    }
    return false;
  }

  /** The first positions of the stretches in which there may be an id with this hash, the latest first. */
  stretches(hash: number): readonly number[] {
    this.#receive();
    const firsts: number[] = [];
    this.#tables.forEach((table, place) => {
      const stretches: number[] = [];
      table?.find(hash, stretches);
      for (const stretch of stretches) {
        firsts.push(place * TABLE_POSITIONS + stretch * STRETCH_POSITIONS + 1);
      }
    });
    return firsts.sort((one, other) => other - one);
  }

  /** Answers whether another was there, which had too little room. */
  #makeTable(place: number, room: number): boolean {
    const before = this.#tables[place];
    if (before !== null && before !== undefined && before.room >= room) return false;
    this.#tables[place] = IdTable.withRoomFor(room);
    this.#untold.add(place);
    return before !== null && before !== undefined;
  }

  /** Takes the tables that the thread which adds has made, before it is asked for what is in them. */
  #receive(): void {
    if (!this.#isLent || Atomics.load(this.#numbers, TABLES_MADE) === this.#tablesSeen) return;
    if (this.#port === null) return;
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return;
      // Nothing else is told on this port.
      const { place, buffer } = received.message as MadeTable;
      while (this.#tables.length < place) this.#tables.push(null);
      this.#tables[place] = new IdTable(buffer);
      this.#tablesSeen += 1;
    }
  }
}

function placeOf(position: number): number {
  return Math.floor((position - 1) / TABLE_POSITIONS);
}

function roomFor(positions: number, isAtRest: boolean): number {
  if (isAtRest) return Math.min(positions + Math.floor(positions / 8) + 1, TABLE_POSITIONS);
  let room = ROOM_MIN;
  while (room < positions) room *= 2;
  return room;
}
