import { claimsOf } from '../../../events/claims.js';
import type { Claims } from '../../../events/claims.js';
import type { LedgerRecord } from '../../../events/record.js';
import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import type { AcceptedRecords, FoundRecord } from '../../ports/accepted-records.js';
import { CaseState } from './case-state.js';
import type { Change } from './change.js';
import { CasesAtHand } from './cases-at-hand.js';
import { NumberPieces } from './number-pieces.js';
import { RecentlyUsed } from './recently-used.js';
import type { IdSource } from './taken-ids.js';
import { UndecidedEntries } from './undecided-entries.js';

/**
 * How many ids of cases (orders, collections, distributions...) one ledger's state remembers at most, 40 to 90 bytes
 * each; three that are forgotten but for a hash and their numbers count as one, or six that are without these.
 */
export const REFERENCES_MAX = 4_000_000;

/**
 * The same for a process that takes a long input in and ends. A bound that a
 * whole caseload passes makes every month read every case again from the file, at a quarter of the speed.
 */
export const REFERENCES_OF_BULK_MAX = 40_000_000;

/** What a list of corrections costs besides its entries, in ids. */
const LIST_WEIGHT = 8;

/**
 * One county's ledger as acceptance sees it: the records committed to the store and, after them,
 * those accepted but not committed yet. Of the committed ones it remembers the cases in use
 * and asks `AcceptedRecords` for the rest. Changed in place.
 */
export class LedgerState {
  readonly county: County;
  /**
   * Whether entries go to a `BulkAppender`: with their scalars, and without their leaf hash. May change while nothing is
   * undecided.
   */
  isForBulk: boolean;
  readonly #accepted: AcceptedRecords;
  readonly #referencesMax: number;
  /** Reads the record that introduced an id which a case has forgotten, or all of its case. */
  readonly #source: IdSource = {
    heads: new NumberPieces(),
    idAt: (root) => {
      const record = this.#accepted.recordAt(root);
      return record === null ? null : claimsOfBody(record.body).first;
    },
    numbersByRoot: (root) => {
      const record = this.#accepted.recordAt(root);
      if (record === null) return new Map();
      const ofCase = new CaseState(record.subject, this.#source);
      return loadCase(ofCase, this.#accepted).moneyByRoot();
    },
  };
  readonly #cases: CasesAtHand;
  /** Of the county, of children, and of other cases: position of the correction by position of its target. */
  readonly #superseders: RecentlyUsed<Map<number, number>>;
  #committedSize = 0;
  #erasedCount = 0;
  #recorded: Instant | null = null;
  #subjectCount = 0;
  #undecided = new UndecidedEntries();
  /** Undecided as well, in front of those, and being appended, batch by batch. */
  #leaving: readonly UndecidedEntries[] = [];
  #leavingCount = 0;
  /** Those that have arrived, to be filled again. */
  readonly #emptied: UndecidedEntries[] = [];
  #undecidedErased = 0;

  constructor(
    county: County,
    accepted: AcceptedRecords,
    referencesMax = REFERENCES_MAX,
    isForBulk = false,
  ) {
    this.county = county;
    this.isForBulk = isForBulk;
    this.#accepted = accepted;
    this.#referencesMax = referencesMax;
    this.#cases = new CasesAtHand(referencesMax, this.#source);
    this.#superseders = new RecentlyUsed((each) => LIST_WEIGHT + each.size);
    this.#reload();
  }

  /** Size of the ledger without what is not committed yet: the expected size of the next append. */
  get committedSize(): number {
    return this.#committedSize;
  }

  /** Size of the ledger with what is not committed yet. */
  get size(): number {
    return this.#committedSize + this.#leavingCount + this.#undecided.count + this.#undecidedErased;
  }

  /**
   * When the last record was recorded, where that is later than an instant: positions and instants go up together. Null
   * where the next record may be recorded at that instant. The only place that knows the rule: a sender's own `recorded`
   * is refused by it (decide.ts), a record or an erased one of another log shows that the log is damaged (take.ts).
   */
  lastRecordedAfter(instant: Instant): Instant | null {
    return this.#recorded !== null && instant < this.#recorded ? this.#recorded : null;
  }

  /** The number that the next new case or child gets. */
  get nextSubject(): number {
    return this.#subjectCount + 1;
  }

  /** What it remembers, in ids; see `REFERENCES_MAX`. */
  get weight(): number {
    return this.#cases.weight + this.#superseders.weight;
  }

  /** Whether others have added records to the store since the last commit. */
  isBehind(): boolean {
    return this.#accepted.size() !== this.#committedSize;
  }

  /** Whether others have added records to the store since the last commit, or an erasure has taken some away. */
  isStale(): boolean {
    return this.isBehind() || this.#accepted.erasedCount() !== this.#erasedCount;
  }

  get hasUndecided(): boolean {
    return this.#leavingCount + this.#undecided.count > 0;
  }

  /** Whether some of them have not left to be appended. */
  get hasStaying(): boolean {
    return this.#undecided.count > 0;
  }

  /** The entries accepted since the last commit, in order of position. */
  undecided(): readonly LedgerEntry[] {
    return [...this.#leaving, this.#undecided].flatMap(({ entries }) => entries);
  }

  /** Whether it remembers so much that the next `commit` lets go of what was not in use lately. */
  get isAgeing(): boolean {
    return this.#cases.isAgeing || this.#superseders.isAgeing(this.#referencesMax);
  }

  /** The undecided entries that have not left yet, which are about to be appended while more are accepted behind them. */
  leave(): readonly LedgerEntry[] {
    const left = this.#undecided;
    this.#leaving = [...this.#leaving, left];
    this.#leavingCount += left.count;
    const { entries } = left;
    this.#undecided = this.#emptied.pop() ?? new UndecidedEntries();
    return entries;
  }

  /**
   * The entries that left first were appended. Answers false where others have added records: what was accepted since was
   * decided without these.
   */
  arrive(): boolean {
    const [first, ...others] = this.#leaving;
    if (first === undefined || !this.#isStoredUpToOneLeft()) return false;
    this.#leaving = others;
    this.#leavingCount -= first.count;
    this.#committedSize += first.count;
    first.clear();
    this.#emptied.push(first);
    this.#cases.ease(this.#committedSize);
    return true;
  }

  /** Whether the store ends with one of the batches that left; those behind the first may be there as well. */
  #isStoredUpToOneLeft(): boolean {
    const stored = this.#accepted.size();
    let size = this.#committedSize;
    return this.#leaving.some(({ count }) => (size += count) === stored);
  }

  /** The record with this id, null if there never was one. */
  find(id: string): FoundRecord | null {
    const undecided = this.#undecidedWith((each) => each.find(id));
    if (undecided !== undefined) return { kind: 'kept', record: undecided };
    return this.#accepted.find(id);
  }

  /**
   * Position of the record that replaces or voids the one at `position`, 0 if none does; `subject` is
   * that record's. A case's own state knows it without a look at all its records.
   */
  supersededBy(position: number, subject: number): number {
    const undecided = this.#undecidedWith(({ superseders }) => superseders.get(position));
    if (undecided !== undefined) return undecided;
    const key = String(subject);
    let superseders = this.#superseders.get(key);
    if (superseders === undefined) {
      superseders = new Map();
      for (const { position: by, corrects } of this.#accepted.recordsOf(subject)) {
        if (corrects !== 0) superseders.set(corrects, by);
      }
      this.#superseders.set(key, superseders);
    }
    return superseders.get(position) ?? 0;
  }

  /** The state of a case, null if it was never opened in this ledger. */
  caseState(id: string): CaseState | null {
    const known = this.#cases.get(id);
    if (known !== undefined) return known;
    const subject = this.#accepted.subjectNumber('case', id);
    if (subject === 0) return null;
    return this.#cases.add(id, loadCase(new CaseState(subject, this.#source), this.#accepted));
  }

  /** The subject number of a child, 0 if it was never registered in this ledger. */
  childNumber(id: string): number {
    return (
      this.#undecidedWith(({ children }) => children.get(id)) ??
      this.#accepted.subjectNumber('child', id)
    );
  }

  /** Takes in an accepted record, to be committed or dropped later. Its position is `size + 1`. */
  add(entry: LedgerEntry, change: Change): void {
    this.#undecided.add(entry);
    this.#recorded = entry.recorded;
    if (entry.corrects !== 0) {
      this.#superseders.get(String(entry.subject))?.set(entry.corrects, entry.position);
    }
    const isNew = entry.subject > this.#subjectCount;
    if (isNew) this.#subjectCount = entry.subject;
    const { subjectKind, subjectId } = change.claims;
    if (subjectKind === 'case') this.#evolveCase(entry, change, isNew);
    else if (isNew) this.#undecided.children.set(subjectId, entry.subject);
  }

  /** Takes in the next position of a log out of which its record was erased, to be committed or dropped later. */
  addErased(recorded: Instant): void {
    this.#undecidedErased += 1;
    this.#recorded = recorded;
  }

  /**
   * The undecided entries were appended to the store: they are part of the ledger now. Others may have
   * added records behind them by the time this is called; then it begins anew from the store.
   */
  commit(): void {
    const size = this.size;
    const stored = this.#accepted.size();
    if (stored > size) {
      this.#forgetUndecided();
      this.#reload();
      return;
    }
    if (stored < size) {
      throw new Error(
        `The store of county ${this.county} has ${String(stored)} records after an append that should make ${String(size)}: stop other writers and run plumbline check.`,
      );
    }
    this.#committedSize = size;
    this.#forgetUndecided();
    this.#cases.ease(size);
    this.#cases.age();
    this.#superseders.age(this.#referencesMax);
  }

  /**
   * The undecided entries were not appended: the state is again what the store holds. Records that
   * others have added to the store since the last commit are seen from now on.
   */
  drop(): void {
    this.#forgetUndecided();
    // All of it: what others did may be an erasure, which leaves the size as it was.
    this.#reload();
  }

  /** Lets go of all that the store can tell again. Not while entries are undecided. */
  forget(): void {
    if (this.hasUndecided) {
      throw new Error('Commit or drop the undecided entries before the state is forgotten.');
    }
    this.#cases.clear();
    this.#superseders.clear();
  }

  /** What one of the undecided batches answers, the last ones first. */
  #undecidedWith<Answer>(
    ask: (entries: UndecidedEntries) => Answer | undefined,
  ): Answer | undefined {
    const answer = ask(this.#undecided);
    if (answer !== undefined) return answer;
    for (const each of this.#leaving) {
      const earlier = ask(each);
      if (earlier !== undefined) return earlier;
    }
    return undefined;
  }

  #evolveCase(entry: LedgerEntry, change: Change, isNew: boolean): void {
    const { subjectId } = change.claims;
    const state = isNew
      ? this.#cases.add(subjectId, new CaseState(entry.subject, this.#source))
      : this.caseState(subjectId);
    if (state === null) {
      throw new Error(`Record ${entry.id} is about a case that was never opened: check it first.`);
    }
    state.evolve(change);
    this.#cases.evolved(state);
  }

  #forgetUndecided(): void {
    this.#leaving = [];
    this.#leavingCount = 0;
    this.#undecided.clear();
    this.#undecidedErased = 0;
  }

  #reload(): void {
    this.forget();
    this.#committedSize = this.#accepted.size();
    this.#erasedCount = this.#accepted.erasedCount();
    this.#recorded = this.#accepted.lastRecorded();
    this.#subjectCount = this.#accepted.subjectCount();
  }
}

/** What a record claims, as it was stored. */
export function claimsOfBody(body: string): Claims {
  // The body is the canonical text of a record that was parsed and accepted; the store guards its bytes.
  return claimsOf(JSON.parse(body) as LedgerRecord);
}

/** Lets a new state follow all records that the store has of its case. */
function loadCase(state: CaseState, accepted: AcceptedRecords): CaseState {
  const known = new Map<number, Claims>();
  for (const { position, corrects, root, body } of accepted.recordsOf(state.subject)) {
    const claims = claimsOfBody(body);
    known.set(position, claims);
    const target = known.get(corrects) ?? null;
    state.evolve({ claims, position, corrects, root, target });
  }
  return state;
}
