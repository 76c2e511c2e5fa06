import type { County } from '../../../events/values/county.js';
import type { OnCopied } from '../../ports/safekeeping.js';
import { ledgerBytes } from './ledger-path.js';

/** How far the copying of ledgers is, by the bytes of their files: some are a thousand times as large as others. */
export class CopiedBytes {
  readonly #bytes: ReadonlyMap<County, number>;
  readonly #total: number;
  readonly #onCopied: OnCopied;
  #done = 0;

  /** @param folder - the data folder or the backup that they are copied from */
  constructor(folder: string, counties: readonly County[], onCopied: OnCopied) {
    this.#bytes = new Map(counties.map((county) => [county, ledgerBytes(folder, county)]));
    this.#total = [...this.#bytes.values()].reduce((sum, each) => sum + each, 0);
    this.#onCopied = onCopied;
  }

  /** Half of what is to be done for a county is done: it is copied, or read back. */
  half(county: County): void {
    this.#done += (this.#bytes.get(county) ?? 0) / 2;
    this.#onCopied(county, this.#done, this.#total);
  }
}
