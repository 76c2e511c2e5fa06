import type { County } from '../../events/values/county.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import type { Notes } from '../ports/notes.js';
import type { Notary } from './notary.js';

/** Ledgers that are compared with their anchors when they are first opened. */
export class SealedLedgers implements LedgerReaders {
  readonly #ledgers: LedgerReaders;
  readonly #notes: Notes;
  readonly #notary: Notary;
  readonly #compared = new Set<County>();

  constructor(ledgers: LedgerReaders, notes: Notes, notary: Notary) {
    this.#ledgers = ledgers;
    this.#notes = notes;
    this.#notary = notary;
  }

  /** Those with a ledger, and those whose ledger is gone: whoever asks for it is told. */
  counties(): readonly County[] {
    return [...new Set([...this.#ledgers.counties(), ...this.#notes.counties()])].sort();
  }

  /** @throws LedgerContradicted where it is not what was signed */
  ledger(county: County): LedgerReader | null {
    if (this.#compared.has(county)) return this.#ledgers.ledger(county);
    const anchors = this.#notary.anchors(county);
    const ledger = this.#ledgers.ledger(county);
    this.#notary.compareLedger(county, ledger, anchors);
    if (ledger !== null) this.#compared.add(county);
    return ledger;
  }
}
