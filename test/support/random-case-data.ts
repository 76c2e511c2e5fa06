import type { Random } from './random.js';
import * as money from './random-money-data.js';
import { establishment, modification, reestablishment } from './random-order-data.js';
import { draft, ending, naming, standingOf, type Drafting } from './known-case.js';

const PROGRAMS = [
  'calworks',
  'calworks',
  'calworks',
  'kingap',
  'foster-care-iv-e',
  'foster-care-state',
  'calworks-state',
  'medi-cal-only',
  'medi-cal-only',
  'none',
  'none',
  'none',
  'unknown',
];
const plain =
  (type: string): Drafting =>
  (known) =>
    draft(known, type, {});

/** The data of a `CaseOpened`. */
export function openingData(random: Random): Readonly<Record<string, unknown>> {
  return {
    ncp: {
      participant: `NCP-${String(random.integer(1, 4))}`,
      role: random.pick(['father', 'mother', 'putative-father', 'putative-father', 'other']),
    },
    payee: {
      participant: `CP-${String(random.integer(1, 4))}`,
      kind: random.pick(['custodial-parent', 'caretaker', 'foster-care']),
    },
    program: random.pick(PROGRAMS),
    ...(random.chance(0.15) ? { formerAssistance: random.chance(0.7) } : {}),
    ...(random.chance(0.3)
      ? { intake: random.pick(['application', 'referral', 'incoming-interstate']) }
      : {}),
  };
}

const coverage: Drafting = (known) =>
  draft(known, 'CoverageStarted', {
    coverage: known.freshId('CoverageStarted'),
    kind: known.random.pick(['private', 'tricare', 'indian-health', 'public', 'public']),
    asOrdered: known.random.chance(0.6),
    children: known.random.some(known.children),
  });

const tanfTermination: Drafting = (known) => {
  const received = standingOf(known, 'CollectionReceived');
  const lastGrantMonth =
    received.length > 0 && known.random.chance(0.7)
      ? known.random.pick(received).effective.slice(0, 7)
      : known.days.month();
  return draft(known, 'TanfTerminationReported', { lastGrantMonth });
};

const referral =
  (type: string): Drafting =>
  (known) =>
    standingOf(known, type).length >= 4
      ? null
      : draft(known, type, {
          referral: known.freshId(type),
          kind: known.random.pick(['state', 'state', 'tribe', 'country']),
          jurisdiction: 'NV',
        });

const membership =
  (type: string): Drafting =>
  (known) =>
    known.children.length === 0
      ? null
      : draft(known, type, { child: known.random.pick(known.children) });

/** Opening and closing go by turns, mostly; a case transferred out can come in again. */
const openOrClose: Drafting = (known) => {
  const { random } = known;
  const last = known.standing
    .filter(({ type }) => /^Case(Opened|Reopened|Closed|Transferred)/.test(type))
    .at(-1)?.type;
  if (last === 'CaseTransferredOut' || last === undefined) {
    return random.chance(0.6)
      ? draft(known, 'CaseTransferredIn', {
          ...openingData(random),
          fromCounty: '30',
          openedOn: known.days.near(known.day),
        })
      : draft(known, 'CaseOpened', openingData(random));
  }
  if (last === 'CaseClosed' || random.chance(0.1)) {
    return draft(
      known,
      'CaseReopened',
      random.chance(0.5) ? { program: random.pick(PROGRAMS) } : {},
    );
  }
  return random.chance(0.65)
    ? draft(known, 'CaseClosed', { reason: '303.11-b-1' })
    : draft(known, 'CaseTransferredOut', { toCounty: '30' });
};

const programChange: Drafting = (known) =>
  draft(known, 'AssistanceProgramChanged', { program: known.random.pick(PROGRAMS) });

const jurisdiction: Drafting = (known) =>
  draft(known, 'JurisdictionDetermined', { jurisdiction: known.random.chance(0.6) });

const service: Drafting = (known) =>
  draft(known, 'ServiceOfProcessCompleted', {
    manner: known.random.pick(['personal', 'substituted']),
    purpose: known.random.pick(['paternity', 'support', 'both']),
  });

const medicalBills: Drafting = (known) =>
  draft(known, 'MedicalBillsPaid', { amount: known.random.pick(money.AMOUNTS) });

const judgment = money.owed('ArrearsJudgmentEntered', (known) => {
  const order = standingOf(known, 'SupportOrderEstablished')[0];
  return order === undefined || known.random.chance(0.5) ? {} : { order: order.data['order'] };
});

/** How often each kind of thing happens in a case, and how it is drafted. */
export const CASE_DRAFTS: readonly (readonly [number, Drafting])[] = [
  [9, openOrClose],
  [4, programChange],
  [2, jurisdiction],
  [7, membership('ChildAddedToCase')],
  [3, membership('ChildRemovedFromCase')],
  [3, referral('ReferralSent')],
  [2, naming('ReferralSentEnded', 'ReferralSent', 'referral')],
  [2, referral('ReferralReceived')],
  [3, naming('ReferralReceivedEnded', 'ReferralReceived', 'referral')],
  [2, service],
  [2, plain('NonCooperationDetermined')],
  [1, ending('NonCooperationEnded', 'NonCooperationDetermined')],
  [2, plain('GoodCauseDetermined')],
  [2, ending('GoodCauseEnded', 'GoodCauseDetermined')],
  [8, establishment],
  [8, reestablishment],
  [4, modification],
  [1, naming('SupportOrderMadePermanent', 'SupportOrderEstablished', 'order')],
  [4, naming('SupportOrderTerminated', 'SupportOrderEstablished', 'order')],
  [2, naming('SupportOrderSetAside', 'SupportOrderEstablished', 'order')],
  [9, money.charge],
  [3, money.owed('ArrearsBroughtForward')],
  [2, judgment],
  [3, money.owed('InterestAccrued')],
  [4, money.owed('ArrearsCompromised')],
  [6, money.adjustment],
  [9, money.collection],
  [14, money.distribution],
  [5, money.reversal],
  [5, coverage],
  [4, naming('CoverageEnded', 'CoverageStarted', 'coverage')],
  [3, plain('InsuranceUnavailabilityConfirmed')],
  [2, ending('InsuranceUnavailabilityEnded', 'InsuranceUnavailabilityConfirmed')],
  [1, medicalBills],
  [2, tanfTermination],
];
