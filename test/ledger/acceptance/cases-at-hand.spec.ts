import type { Claims } from '../../../events/claims.js';
import { CaseState } from '../../../src/ledger/acceptance/case-state.js';
import { CasesAtHand } from '../../../src/ledger/acceptance/cases-at-hand.js';
import type { Change } from '../../../src/ledger/acceptance/change.js';
import { claimsOfBody } from '../../../src/ledger/acceptance/ledger-state.js';
import { NumberPieces } from '../../../src/ledger/acceptance/number-pieces.js';
import type { IdSource } from '../../../src/ledger/acceptance/taken-ids.js';
import { ledgerOfSeed, seeds } from '../../support/accepted-ledger.js';
import { Random } from '../../support/random.js';

interface ChangeOfCase extends Change {
  readonly id: string;
  readonly subject: number;
}

/** What happened to the cases of a random ledger, in order. */
function changesOf(seed: number): readonly ChangeOfCase[] {
  const entries = ledgerOfSeed(seed, { records: 2_500, cases: 4, children: 2 });
  const known = new Map<number, Claims>();
  return entries.flatMap(({ subjectKind, subjectId, subject, position, corrects, root, body }) => {
    const claims = claimsOfBody(body);
    known.set(position, claims);
    if (subjectKind !== 'case') return [];
    const target = known.get(corrects) ?? null;
    return [{ id: subjectId, subject, claims, position, corrects, root, target }];
  });
}

/** What acceptance asks of a case about a record that may come next. */
function answers(state: CaseState, { claims, position, corrects, root, target }: Change): unknown {
  const change = { claims, position: position + 1_000_000, corrects, root, target };
  return [
    state.subject,
    state.enteredBy(),
    state.supersededBy(position),
    ...[claims.first, claims.second].map((each) =>
      each === null ? null : state.rootOf(each.kind, each.id),
    ),
    claims.type === 'DistributionReversed' ? state.wouldReverseAgain(change) : null,
    target === null ? null : state.wouldOverDistribute(change),
  ];
}

describe('the cases that acceptance has at hand', () => {
  it.each(seeds(4))('answer the same packed, forgetting and as they were, seed %i', (seed) => {
    const random = new Random(seed);
    const changes = changesOf(seed);
    let told = 0;
    let recalled = 0;
    const source: IdSource = {
      heads: new NumberPieces(),
      idAt: (at) => {
        told += 1;
        return changes.find(({ position }) => position === at)?.claims.first ?? null;
      },
      // What stands in the store is what its records say.
      numbersByRoot: (at) => {
        recalled += 1;
        const id = changes.find(({ position }) => position === at)?.id ?? '';
        return plain.get(id)?.moneyByRoot() ?? new Map();
      },
    };
    const plain = new Map<string, CaseState>();
    // Few objects, so that hardly a case stays one.
    const cases = new CasesAtHand(1e6, source, 60);
    for (const [at, change] of changes.entries()) {
      const { id, subject } = change;
      const known = cases.get(id);
      expect(known === undefined).toBe(!plain.has(id));
      const expected = plain.get(id) ?? new CaseState(subject, source);
      plain.set(id, expected);
      const state = known ?? cases.add(id, new CaseState(subject, source));
      state.evolve(change);
      expected.evolve(change);
      cases.evolved(state);
      const other = changes[random.integer(0, at)];
      if (other !== undefined) {
        const asked = cases.get(other.id);
        const like = plain.get(other.id);
        expect(asked && answers(asked, other)).toEqual(like && answers(like, other));
      }
      // Some of the records are not in the store yet.
      if (random.chance(0.3)) cases.ease(change.position - random.integer(0, 20));
    }
    expect(told).toBeGreaterThan(20);
    expect(recalled).toBeGreaterThan(0);
    expect(cases.isAgeing).toBe(false);
    cases.clear();
    expect([...plain.keys()].every((id) => cases.get(id) === undefined)).toBe(true);
  });

  it.each(seeds(3))('answer the same when they are let go of and read again, seed %i', (seed) => {
    const random = new Random(seed);
    const changes = changesOf(seed);
    const plain = new Map<string, CaseState>();
    const source: IdSource = {
      heads: new NumberPieces(),
      idAt: (at) => changes.find(({ position }) => position === at)?.claims.first ?? null,
      numbersByRoot: (at) => {
        const id = changes.find(({ position }) => position === at)?.id ?? '';
        return plain.get(id)?.moneyByRoot() ?? new Map();
      },
    };
    const cases = new CasesAtHand(160, source, 60);
    let reread = 0;
    let mostHeads = 0;
    /** The case as of the change before one. */
    const asOf = (at: number, { id, subject }: ChangeOfCase): CaseState => {
      const found = cases.get(id);
      if (found !== undefined) return found;
      const before = changes.slice(0, at).filter((each) => each.id === id);
      if (before.length > 0) reread += 1;
      const state = cases.add(id, new CaseState(subject, source));
      for (const each of before) {
        state.evolve(each);
        cases.evolved(state);
      }
      return state;
    };
    for (const [at, change] of changes.entries()) {
      const { id, subject } = change;
      const state = asOf(at, change);
      const expected = plain.get(id) ?? new CaseState(subject, source);
      plain.set(id, expected);
      state.evolve(change);
      expected.evolve(change);
      cases.evolved(state);
      const other = changes[random.integer(0, at)];
      const like = other && plain.get(other.id);
      if (other !== undefined && like !== undefined) {
        expect(answers(asOf(at + 1, other), other)).toEqual(answers(like, other));
      }
      if (random.chance(0.5)) continue;
      cases.ease(change.position);
      mostHeads = Math.max(mostHeads, source.heads.used);
      cases.age();
    }
    expect(reread).toBeGreaterThan(20);
    expect(mostHeads).toBeGreaterThan(0);
    cases.clear();
    expect(source.heads.used).toBe(0);
  });

  it('are let go of where they are more than is allowed, those packed first', () => {
    const source: IdSource = {
      heads: new NumberPieces(),
      idAt: () => null,
      numbersByRoot: () => new Map(),
    };
    const cases = new CasesAtHand(2_000, source, 100);
    for (let number = 1; number <= 3_000; number += 1) {
      cases.add(String(number), new CaseState(number, source));
      cases.ease(0);
      if (!cases.isAgeing) continue;
      cases.age();
      expect(cases.isAgeing).toBe(false);
    }
    expect(cases.weight).toBeLessThan(2_200);
    expect(cases.get('1')).toBeUndefined();
    expect(cases.get('3000')?.subject).toBe(3_000);
    expect(cases.get('2950')?.subject).toBe(2_950);
  });
});
