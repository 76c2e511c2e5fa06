import type { County } from '../../events/values/county.js';
import type { CountyStream } from '../../projections/seal/county-note.js';
import type { ActLog, StoredAct } from '../ports/act-log.js';
import type { AppendOutcome } from '../ports/event-log.js';
import type { Notary } from './notary.js';

/**
 * A county's acts of a kind, compared with what was signed whenever they are read; with every act that is added a
 * signed note is made.
 */
export class SealedActs implements ActLog {
  readonly #acts: ActLog;
  readonly #stream: CountyStream;
  readonly #notary: Notary;

  constructor(acts: ActLog, stream: CountyStream, notary: Notary) {
    this.#acts = acts;
    this.#stream = stream;
    this.#notary = notary;
  }

  /** @throws LedgerContradicted */
  async read(county: County): Promise<readonly StoredAct[]> {
    const acts = await this.#acts.read(county);
    this.#notary.compareActs(county, this.#stream, acts);
    return acts;
  }

  async append(county: County, expectedSize: number, body: string): Promise<AppendOutcome> {
    const before = await this.read(county);
    if (before.length !== expectedSize) return { kind: 'sizeDiffers', size: before.length };
    const note = await this.#notary.prepare(county, this.#stream, before, body);
    const outcome = await this.#acts.append(county, expectedSize, body);
    if (outcome.kind !== 'appended') {
      await note.drop();
      return outcome;
    }
    await note.keep();
    await this.#notary.anchorWithActs(county);
    return outcome;
  }

  counties(): Promise<readonly County[]> {
    return this.#acts.counties();
  }
}
