import type { AccessActName } from '../../events/acts/access-act.js';
import { readActLine } from '../../events/acts/read-access-act.js';
import { parseInstant } from '../../events/values/instant.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { decideInOrder } from '../../projections/access/decide.js';
import { present } from '../store/present.js';
import { outcomeOf } from './acts-of-lines.js';
import { decide } from './oracle/decide.js';
import { ROLE_NEEDS } from './oracle/tables.js';
import type { Act } from './oracle/world.js';
import { SAMPLES, WAY_TO } from './done-acts.js';
import type { Fields } from './done-acts.js';

const CLOCK = '2020-01-01T00:00:00Z';
const NAME = { first: 'Ana', last: 'Diaz' };
const ELSEWHERE = '30';

/** Acts that both evaluators have taken, one after the other. */
class BothEvaluators {
  #state: AccessState = NO_ACTS;
  #acts: readonly Act[] = [];
  #day = '2010-03-01';

  on(day: string): void {
    this.#day = day;
  }

  /** Does an act that both must take, and answers what it made. */
  done(act: string, fields: Fields): Readonly<Record<string, unknown>> {
    const line = this.#line(act, fields);
    const { decisions, state } = decideInOrder(this.#state, [readActLine(line)], instant());
    const decided = decide(this.#acts, line, CLOCK);
    const outcome = outcomeOf(1, present(decisions[0]));
    expect(outcome).toEqual({ line: 1, ...decided.outcome });
    expect(outcome).not.toHaveProperty('error');
    this.#state = state;
    this.#acts = decided.acts;
    return outcome;
  }

  /** What the product and the second evaluator say of an act; nothing is changed. */
  codesOf(act: string, fields: Fields): readonly [product: unknown, second: unknown] {
    const line = this.#line(act, fields);
    const { decisions } = decideInOrder(this.#state, [readActLine(line)], instant());
    const found = outcomeOf(1, present(decisions[0]));
    const { outcome } = decide(this.#acts, line, CLOCK);
    return [found['error'] ?? 'done', outcome['error'] ?? 'done'];
  }

  #line(act: string, fields: Fields): string {
    return JSON.stringify({ act, at: `${this.#day}T20:00:00Z`, by: 'operator', ...fields });
  }
}

function instant(): number & ReturnType<typeof parseInstant> {
  return present(parseInstant(CLOCK));
}

type Actors = ReadonlyMap<string, string>;

/** An account for each role where it reaches T-1, for the county's roles of another county, and one that was closed. */
function withActors(both: BothEvaluators): Actors {
  const actors = new Map([['operator', 'operator']]);
  const add = (name: string, grants: readonly Fields[]): void => {
    const email = `${name.replaceAll(' ', '-')}@example.org`;
    const { account } = both.done('AccountInvited', { email, name: NAME, grants });
    both.done('AccountActivated', { by: account });
    actors.set(name, String(account));
  };
  for (const [role, needs] of Object.entries(ROLE_NEEDS)) {
    if (role === 'third-party') continue;
    const isCountys = needs.startsWith('county');
    if (needs === 'organisation') add(role, [{ role, application: 'T-1' }]);
    else add(role, [isCountys ? { role, county: '19' } : { role }]);
    if (isCountys) add(`${role} elsewhere`, [{ role, county: ELSEWHERE }]);
  }
  add('contact elsewhere', [{ role: 'requestor-contact', application: 'T-2' }]);
  add('closed manager', [{ role: 'dcss-process-manager' }, { role: 'dcss-process-owner' }]);
  both.done('AccountClosed', { account: actors.get('closed manager'), reason: 'gone' });
  return actors;
}

const STATES = [...Object.keys(WAY_TO), 'legal-refused', 'expired'];

/** T-1 of county 19 in a state, T-2 of another county, and somebody of every role. */
function given(state: string): { readonly both: BothEvaluators; readonly actors: Actors } {
  const both = new BothEvaluators();
  both.done('CountyConverted', SAMPLES.CountyConverted);
  both.done('RequestorIdentified', SAMPLES.RequestorIdentified);
  both.done('RequestorIdentified', { ...SAMPLES.RequestorIdentified, county: ELSEWHERE });
  const actors = withActors(both);
  const way: readonly AccessActName[] =
    state === 'legal-refused'
      ? [...(WAY_TO['applied'] ?? []), 'LegalOpinionGiven']
      : (WAY_TO[state === 'expired' ? 'established' : state] ?? []);
  for (const act of way) {
    const authorized = state !== 'legal-refused';
    const fields = act === 'LegalOpinionGiven' ? { ...SAMPLES[act], authorized } : SAMPLES[act];
    both.done(act, fields);
  }
  if (state === 'expired') both.on('2011-03-01');
  return { both, actors };
}

/** Each act with its sample, and the paper application apart: another right. */
const ACTS: readonly (readonly [string, Fields])[] = [
  ...Object.entries(SAMPLES),
  ['ApplicationSubmitted', { ...SAMPLES.ApplicationSubmitted, paper: true }],
];

describe.each(STATES)('given an application that is %s', (state) => {
  it('then every act by somebody of every role comes to what the table says', () => {
    const { both, actors } = given(state);
    const differing: unknown[] = [];
    const met = new Set<unknown>();
    for (const [act, fields] of ACTS) {
      for (const [role, by] of actors) {
        const [product, second] = both.codesOf(act, { ...fields, by });
        met.add(second);
        if (product !== second) differing.push({ act, role, product, second });
      }
    }
    expect(differing).toEqual([]);
    expect([...met]).toEqual(expect.arrayContaining(['done', 'NOT_PERMITTED', 'WRONG_STATE']));
  });
});

const ACCOUNT_STATES = {
  invited: [],
  active: ['AccountActivated'],
  suspended: ['AccountActivated', 'AccountSuspended'],
  closed: ['AccountActivated', 'AccountClosed'],
} as const;

describe.each(Object.entries(ACCOUNT_STATES))('given an account that is %s', (_state, way) => {
  it('then every act on it by somebody of every role comes to what the table says', () => {
    const { both, actors } = given('established');
    const grants = [{ role: 'dcss-legal' }];
    const { account } = both.done('AccountInvited', { ...SAMPLES.AccountInvited, grants });
    for (const act of way) {
      both.done(act, act === 'AccountActivated' ? { by: account } : { account, reason: 'x' });
    }
    const ofAccount = ACTS.filter(([, fields]) => 'account' in fields);
    const differing: unknown[] = [];
    for (const [act, fields] of ofAccount) {
      for (const [role, by] of actors) {
        const [product, second] = both.codesOf(act, { ...fields, account, by });
        if (product !== second) differing.push({ act, role, product, second });
      }
    }
    expect(ofAccount.length).toBeGreaterThan(10);
    expect(differing).toEqual([]);
  });
});
