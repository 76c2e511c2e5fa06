import { CoverOfOthers } from '../../projections/seal/inclusion-of-many.js';
import { leafText } from '../../projections/seal/leaf.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { ROW, idOf } from '../ports/ledger-rows.js';
import { PositionIds } from './position-ids.js';
import { instantOfMs } from '../../events/values/instant.js';

/** Which records go into a package. */
export interface EvidenceAsked {
  readonly asOf: number;
  /** By subject number, 1 for those whose records are taken. */
  readonly isNeeded: Uint8Array;
  /** Sizes of the ledger at which earlier versions were made: their roots are to be provable. */
  readonly earlierSizes: readonly number[];
}

/** The records of a package with one proof for all of them. */
export class RecordEvidence {
  readonly ids: PositionIds;
  readonly #file: LedgerReader;
  readonly #asked: EvidenceAsked;
  readonly #cover: CoverOfOthers;
  #count = 0;

  constructor(file: LedgerReader, asked: EvidenceAsked) {
    this.#file = file;
    this.#asked = asked;
    this.#cover = new CoverOfOthers(file.subtrees(), asked.earlierSizes);
    this.ids = new PositionIds(asked.asOf);
  }

  /** The number of records that were taken. */
  get count(): number {
    return this.#count;
  }

  /**
   * The leaf texts of the records in order of position, each ended by a newline, in pages. Read
   * once, to the end; the ids and the proofs are known afterwards.
   */
  *pages(onRecords: OnRecords): Generator<string> {
    const { asOf, isNeeded } = this.#asked;
    for (const rows of this.#file.scan(1, asOf)) {
      let page = '';
      for (const row of rows) {
        if (isNeeded[row[ROW.subject]] !== 1) continue;
        const position = row[ROW.position];
        const body = row[ROW.body];
        page += `${leafText(position, body, instantOfMs(row[ROW.recorded]))}\n`;
        this.ids.set(position, idOf(body));
        this.#cover.show(position - 1);
        this.#count += 1;
      }
      onRecords(rows.at(-1)?.[ROW.position] ?? 0, asOf);
      if (page !== '') yield page;
    }
  }

  /** proofs.json: the hashes of the complete subtrees that stand for all other records, in order. */
  *proofs(root: string): Generator<string> {
    const { asOf } = this.#asked;
    yield `{"size":${String(asOf)},"root":"${root}","records":${String(this.#count)},"subtrees":[`;
    let separator = '\n';
    for (const { level, hash } of this.#cover.finish(asOf)) {
      yield `${separator}[${String(level)},"${Buffer.from(hash).toString('hex')}"]`;
      separator = ',\n';
    }
    yield '\n]}\n';
  }
}
