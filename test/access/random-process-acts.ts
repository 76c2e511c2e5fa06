import type { Random } from '../support/random.js';
import { plusDays, plusMonths, plusYears } from './oracle/calendar.js';
import { stateOf } from './oracle/cases.js';
import { mayDo } from './oracle/rights.js';
import { actionOf } from './oracle/tables.js';
import { usersOf } from './oracle/world.js';
import type { Case, World } from './oracle/world.js';
import { COUNTIES, REASONS } from './random-account-acts.js';
import type { Line, RandomAccountActs } from './random-account-acts.js';

const KINDS = ['IV-A', 'IV-E', 'district-attorney', 'child-abduction', 'other'] as const;
const ORGANISATIONS = [
  'County Welfare',
  ' COUNTY WELFARE ',
  'Ministère Élan',
  'Foster Care',
] as const;

const PLACE = { name: 'Ivy Lee', title: 'Chief', address: '1 Main St', email: 'ivy@example.org' };
const COUNTYS = { name: 'Co Ord', title: 'Coordinator', contact: '555' };
const CONTACT = { name: 'Con Tact', title: 'Lead', telephone: '916', email: 'con@example.org' };

/** Makes acts of the Third Party Access Process. */
export class RandomProcessActs {
  readonly #random: Random;
  readonly #accounts: RandomAccountActs;

  constructor(random: Random, accounts: RandomAccountActs) {
    this.#random = random;
    this.#accounts = accounts;
  }

  identified(on: string): Line {
    const random = this.#random;
    return {
      act: 'RequestorIdentified',
      county: random.pick(COUNTIES),
      organisation: random.pick(ORGANISATIONS),
      kind: random.pick(KINDS),
      invitee: PLACE,
      coordinator: COUNTYS,
      administrator: COUNTYS,
      recommended: random.pick([1, 3, 10_000]),
      inviteOn: plusDays(on, random.integer(-80, 20)),
    };
  }

  /** Acts of the process that are about no application. */
  besides(on: string): Line {
    const random = this.#random;
    const day = plusDays(on, random.integer(-120, 10));
    return random.weighted<Line>([
      [6, { act: 'CountyConverted', county: random.pick(COUNTIES), day }],
      [2, { act: 'AllocationChanged', row: random.integer(1, 59), reserved: random.integer(0, 4) }],
      [1, { act: 'ProcessReviewed', text: random.pick(REASONS) }],
    ]);
  }

  onCase(world: World, on: string): Line {
    const random = this.#random;
    if (world.cases.length === 0) return this.identified(on);
    const alive = world.cases.filter(
      (each) => !['rejected', 'withdrawn', 'ended', 'expired'].includes(stateOf(each, on)),
    );
    const one = random.pick(random.chance(0.9) && alive.length > 0 ? alive.slice(-2) : world.cases);
    if (!(one.county in world.converted) && random.chance(0.5)) {
      return { act: 'CountyConverted', county: one.county, day: plusDays(on, -100) };
    }
    const usual = this.#usual(world, one, on);
    const { act, ...fields } = random.chance(0.8) ? usual : this.#unusual(world, one, on);
    const application = random.chance(0.98) ? one.id : 'T-77';
    return { act, application, ...fields, ...this.#rightful(world, one, String(act), on) };
  }

  /** Now and then by somebody who may, or has a role in it. */
  #rightful(world: World, one: Case, act: string, on: string): Line {
    const random = this.#random;
    if (random.chance(0.65)) return {};
    const action =
      act === 'ApplicationSubmitted' || act === 'ApplicationWithdrawn'
        ? 'application.apply'
        : actionOf(act);
    const fit = world.people.filter((each) =>
      mayDo(world, each, action, { application: one.id }, on),
    );
    if (fit.length > 0 && random.chance(0.8)) return { by: random.pick(fit).id };
    const near = world.people.filter(({ grants }) =>
      grants.some(({ county, application }) => county === one.county || application === one.id),
    );
    return near.length === 0 ? {} : { by: random.pick(near).id };
  }

  /** What comes next for an application. */
  #usual(world: World, one: Case, on: string): Line {
    const random = this.#random;
    switch (one.state) {
      case 'identified':
        return { act: 'RequestorInvited' };
      case 'invited':
        return this.#submitted(on);
      case 'applied':
        return random.weighted<Line>([
          [5, { act: 'LegalOpinionGiven', authorized: random.chance(0.9), text: 'x' }],
          [5, { act: 'ConnectivityVerified', passed: true, result: 'x' }],
          [2, { act: 'LegalReviewDelayed', cause: random.pick(['purpose-unclear', 'research']) }],
        ]);
      case 'legal-cleared':
        return one.passed === true || random.chance(0.1)
          ? this.#accepted()
          : { act: 'ConnectivityVerified', passed: random.chance(0.8), result: 'x' };
      case 'conditionally-accepted':
        return this.#signed(one, on);
      case 'mou-signed':
        return (one.to ?? '') < on && random.chance(0.7)
          ? { act: 'ApplicationRejected', reason: 'x' }
          : { act: 'MouSignedByState' };
      case 'approved':
        return { act: 'OfficeCreated', office: `OFF-${String(random.integer(1, 12))}` };
      case 'office-created':
        return this.#opened(world, on);
      case 'established':
        return this.#established(world, one, on);
      default:
        return this.#unusual(world, one, on);
    }
  }

  /** Opening users, then the renewal: noticed in its time, findings cleared, started. */
  #established(world: World, one: Case, on: string): Line {
    const random = this.#random;
    const open = one.findings.findIndex((state) => state !== 'cleared');
    if (random.chance(0.4)) return this.#opened(world, on);
    if (random.chance(0.3)) return this.#unusual(world, one, on);
    if (!('RenewalNoticed' in one.days)) {
      const isTime = on >= plusMonths(one.to ?? '', -6) || random.chance(0.2);
      return isTime ? { act: 'RenewalNoticed' } : this.#unusual(world, one, on);
    }
    return open >= 0 && random.chance(0.7)
      ? { act: 'FindingCleared', text: 'x', finding: String(open + 1) }
      : { act: 'RenewalStarted' };
  }

  #submitted(on: string): Line {
    const random = this.#random;
    return {
      act: 'ApplicationSubmitted',
      contact: random.chance(0.5) ? CONTACT : { ...CONTACT, fax: '1' },
      iso: CONTACT,
      signer: { name: 'Sig Ner', title: 'Director' },
      authority: 'Family Code 17212',
      purpose: 'see the file',
      users: 2,
      signature: 'Sig Ner',
      signed: plusDays(
        on,
        random.weighted([
          [9, -3],
          [1, 1],
        ]),
      ),
      ...(random.chance(0.3) ? { paper: true } : {}),
    };
  }

  #accepted(): Line {
    const random = this.#random;
    const justification = random.chance(0.6) ? { justification: 'x' } : {};
    return { act: 'ApplicationAccepted', accounts: random.integer(1, 3), ...justification };
  }

  #signed(one: Case, on: string): Line {
    const random = this.#random;
    const from = plusDays(on, random.integer(-30, 10));
    const to = random.pick([
      plusMonths(from, random.integer(7, 20)),
      plusMonths(from, random.integer(7, 20)),
      plusYears(from, 5),
      plusDays(plusYears(from, 5), 1),
      plusDays(from, random.integer(0, 90)),
    ]);
    const isOdd = one.renews === null && random.chance(0.05);
    return {
      act: 'MouSignedByRequestor',
      from: isOdd ? '2008-02-29' : from,
      to: isOdd ? '2013-02-28' : to,
    };
  }

  #days(on: string): { readonly training: string; readonly statement: string } {
    const random = this.#random;
    const day = (): string =>
      random.weighted([
        [6, plusDays(on, -random.integer(0, 360))],
        [1, plusYears(on, -1)],
        [1, plusDays(plusYears(on, -1), -1)],
        [1, plusDays(on, 1)],
      ]);
    return { training: day(), statement: day() };
  }

  #opened(world: World, on: string): Line {
    const random = this.#random;
    const who = random.chance(0.7)
      ? { email: this.#accounts.email(), name: this.#accounts.name() }
      : { account: this.#accounts.person(world) };
    return { act: 'UserAccountOpened', profile: '7.3 inquiry', ...who, ...this.#days(on) };
  }

  #unusual(world: World, one: Case, on: string): Line {
    const random = this.#random;
    const users = usersOf(world, one);
    const account =
      users.length > 0 && random.chance(0.8)
        ? random.pick(users).account
        : this.#accounts.person(world);
    const { training, statement } = this.#days(on);
    const finding = String(random.integer(1, Math.max(1, one.findings.length)));
    const reason = random.pick(REASONS);
    if (one.findings.length === 0 && random.chance(0.4)) {
      return { act: 'FindingRecorded', text: reason };
    }
    return random.weighted<Line>([
      [3, { act: 'UserAccountClosed', account, reason }],
      [3, { act: 'TrainingRecorded', account, training, statement }],
      [1, { act: 'TrainingRecorded', account, statement }],
      [2, { act: 'FindingRecorded', text: reason }],
      [2, { act: 'FindingAnswered', text: reason, finding }],
      [3, { act: 'FindingCleared', text: reason, finding }],
      [1, { act: 'SurveyAnswered', adequate: true, needed: 2 }],
      [2, { act: 'AccountsRaised', accounts: random.integer(2, 7), justification: 'x' }],
      [1, { act: 'AccountsRaised', accounts: random.integer(2, 7) }],
      [0.3, { act: 'AccessEnded', reason }],
      [0.4, { act: 'ApplicationWithdrawn', reason }],
      [0.4, { act: 'ApplicationRejected', reason }],
      [1, { act: 'PeopleChanged', iso: CONTACT }],
      [1, { act: 'InfrastructureEvaluated', findings: reason }],
      [1, { act: 'RenewalNoticed' }],
      [1, { act: 'RenewalStarted' }],
      [1, { act: 'MouSignedByState' }],
      [1, this.#accepted()],
      [1, { act: 'OfficeCreated', office: `OFF-${String(random.integer(1, 12))}` }],
    ]);
  }
}
