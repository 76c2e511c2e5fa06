import type { LedgerReader } from '../ports/ledger-reader.js';

/** The ids of records by their positions; one that many rows name is looked up once. */
export class RecordIds {
  readonly #file: LedgerReader;
  readonly #known = new Map<number, string>();

  constructor(file: LedgerReader) {
    this.#file = file;
  }

  /** The ids in the order of the positions. */
  at(positions: readonly number[]): readonly string[] {
    return positions.map((position) => {
      const known = this.#known.get(position);
      if (known !== undefined) return known;
      const { id } = this.#file.row(position);
      this.#known.set(position, id);
      return id;
    });
  }
}
