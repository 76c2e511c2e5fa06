import type { Random } from '../support/random.js';
import { plusDays, plusYears } from './oracle/calendar.js';
import { ROLE_NEEDS } from './oracle/tables.js';
import type { Person, World } from './oracle/world.js';

/** An act's line before it is written. */
export type Line = Record<string, unknown>;

/** Regional and single counties, with rows of their own kind and without. */
export const COUNTIES = ['19', '14', '26', '25', '30', '58'] as const;

/** Texts of every kind that a reason may be. */
export const REASONS = ['as asked', ' ', 'x', 'Grund: geprüft 😀', 'line\nfeed'] as const;
const KEYS = ['night', 'batch', 'Schlüssel'] as const;

/** Makes acts on accounts and their rights. */
export class RandomAccountActs {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  person(world: World): string {
    const random = this.#random;
    if (world.people.length === 0 || random.chance(0.03))
      return `A-${String(random.integer(1, 40))}`;
    return random.pick(world.people).id;
  }

  email(): string {
    const address = `p${String(this.#random.integer(1, 30))}@example.org`;
    return this.#random.chance(0.3) ? address.toUpperCase() : address;
  }

  name(): Line {
    return { first: this.#random.pick(['Ana', 'Zoë 😀']), last: this.#random.pick(['Diaz', '李']) };
  }

  #grant(world: World, on: string, isTimed: boolean): Line {
    const random = this.#random;
    const role = random.chance(0.3)
      ? random.pick(['account-manager', 'requestor-contact', 'lcsa-director', 'auditor'])
      : random.pick(Object.keys(ROLE_NEEDS));
    const needs = random.chance(0.93)
      ? ROLE_NEEDS[role]
      : random.pick(['county', 'state', 'organisation']);
    const county = { county: random.pick(COUNTIES) };
    const of = world.cases.length === 0 ? `T-1` : random.pick(world.cases).id;
    const scope =
      needs === 'county' || (needs === 'county-or-state' && random.chance(0.5))
        ? county
        : needs === 'organisation'
          ? { application: random.chance(0.97) ? of : 'T-99' }
          : {};
    const until = random.pick([on, plusDays(on, random.integer(1, 400)), plusDays(on, -1)]);
    return { role, ...scope, ...(isTimed && random.chance(0.25) ? { until } : {}) };
  }

  invited(world: World, on: string): Line {
    const random = this.#random;
    const grants = Array.from({ length: random.integer(1, 3) }, () => this.#grant(world, on, true));
    return {
      act: 'AccountInvited',
      email: this.email(),
      name: this.name(),
      grants,
      ...(random.chance(0.3) ? { telephone: '916-555' } : {}),
      ...(random.chance(0.15) ? { machine: true } : {}),
    };
  }

  onAccount(world: World, on: string): Line {
    const random = this.#random;
    const account = random.chance(0.15) ? random.pick(['A-1', 'A-2']) : this.person(world);
    const one = world.people.find(({ id }) => id === account);
    const reason = random.pick(REASONS);
    const acts: readonly (readonly [number, () => Line])[] = [
      [8, () => ({ act: 'AccountActivated', by: account })],
      [3, () => ({ act: 'GrantGiven', account, grant: this.#grant(world, on, true) })],
      [3, () => ({ act: 'GrantWithdrawn', account, grant: this.#held(one, world, on) })],
      [2, () => ({ act: 'AccountSuspended', account, reason })],
      [2, () => ({ act: 'AccountRestored', account, reason })],
      [1, () => ({ act: 'SignInReset', account, reason })],
      [2, () => this.#changed(account)],
      [1, () => ({ act: 'AccountClosed', account, reason })],
      [4, () => this.#key(one, account, world, on)],
      [3, () => this.#keyWithdrawn(world, account)],
    ];
    return random.weighted(acts)();
  }

  #changed(account: string): Line {
    const random = this.#random;
    return {
      act: 'AccountChanged',
      account,
      ...(random.chance(0.6) ? { email: this.email() } : {}),
      ...(random.chance(0.5) ? { name: this.name() } : {}),
      ...(random.chance(0.5) ? { telephone: '(213) 555' } : {}),
    };
  }

  /** A role and scope that the account has, or any. */
  #held(one: Person | undefined, world: World, on: string): Line {
    const random = this.#random;
    if (one === undefined || one.grants.length === 0 || random.chance(0.2)) {
      return this.#grant(world, on, false);
    }
    const { role, county, application } = random.pick(one.grants);
    return {
      role,
      ...(county === null ? {} : { county }),
      ...(application === null ? {} : { application }),
    };
  }

  #key(one: Person | undefined, account: string, world: World, on: string): Line {
    const random = this.#random;
    const grants = Array.from({ length: random.integer(1, 2) }, () => this.#held(one, world, on));
    const until = random.pick([
      on,
      plusYears(on, 1),
      plusDays(on, 60),
      plusDays(plusYears(on, 1), 1),
    ]);
    const by = random.chance(0.4) ? { by: account } : {};
    return { act: 'ApiKeyIssued', account, key: random.pick(KEYS), grants, until, ...by };
  }

  /** Mostly of somebody who has one. */
  #keyWithdrawn(world: World, account: string): Line {
    const random = this.#random;
    const held = world.people.flatMap(({ id, keys }) =>
      keys.map(({ key }) => ({ account: id, key })),
    );
    const named =
      held.length > 0 && random.chance(0.7)
        ? random.pick(held)
        : { account, key: random.pick(KEYS) };
    return { act: 'ApiKeyWithdrawn', ...named };
  }

  cbud(world: World): Line {
    const random = this.#random;
    const rows = Array.from({ length: random.integer(1, 5) }, (): unknown => {
      const known = world.people.length > 0 && random.chance(0.5);
      const email = known ? random.pick(world.people).email : this.email();
      const row: Line = { ...this.name(), telephone: '555', email, level: random.integer(0, 1) };
      if (random.chance(0.15))
        return random.pick<unknown>([null, 'x', [], { ...row, level: 2 }, { ...row, x: 1 }]);
      return row;
    });
    return { act: 'CbudAccessRequested', county: random.pick(COUNTIES), rows };
  }
}
