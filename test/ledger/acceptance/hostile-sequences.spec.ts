import fc from 'fast-check';

import { parseCounty } from '../../../events/values/county.js';
import type { RecordDecision } from '../../../src/ledger/acceptance/decide.js';
import { decide } from '../../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../../src/ledger/acceptance/ledger-state.js';
import { take } from '../../../src/ledger/acceptance/take.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { MemoryEntries } from '../memory-ledger.js';
import { rounds } from '../../support/soak.js';
import { parsed } from '../sent-records.js';
import type { Sent } from '../sent-records.js';
import { PRELUDE, STEPS, recordOf } from './hostile-records.js';
import type { RecordStep, Step } from './hostile-records.js';
import { NaiveLedger } from './naive-acceptance.js';
import { instantOfMs } from '../../../events/values/instant.js';

const NOW = Date.UTC(2006, 0, 20, 12);
const RUNS = rounds(60, 250);
const REPLAYS = rounds(25, 100);

/** Both ledgers side by side, and what was sent to them. */
class Pair {
  readonly accepted = new MemoryEntries();
  readonly naive = new NaiveLedger();
  readonly attempts: Sent[] = [];
  readonly codes = new Set<string>();
  readonly state: LedgerState;

  /** `referencesMax` 1: whatever can be is let go at every commit. */
  constructor(referencesMax?: number) {
    this.state = new LedgerState(parseCounty('19') ?? fail(), this.accepted, referencesMax);
    for (const sent of PRELUDE) this.send(sent);
  }

  follow(step: Step): void {
    switch (step.kind) {
      case 'record':
        this.send(this.#recordOf(step));
        return;
      case 'commit':
        this.commit();
        return;
      case 'drop':
        this.state.drop();
        this.naive.entries = this.naive.entries.slice(0, this.accepted.size());
        return;
      case 'others':
        this.#others(step.records);
        return;
      case 'forget':
        this.commit();
        this.state.forget();
        return;
    }
  }

  send(sent: Sent): void {
    this.attempts.push(sent);
    const decision = decide(this.state, parsed(sent), instantOfMs(NOW));
    const expected = this.naive.decide(sent, NOW);
    expect([sent, outcomeOf(decision)]).toEqual([sent, expected]);
    this.codes.add(expected);
    if (decision.kind === 'accepted') this.#compare(decision.entry);
  }

  commit(): void {
    this.accepted.entries.push(...this.state.undecided());
    this.state.commit();
  }

  /** Another writer comes in between: what is undecided here is lost, what he sends is in the store. */
  #others(records: readonly RecordStep[]): void {
    const theirs = new LedgerState(this.state.county, this.accepted);
    this.naive.entries = this.naive.entries.slice(0, this.accepted.size());
    for (const record of records) {
      const sent = this.#recordOf(record);
      this.attempts.push(sent);
      expect(outcomeOf(decide(theirs, parsed(sent), instantOfMs(NOW)))).toBe(
        this.naive.decide(sent, NOW),
      );
    }
    this.accepted.entries.push(...theirs.undecided());
    theirs.commit();
    this.state.drop();
  }

  #recordOf(step: RecordStep): Sent {
    const accepted = this.naive.entries.map(({ record }) => record);
    return recordOf(step, this.attempts, accepted);
  }

  #compare(entry: LedgerEntry): void {
    const { position, recorded, subject, corrects, root, ref, ref2, body } = entry;
    const leaf = Buffer.from(entry.leaf).toString('hex');
    const place = { position, recorded, subject, corrects, root, ref, ref2, body, leaf };
    expect(place).toEqual(this.naive.placeAt(position));
  }
}

function fail(): never {
  throw new Error('The test has no county.');
}

function outcomeOf(decision: RecordDecision): string {
  return decision.kind === 'rejection' ? decision.code : decision.kind;
}

describe('acceptance beside a naive one that scans the whole ledger', () => {
  const everyCode = new Set<string>();

  it.each([
    ['remembers all cases', undefined],
    ['lets cases go at every commit', 1],
    ['lets cases go now and then', 40],
    ['packs cases, and lets them go now and then', 150],
  ])('decides the same of every record of a hostile sequence when it %s', (_, referencesMax) => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const pair = new Pair(referencesMax);
        for (const step of steps) pair.follow(step);
        for (const code of pair.codes) everyCode.add(code);
      }),
      { numRuns: RUNS, seed: 20060120 },
    );
  });

  it('met every code that can come up in a sequence', () => {
    expect([...everyCode].sort()).toEqual(
      [
        'accepted',
        'duplicate',
        'ID_REUSED',
        'RECORDED_BACKWARDS',
        'FUTURE_RECORDED',
        'FUTURE_EFFECTIVE',
        'UNKNOWN_CORRECTED',
        'ALREADY_SUPERSEDED',
        'CORRECTION_MISMATCH',
        'UNKNOWN_CASE',
        'ALREADY_OPENED',
        'UNKNOWN_CHILD',
        'UNKNOWN_REFERENCE',
        'DUPLICATE_REFERENCE',
        'ALREADY_REVERSED',
        'OVER_DISTRIBUTED',
      ].sort(),
    );
  });

  it('calls everything a duplicate, or what it was, when the accepted records are sent again', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const pair = new Pair();
        for (const step of steps) pair.follow(step);
        const before = [...pair.accepted.entries, ...pair.state.undecided()];
        for (const { record } of pair.naive.entries) {
          expect(decide(pair.state, parsed(record), instantOfMs(NOW))).toEqual({
            kind: 'duplicate',
          });
        }
        expect([...pair.accepted.entries, ...pair.state.undecided()]).toEqual(before);
      }),
      { numRuns: REPLAYS, seed: 20060121 },
    );
  });

  it('takes the same entries from a log that has nothing but the records', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const pair = new Pair();
        for (const step of steps) pair.follow(step);
        pair.commit();
        const replica = new MemoryEntries();
        const state = new LedgerState(pair.state.county, replica, 1);
        for (const [
          at,
          { position, recorded, id, type, body },
        ] of pair.accepted.entries.entries()) {
          expect(take(state, { position, recorded, id, type, body })).toMatchObject({
            kind: 'taken',
          });
          if (at % 3 !== 0) continue;
          replica.entries.push(...state.undecided());
          state.commit();
        }
        expect([...replica.entries, ...state.undecided()]).toEqual(pair.accepted.entries);
      }),
      { numRuns: REPLAYS, seed: 20060122 },
    );
  });
});
