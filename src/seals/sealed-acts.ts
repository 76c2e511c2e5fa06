import { isCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { CountyStream } from '../../projections/seal/county-note.js';
import type { ActLog, ActsOf, StoredAct } from '../ports/act-log.js';
import type { AppendOutcome } from '../ports/event-log.js';
import type { ActNote, Notary } from './notary.js';

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
  async read(of: ActsOf): Promise<readonly StoredAct[]> {
    const anchors = this.#notary.anchors(countyOf(of));
    const acts = await this.#acts.read(of);
    this.#notary.compareActs(countyOf(of), this.#stream, acts, anchors);
    return acts;
  }

  append(of: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome> {
    return this.appendAll(of, expectedSize, [body]);
  }

  async appendAll(
    of: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> {
    const county = countyOf(of);
    const acts = [...(await this.read(county))];
    if (acts.length !== expectedSize) return { kind: 'sizeDiffers', size: acts.length };
    const notes: ActNote[] = [];
    for (const body of bodies) {
      notes.push(await this.#notary.prepare(county, this.#stream, acts, body));
      acts.push({ number: acts.length + 1, body });
    }
    const outcome = await this.#acts.appendAll(county, expectedSize, bodies);
    const isAppended = outcome.kind === 'appended';
    for (const { prepared } of notes) await (isAppended ? prepared.keep() : prepared.drop());
    const last = notes.at(-1);
    if (isAppended && last !== undefined) await this.#notary.anchorOfAct(county, last);
    return outcome;
  }

  counties(): Promise<readonly County[]> {
    return this.#acts.counties();
  }
}

/** The streams of a county are of no other. */
function countyOf(of: ActsOf): County {
  if (isCounty(of)) return of;
  throw new RangeError(`A county's acts were asked for, and not those of ${of}.`);
}
