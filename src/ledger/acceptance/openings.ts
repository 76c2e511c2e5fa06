import { TYPE_CODE, typeOfCode } from '../../../events/registry.js';
import type { RecordType } from '../../../events/registry.js';
import type { NumberReader, NumberWriter } from './number-stream.js';

export type OpeningOrClosingType =
  'CaseOpened' | 'CaseReopened' | 'CaseTransferredIn' | 'CaseClosed' | 'CaseTransferredOut';

/** A correction chain of such records. A replacement has its type and its place, so it changes nothing here. */
interface Chain {
  readonly root: number;
  readonly type: OpeningOrClosingType;
  isVoided: boolean;
}

/** Whether records of the type open or close a case. */
export function isOpeningOrClosing(type: RecordType): type is OpeningOrClosingType {
  return (
    type === 'CaseOpened' ||
    type === 'CaseReopened' ||
    type === 'CaseTransferredIn' ||
    type === 'CaseClosed' ||
    type === 'CaseTransferredOut'
  );
}

/** Whether records of the type enter a case into the ledger. */
export function isEntryOfCase(type: RecordType): type is 'CaseOpened' | 'CaseTransferredIn' {
  return type === 'CaseOpened' || type === 'CaseTransferredIn';
}

/** What opened and closed one case, by order of recording. Changed in place. */
export class Openings {
  /** By root. The last one is never voided: nothing brings a voided chain back. */
  #chains: Chain[] = [];
  /** Roots of the standing `CaseOpened` and `CaseTransferredIn`, ascending. */
  #standingEntries: number[] = [];

  /** What was saved. */
  static restored(from: NumberReader): Openings {
    const openings = new Openings();
    for (let left = from.natural(); left > 0; left -= 1) {
      const root = from.natural();
      const type = typeOfCode(from.natural());
      if (!isOpeningOrClosing(type)) throw new RangeError(`${type} opens and closes no case.`);
      openings.#chains = added(openings.#chains, { root, type, isVoided: from.natural() === 1 });
    }
    const { numbers } = from.list();
    openings.#standingEntries = numbers;
    return openings;
  }

  save(to: NumberWriter): void {
    to.put(this.#chains.length);
    for (const { root, type, isVoided } of this.#chains) {
      to.put(root);
      to.put(TYPE_CODE[type]);
      to.put(isVoided ? 1 : 0);
    }
    to.putList(this.#standingEntries, this.#standingEntries.length);
  }

  /**
   * Root of the standing `CaseOpened` or `CaseTransferredIn` because of which the case cannot be entered
   * again; 0 if none stands, or if the last standing record that opened or closed it is a
   * `CaseTransferredOut`.
   */
  enteredBy(): number {
    if (this.#chains.at(-1)?.type === 'CaseTransferredOut') return 0;
    return this.#standingEntries.at(-1) ?? 0;
  }

  /** A record that corrects nothing, at its position. */
  enter(type: OpeningOrClosingType, root: number): void {
    this.#chains = added(this.#chains, { root, type, isVoided: false });
    if (isEntryOfCase(type)) this.#standingEntries = added(this.#standingEntries, root);
  }

  /** The chain that begins at `root` is voided. */
  void(root: number): void {
    const chain = this.#chainAt(root);
    chain.isVoided = true;
    if (isEntryOfCase(chain.type)) {
      this.#standingEntries.splice(this.#standingEntries.lastIndexOf(root), 1);
    }
    while (this.#chains.at(-1)?.isVoided === true) this.#chains.pop();
  }

  #chainAt(root: number): Chain {
    let low = 0;
    let high = this.#chains.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const chain = this.#chains[middle];
      if (chain === undefined) break;
      if (chain.root === root) return chain;
      if (chain.root < root) low = middle + 1;
      else high = middle - 1;
    }
    throw new Error(
      `The record at position ${String(root)} opened or closed no case, or was voided before: the ledger's records do not fit together. Run plumbline check.`,
    );
  }
}

/** A few stand in a list that has room for no more: one that grows has room for sixteen, in each of a county's cases. */
const FEW = 8;

function added<Item>(list: Item[], item: Item): Item[] {
  if (list.length < FEW) return [...list, item];
  list.push(item);
  return list;
}
