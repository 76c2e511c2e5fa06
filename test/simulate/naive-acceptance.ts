/** A record as its line says it. */
export interface Line {
  readonly id: string;
  readonly type: string;
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly effective: string;
  readonly recorded: string;
  readonly corrects?: string;
  readonly reason?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Kept {
  readonly line: Line;
  isSuperseded: boolean;
  /** The place of the first record of its correction chain. */
  readonly place: number;
}

interface Payment {
  /** The standing collection's cents; 0 where it is voided. */
  cents: number;
  readonly distributions: Set<string>;
}

interface Distribution {
  cents: number;
  readonly collection: string;
  reversals: number;
}

interface Case {
  /** Standing openings and closings by place. */
  readonly openings: Map<number, string>;
  readonly references: Map<string, Set<string>>;
  readonly collections: Map<string, Payment>;
  readonly distributions: Map<string, Distribution>;
}

const OPENINGS = ['CaseOpened', 'CaseTransferredIn'];
const OPEN_CLOSE = [...OPENINGS, 'CaseReopened', 'CaseClosed', 'CaseTransferredOut'];
const MONEY = ['CollectionReceived', 'CollectionDistributed', 'DistributionReversed'];
const INTRODUCES: Readonly<Record<string, string>> = {
  SupportOrderEstablished: 'order',
  ReferralSent: 'referral',
  ReferralReceived: 'referral',
  CollectionReceived: 'collection',
  CollectionDistributed: 'distribution',
  CoverageStarted: 'coverage',
};
/** The kinds of ids of a case: referrals sent and received have their own. */
function spaceOf(type: string, field: string): string {
  return field === 'referral' ? (type.startsWith('ReferralSent') ? 'sent' : 'received') : field;
}

/** The cents of a money text, exactly. */
export function centsOf(text: unknown): number {
  if (typeof text !== 'string' || !/^-?(0|[1-9]\d{0,8})\.\d\d$/u.test(text)) {
    throw new Error(`Not money: ${String(text)}`);
  }
  return Number(text.replace('.', ''));
}

/**
 * The rejections of contract/records.md, slowly and plainly, for lines that are well formed: the ledger so far and
 * whether it takes the next line.
 */
export class NaiveLedger {
  readonly #kept = new Map<string, Kept>();
  readonly #cases = new Map<string, Case>();
  readonly #children = new Set<string>();
  #recorded = '';
  #size = 0;

  /** The lines that stand, in order of recording. */
  standing(): readonly { readonly line: Line; readonly place: number }[] {
    return [...this.#kept.values()].filter(
      ({ line, isSuperseded }) => !isSuperseded && line.type !== 'RecordVoided',
    );
  }

  /** The code with which the line is rejected, or null: then it is kept. */
  take(line: Line): string | null {
    const code = this.#codeOf(line);
    if (code !== null) return code;
    this.#size += 1;
    this.#recorded = line.recorded;
    const target = line.corrects === undefined ? undefined : this.#kept.get(line.corrects);
    if (target !== undefined) target.isSuperseded = true;
    const place = target?.place ?? this.#size;
    this.#kept.set(line.id, { line, isSuperseded: false, place });
    if (target !== undefined) this.#apply(target.line, place, false);
    if (line.type !== 'RecordVoided') this.#apply(line, place, true);
    return null;
  }

  #codeOf(line: Line): string | null {
    if (this.#kept.has(line.id)) return 'ID_REUSED';
    if (line.recorded < this.#recorded) return 'RECORDED_BACKWARDS';
    if (line.effective > line.recorded.slice(0, 10)) return 'FUTURE_EFFECTIVE';
    const target = line.corrects === undefined ? null : this.#kept.get(line.corrects);
    if (target === undefined) return 'UNKNOWN_CORRECTED';
    if (target !== null && line.reason === undefined) return 'MISSING_REASON';
    if (target?.isSuperseded === true) return 'ALREADY_SUPERSEDED';
    if (target !== null && !matches(line, target.line)) return 'CORRECTION_MISMATCH';
    return (
      (line.case === undefined ? null : this.#caseCodeOf(line, line.case, target)) ??
      this.#childCodeOf(line) ??
      (line.case === undefined
        ? null
        : this.#referenceCodeOf(line, this.#cases.get(line.case), target)) ??
      this.#moneyCodeOf(line, target)
    );
  }

  #caseCodeOf(line: Line, id: string, target: Kept | null): string | null {
    const known = this.#cases.get(id);
    if (!OPENINGS.includes(line.type)) return known === undefined ? 'UNKNOWN_CASE' : null;
    if (known === undefined || target !== null) return null;
    const standing = [...known.openings.entries()].sort((a, b) => a[0] - b[0]);
    const isOpened = standing.some(([, type]) => OPENINGS.includes(type));
    return isOpened && standing.at(-1)?.[1] !== 'CaseTransferredOut' ? 'ALREADY_OPENED' : null;
  }

  #childCodeOf(line: Line): string | null {
    const { child, children, addsChildren } = line.data as {
      child?: string;
      children?: string[];
      addsChildren?: string[];
    };
    const named = [
      ...(children ?? []),
      ...(addsChildren ?? []),
      ...(child === undefined ? [] : [child]),
    ];
    if (line.child !== undefined && line.type !== 'ChildRegistered') named.push(line.child);
    return named.every((each) => this.#children.has(each)) ? null : 'UNKNOWN_CHILD';
  }

  #referenceCodeOf(line: Line, known: Case | undefined, target: Kept | null): string | null {
    const introduced = INTRODUCES[line.type];
    for (const field of [
      'order',
      'referral',
      'collection',
      'distribution',
      'coverage',
      'reestablishes',
    ]) {
      const id = line.data[field];
      if (typeof id !== 'string') continue;
      const space = spaceOf(line.type, field === 'reestablishes' ? 'order' : field);
      const isTaken = known?.references.get(space)?.has(id) ?? false;
      if (field === introduced) {
        if (isTaken && target === null) return 'DUPLICATE_REFERENCE';
      } else if (!isTaken) {
        return 'UNKNOWN_REFERENCE';
      }
    }
    return null;
  }

  #moneyCodeOf(line: Line, target: Kept | null): string | null {
    if (line.case === undefined || !MONEY.includes(target?.line.type ?? line.type)) return null;
    if (line.type === 'DistributionReversed' && target === null) {
      const distribution = this.#cases
        .get(line.case)
        ?.distributions.get(String(line.data['distribution']));
      if ((distribution?.reversals ?? 0) > 0) return 'ALREADY_REVERSED';
    }
    // Try it on, look at every collection of the case, take it off again.
    if (target !== null) this.#apply(target.line, target.place, false);
    if (line.type !== 'RecordVoided') this.#apply(line, target?.place ?? this.#size + 1, true);
    const isOver = this.#isOverDistributed(line.case);
    if (line.type !== 'RecordVoided') this.#apply(line, target?.place ?? this.#size + 1, false);
    if (target !== null) this.#apply(target.line, target.place, true);
    return isOver ? 'OVER_DISTRIBUTED' : null;
  }

  #isOverDistributed(id: string): boolean {
    const known = this.#cases.get(id);
    if (known === undefined) return false;
    return [...known.collections.values()].some(({ cents, distributions }) => {
      const standing = [...distributions].map((each) => known.distributions.get(each));
      const total = standing.reduce(
        (sum, each) => sum + (each === undefined || each.reversals > 0 ? 0 : each.cents),
        0,
      );
      return total > cents;
    });
  }

  /** Adds what the line says (`isIn`), or takes it out. */
  #apply(line: Line, place: number, isIn: boolean): void {
    if (line.type === 'ChildRegistered' && line.child !== undefined) this.#children.add(line.child);
    if (line.case === undefined) return;
    const known = this.#caseOf(line.case);
    if (OPEN_CLOSE.includes(line.type)) {
      if (isIn) known.openings.set(place, line.type);
      else known.openings.delete(place);
    }
    const field = INTRODUCES[line.type];
    if (field !== undefined) {
      const space = spaceOf(line.type, field);
      const ids = known.references.get(space) ?? new Set();
      known.references.set(space, ids.add(String(line.data[field])));
    }
    applyMoney(known, line, isIn);
  }

  #caseOf(id: string): Case {
    const known = this.#cases.get(id) ?? {
      openings: new Map(),
      references: new Map(),
      collections: new Map(),
      distributions: new Map(),
    };
    this.#cases.set(id, known);
    return known;
  }
}

function matches(line: Line, target: Line): boolean {
  if (target.type === 'RecordVoided') return false;
  if (line.case !== target.case || line.child !== target.child) return false;
  if (line.type === 'RecordVoided') return true;
  const field = INTRODUCES[line.type];
  return (
    line.type === target.type && (field === undefined || line.data[field] === target.data[field])
  );
}

function applyMoney(known: Case, line: Line, isIn: boolean): void {
  const collection = String(line.data['collection']);
  const distribution = String(line.data['distribution']);
  if (line.type === 'CollectionReceived') {
    const payment = known.collections.get(collection) ?? { cents: 0, distributions: new Set() };
    payment.cents = isIn ? centsOf(line.data['amount']) : 0;
    known.collections.set(collection, payment);
  }
  if (line.type === 'CollectionDistributed') {
    const reversals = known.distributions.get(distribution)?.reversals ?? 0;
    const allocations = line.data['allocations'] as readonly { readonly amount: string }[];
    const cents = isIn ? allocations.reduce((sum, { amount }) => sum + centsOf(amount), 0) : 0;
    known.distributions.set(distribution, { cents, collection, reversals });
    known.collections.get(collection)?.distributions.add(distribution);
  }
  if (line.type === 'DistributionReversed') {
    const reversed = known.distributions.get(distribution);
    if (reversed !== undefined) reversed.reversals += isIn ? 1 : -1;
  }
}
