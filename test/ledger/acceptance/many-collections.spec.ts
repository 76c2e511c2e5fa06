import { decide } from '../../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../../src/ledger/acceptance/ledger-state.js';
import { Random } from '../../support/random.js';
import { MemoryEntries } from '../memory-ledger.js';
import { Sender, correcting, parsed } from '../sent-records.js';
import type { Sent } from '../sent-records.js';
import { NOON, county } from './ledger-under-test.js';
import { NaiveLedger } from './naive-acceptance.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20060120');
const LA = county('19');
const HISTORIES = 12;
const RECORDS = 300;

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
    const first = this.#random.integer(0, 3) > 0 ? Math.max(1, this.#last - 3) : 1;
    return `K-${String(this.#random.integer(first, Math.max(1, this.#last)))}`;
  }

  #earlier(): Sent {
    const sent = this.#sent[this.#random.integer(0, this.#sent.length - 1)];
    return sent ?? this.#la.opened();
  }
}

describe(`a case with many collections (PLUMBLINE_SEED=${String(SEED)})`, () => {
  it('is decided as by one that forgets nothing', () => {
    const random = new Random(SEED);
    const codes = new Map<string, number>();
    for (let history = 0; history < HISTORIES; history += 1) {
      const collecting = new Collecting(random);
      const accepted = new MemoryEntries();
      const state = new LedgerState(LA, accepted);
      const naive = new NaiveLedger();
      const send = (sent: Sent): void => {
        const decision = decide(state, parsed(sent), NOON);
        const found = decision.kind === 'rejection' ? decision.code : decision.kind;
        expect([sent, found]).toEqual([sent, naive.decide(sent, NOON)]);
        codes.set(found, (codes.get(found) ?? 0) + 1);
      };
      send(collecting.opened());
      for (let count = 0; count < RECORDS; count += 1) {
        send(collecting.next());
        if (random.integer(0, 15) > 0) continue;
        if (random.integer(0, 3) > 0) {
          accepted.entries.push(...state.undecided());
          state.commit();
        } else {
          state.drop();
          naive.entries = naive.entries.slice(0, accepted.size());
        }
      }
    }
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining([
        'accepted',
        'DUPLICATE_REFERENCE',
        'UNKNOWN_REFERENCE',
        'OVER_DISTRIBUTED',
        'ALREADY_REVERSED',
      ]),
    );
    expect(codes.get('accepted')).toBeGreaterThan(HISTORIES * 50);
  }, 60_000);
});
