import { CaseState } from './case-state.js';
import { NumberWriter } from './number-stream.js';
import { PackedCases } from './packed-cases.js';
import { RecentlyUsed } from './recently-used.js';
import type { IdSource } from './taken-ids.js';

/** What a case at hand costs besides its ids, in ids. */
const CASE_WEIGHT = 12;

/** Cases that weigh so many ids are objects, some 60 bytes an id; those that were not used lately are packed. */
const OBJECTS_MAX = 2_000_000;

/**
 * The cases of one ledger that acceptance remembers: those used lately as objects, others as numbers outside the heap, and
 * whatever passes the bound is let go of, for the store has it. An object of a case costs several times its numbers, and
 * the collector goes through all there are: of 400,000 cases that is a gigabyte and more, packed a third of one. What they
 * have forgotten is outside the heap either way, and stays where it is.
 */
export class CasesAtHand {
  readonly #referencesMax: number;
  readonly #objectsMax: number;
  readonly #source: IdSource;
  readonly #objects = new RecentlyUsed<CaseState>((each) => CASE_WEIGHT + each.weight());
  #young = packedCases();
  /** Packed before those: they go when the young ones weigh half of what is allowed. */
  #old = packedCases();
  readonly #writer = new NumberWriter();
  /** Cases that remember more than is asked for, to let go of it once their records are committed. */
  readonly #long = new Set<CaseState>();

  /** @param referencesMax - how many ids are remembered at most. @param source - says what forgotten ids were */
  constructor(referencesMax: number, source: IdSource, objectsMax = OBJECTS_MAX) {
    this.#referencesMax = referencesMax;
    this.#objectsMax = Math.min(objectsMax, referencesMax / 4);
    this.#source = source;
  }

  /** What it remembers, in ids. */
  get weight(): number {
    return this.#objects.weight + this.#young.weight + this.#old.weight;
  }

  /** Whether it remembers so much that `age` lets go of something. */
  get isAgeing(): boolean {
    return this.#areManyPacked || this.#objects.isAgeing(this.#referencesMax);
  }

  /** The case, undefined if it is not remembered. It may be changed until the next `ease` or `age`. */
  get(id: string): CaseState | undefined {
    const found = this.#objects.get(id);
    if (found !== undefined) return found;
    const numbers = this.#young.take(id) ?? this.#old.take(id);
    return numbers === null ? undefined : this.add(id, CaseState.restored(numbers, this.#source));
  }

  /** Remembers a case that it does not, and answers it. */
  add(id: string, state: CaseState): CaseState {
    this.#objects.set(id, state);
    return state;
  }

  /** A case that was got from here has followed a record. */
  evolved(state: CaseState): void {
    this.#objects.grew(state.growth());
    if (state.isLong) this.#long.add(state);
  }

  /**
   * Lets cases go of what is rarely asked for, and packs those that were not used lately. The first `committedSize` records
   * are in the store, others may be on their way.
   */
  ease(committedSize: number): void {
    for (const each of this.#long) {
      if (each.isLong && !each.letGo(committedSize)) continue;
      this.#objects.grew(each.growth());
      this.#long.delete(each);
    }
    for (const [id, state] of this.#objects.age(this.#objectsMax) ?? []) this.#pack(id, state);
  }

  /** Lets go of cases where they are too many. All their records must be in the store. */
  age(): void {
    if (this.#areManyPacked) {
      for (const numbers of this.#old.all()) CaseState.letGoOf(numbers, this.#source);
      this.#old = this.#young;
      this.#young = packedCases();
    }
    for (const state of this.#objects.age(this.#referencesMax)?.values() ?? []) {
      state.end();
      this.#long.delete(state);
    }
  }

  clear(): void {
    this.#objects.clear();
    this.#young.clear();
    this.#old.clear();
    this.#long.clear();
    this.#source.heads.clear();
  }

  get #areManyPacked(): boolean {
    return this.#young.weight * 2 > this.#referencesMax;
  }

  #pack(id: string, state: CaseState): void {
    this.#writer.clear();
    state.save(this.#writer);
    if (this.#young.put(id, this.#writer.written)) this.#long.delete(state);
    else this.#objects.set(id, state);
  }
}

function packedCases(): PackedCases {
  return new PackedCases((numbers) => CaseState.headsOf(numbers));
}
