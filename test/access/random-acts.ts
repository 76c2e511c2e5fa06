import type { Random } from '../support/random.js';
import { losAngelesDay } from './oracle/calendar.js';
import { knownWorldOf } from './oracle/known-worlds.js';
import type { Act, World } from './oracle/world.js';
import { RandomAccountActs } from './random-account-acts.js';
import type { Line } from './random-account-acts.js';
import { RandomProcessActs } from './random-process-acts.js';

/** With whom each sequence begins: somebody for every step, in some counties. */
const STAFF: readonly Line[] = [
  {
    act: 'AccountInvited',
    by: 'operator',
    email: 'manager@example.org',
    name: { first: 'Mana', last: 'Ger' },
    grants: [{ role: 'account-manager' }, { role: 'dcss-iso' }],
  },
  {
    act: 'AccountInvited',
    by: 'operator',
    email: 'owner@example.org',
    name: { first: 'Ow', last: 'Ner' },
    grants: [
      ...[
        'process-owner',
        'process-manager',
        'legal',
        'contract-manager',
        'infrastructure-manager',
      ].map((role) => ({ role: `dcss-${role}` })),
      ...['19', '14', '25', '30'].flatMap((county) => [
        { role: 'lcsa-director', county },
        { role: 'lcsa-administrator', county },
      ]),
    ],
  },
  { act: 'AccountActivated', by: 'A-1' },
  { act: 'AccountActivated', by: 'A-2' },
];

/** Makes lines of acts, most of them such as can be done, from what the acts so far have come to. */
export class RandomActs {
  readonly #random: Random;
  readonly #accounts: RandomAccountActs;
  readonly #process: RandomProcessActs;
  #at: number;

  constructor(random: Random) {
    this.#random = random;
    this.#accounts = new RandomAccountActs(random);
    this.#process = new RandomProcessActs(random, this.#accounts);
    this.#at = Date.UTC(
      random.integer(2007, 2011),
      random.integer(0, 11),
      random.integer(1, 28),
      15,
    );
  }

  /** The next line after the accepted acts. */
  next(acts: readonly Act[]): string {
    const random = this.#random;
    const world = knownWorldOf(acts);
    if (acts.length >= STAFF.length) this.#tick();
    const at = `${new Date(this.#at).toISOString().slice(0, 19)}Z`;
    const on = losAngelesDay(at);
    const staff = STAFF[acts.length];
    if (staff !== undefined) return JSON.stringify({ ...staff, at });
    const line: Line = { ...this.#some(world, on), at };
    line['by'] ??= this.#by(world);
    const spoilt = random.chance(0.08) ? this.#spoilt(line) : line;
    const entries = Object.entries(spoilt);
    return JSON.stringify(Object.fromEntries(random.chance(0.5) ? entries.reverse() : entries));
  }

  /** Mostly some days, sometimes nothing at all, or to the second before or at midnight in California. */
  #tick(): void {
    const random = this.#random;
    const days = random.weighted([
      [3, 0],
      [6, random.integer(1, 12)],
      [3, random.integer(13, 60)],
      [1, random.integer(61, 250)],
    ]);
    this.#at += days * 86_400_000 + random.integer(0, 5) * 3_600_000;
    if (!random.chance(0.3)) return;
    const hour = random.pick([6, 7, 8]);
    const midnight = Math.ceil(this.#at / 86_400_000) * 86_400_000 + hour * 3_600_000;
    this.#at = midnight - random.pick([0, 1000]);
  }

  #by(world: World): string {
    const random = this.#random;
    if (random.chance(0.8)) return 'operator';
    return random.chance(0.6) ? random.pick(['A-1', 'A-2']) : random.pick(world.people).id;
  }

  #some(world: World, on: string): Line {
    const random = this.#random;
    const open = world.cases.filter(
      ({ state }) => !['rejected', 'withdrawn', 'ended'].includes(state),
    );
    return random.weighted<() => Line>([
      [world.people.length < 4 ? 20 : 4, () => this.#accounts.invited(world, on)],
      [7, () => this.#accounts.onAccount(world, on)],
      [2, () => this.#accounts.cbud(world)],
      [open.length < 2 ? 8 : 1, () => this.#process.identified(on)],
      [2, () => this.#process.besides(on)],
      [45, () => this.#process.onCase(world, on)],
    ])();
  }

  /** The line with something wrong in it, perhaps. */
  #spoilt(line: Line): Line {
    const random = this.#random;
    const field = random.pick(Object.keys(line));
    const value = random.pick<unknown>([
      null,
      '',
      0,
      -1,
      1.5,
      [],
      {},
      true,
      'x',
      'x'.repeat(101),
      '\ud800',
      'A-01',
      'T-0',
      '06037',
      '2008-02-30',
    ]);
    return random.pick<() => Line>([
      () => Object.fromEntries(Object.entries(line).filter(([name]) => name !== field)),
      () => ({ ...line, [field]: value }),
      () => ({ ...line, [field]: value }),
      () => ({ ...line, recorded: value }),
      () => ({ ...line, act: `${String(line['act'])} ` }),
      () => ({ ...line, at: `${losAngelesDay(String(line['at']))}T00:00:00Z` }),
      () => ({ ...line, at: '2099-01-01T00:00:00Z' }),
      () => deeper(line, value),
    ])();
  }
}

/** The same with a field more in the first object inside. */
function deeper(line: Line, value: unknown): Line {
  const inner = Object.entries(line).find(([, each]) => typeof each === 'object' && each !== null);
  if (inner === undefined) return line;
  const [name, found] = inner;
  if (!Array.isArray(found)) return { ...line, [name]: { ...(found as Line), extra: value } };
  const [first, ...others] = found as readonly unknown[];
  return { ...line, [name]: [{ ...(first as Line), extra: value }, ...others] };
}
