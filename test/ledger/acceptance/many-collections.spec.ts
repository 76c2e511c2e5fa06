import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { decide } from '../../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../../src/ledger/acceptance/ledger-state.js';
import { Random } from '../../support/random.js';
import { MemoryEntries } from '../memory-ledger.js';
import { Sender, correcting, parsed } from '../sent-records.js';
import type { Sent } from '../sent-records.js';
import { NOON, county } from './ledger-under-test.js';
import { NaiveLedger } from './naive-acceptance.js';
import { instantOfMs } from '../../../events/values/instant.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20060120');
const LA = county('19');

/** One case with many collections: most records speak of the latest, some of any before. */
class Collecting {
  readonly #la = new Sender();
  readonly #random: Random;
  readonly #sent: Sent[] = [];
  #last = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  opened(): Sent {
    return this.#la.opened();
  }

  next(): Sent {
    const sent = this.#make(this.#random.integer(0, 9));
    this.#sent.push(sent);
    return sent;
  }

  #make(way: number): Sent {
    const amount = `${String(this.#random.integer(1, 9))}.00`;
    switch (way) {
      case 0:
      case 1:
      case 2:
        this.#last += 1;
        return this.#la.collected(`K-${String(this.#last)}`, amount);
      case 3:
      case 4:
      case 5:
        // A distribution may have the id of a collection.
        return this.#la.distributed(
          `K-${String(this.#random.integer(1, this.#last + 30))}`,
          this.#any(),
          [amount],
        );
      case 6:
        return this.#la.reversed(this.#any());
      case 7:
        return this.#la.voided(this.#earlier());
      default: {
        const target = this.#earlier();
        const data = { ...(target['data'] as Sent) };
        if (target['type'] === 'CollectionReceived') data['amount'] = amount;
        return this.#la.ofCase(String(target['type']), data, correcting(target));
      }
    }
  }

  #any(): string {
    const first = this.#random.chance(0.6) ? Math.max(1, this.#last - 3) : 1;
    return `K-${String(this.#random.integer(first, Math.max(1, this.#last)))}`;
  }

  #earlier(): Sent {
    const sent = this.#sent[this.#random.integer(0, this.#sent.length - 1)];
    return sent ?? this.#la.opened();
  }
}

/** A way of bringing what was accepted into the store: in one go, or while more is accepted. */
interface Way {
  readonly name: string;
  readonly histories: number;
  readonly records: number;
  readonly isSideBySide: boolean;
}

const WAYS: readonly Way[] = [
  { name: 'in few commits', histories: 12, records: 300, isSideBySide: false },
  {
    name: 'in appends that are under way meanwhile',
    histories: 12,
    records: 300,
    isSideBySide: true,
  },
  { name: 'over a long life', histories: 2, records: 1_500, isSideBySide: true },
];

describe(`a case with many collections (PLUMBLINE_SEED=${String(SEED)})`, () => {
  it.each(WAYS)('is decided as by one that forgets nothing, $name', (way) => {
    const random = new Random(SEED);
    const codes = new Map<string, number>();
    let recalled = 0;
    let drops = 0;
    for (let history = 0; history < way.histories; history += 1) {
      const collecting = new Collecting(random);
      const accepted = new MemoryEntries();
      const state = new LedgerState(LA, accepted);
      const naive = new NaiveLedger();
      const send = (sent: Sent): void => {
        const decision = decide(state, parsed(sent), instantOfMs(NOON));
        const found = decision.kind === 'rejection' ? decision.code : decision.kind;
        expect([sent, found]).toEqual([sent, naive.decide(sent, NOON)]);
        codes.set(found, (codes.get(found) ?? 0) + 1);
      };
      send(collecting.opened());
      accepted.entries.push(...state.undecided());
      state.commit();
      let leaving: readonly LedgerEntry[] = [];
      for (let count = 0; count < way.records; count += 1) {
        const readBefore = accepted.readCount;
        send(collecting.next());
        recalled += Math.sign(accepted.readCount - readBefore);
        if (random.integer(0, 15) > 0) continue;
        if (random.integer(0, 11) === 0) {
          state.drop();
          drops += 1;
          leaving = [];
          naive.entries = naive.entries.slice(0, accepted.size());
        } else if (way.isSideBySide) {
          accepted.entries.push(...leaving);
          if (leaving.length > 0) expect(state.arrive()).toBe(true);
          leaving = state.leave();
          // There before the next record is looked at: now the case may let go of something.
          if (random.chance(0.5)) {
            accepted.entries.push(...leaving);
            leaving = [];
            expect(state.arrive()).toBe(true);
          }
        } else {
          accepted.entries.push(...state.undecided());
          state.commit();
        }
      }
    }
    // After a drop the case is read once: the other times what it had let go of was asked for.
    expect(recalled - drops).toBeGreaterThan(20);
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining([
        'accepted',
        'DUPLICATE_REFERENCE',
        'UNKNOWN_REFERENCE',
        'OVER_DISTRIBUTED',
        'ALREADY_REVERSED',
      ]),
    );
    expect(codes.get('accepted')).toBeGreaterThan((way.histories * way.records) / 6);
  });
});
