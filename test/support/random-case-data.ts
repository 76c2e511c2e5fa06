import type { Random } from './random.js';
import * as money from './random-money-data.js';
import { establishment, modification, reestablishment } from './random-order-data.js';
import { draft, ending, naming, standingOf, type Drafting } from './random-scene.js';

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
  (scene) =>
    draft(scene, type, {});

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

const coverage: Drafting = (scene) =>
  draft(scene, 'CoverageStarted', {
    coverage: scene.freshId('CoverageStarted'),
    kind: scene.random.pick(['private', 'tricare', 'indian-health', 'public', 'public']),
    asOrdered: scene.random.chance(0.6),
    children: scene.random.some(scene.children),
  });

const tanfTermination: Drafting = (scene) => {
  const received = standingOf(scene, 'CollectionReceived');
  const lastGrantMonth =
    received.length > 0 && scene.random.chance(0.7)
      ? scene.random.pick(received).effective.slice(0, 7)
      : scene.days.month();
  return draft(scene, 'TanfTerminationReported', { lastGrantMonth });
};

const referral =
  (type: string): Drafting =>
  (scene) =>
    standingOf(scene, type).length >= 4
      ? null
      : draft(scene, type, {
          referral: scene.freshId(type),
          kind: scene.random.pick(['state', 'state', 'tribe', 'country']),
          jurisdiction: 'NV',
        });

const membership =
  (type: string): Drafting =>
  (scene) =>
    scene.children.length === 0
      ? null
      : draft(scene, type, { child: scene.random.pick(scene.children) });

/** Opening and closing go by turns, mostly; a case transferred out can come in again. */
const openOrClose: Drafting = (scene) => {
  const { random } = scene;
  const last = scene.standing
    .filter(({ type }) => /^Case(Opened|Reopened|Closed|Transferred)/.test(type))
    .at(-1)?.type;
  if (last === 'CaseTransferredOut' || last === undefined) {
    return random.chance(0.6)
      ? draft(scene, 'CaseTransferredIn', {
          ...openingData(random),
          fromCounty: '30',
          openedOn: scene.days.near(scene.day),
        })
      : draft(scene, 'CaseOpened', openingData(random));
  }
  if (last === 'CaseClosed' || random.chance(0.1)) {
    return draft(
      scene,
      'CaseReopened',
      random.chance(0.5) ? { program: random.pick(PROGRAMS) } : {},
    );
  }
  return random.chance(0.65)
    ? draft(scene, 'CaseClosed', { reason: '303.11-b-1' })
    : draft(scene, 'CaseTransferredOut', { toCounty: '30' });
};

const programChange: Drafting = (scene) =>
  draft(scene, 'AssistanceProgramChanged', { program: scene.random.pick(PROGRAMS) });

const jurisdiction: Drafting = (scene) =>
  draft(scene, 'JurisdictionDetermined', { jurisdiction: scene.random.chance(0.6) });

const service: Drafting = (scene) =>
  draft(scene, 'ServiceOfProcessCompleted', {
    manner: scene.random.pick(['personal', 'substituted']),
    purpose: scene.random.pick(['paternity', 'support', 'both']),
  });

const medicalBills: Drafting = (scene) =>
  draft(scene, 'MedicalBillsPaid', { amount: scene.random.pick(money.AMOUNTS) });

const judgment = money.owed('ArrearsJudgmentEntered', (scene) => {
  const order = standingOf(scene, 'SupportOrderEstablished')[0];
  return order === undefined || scene.random.chance(0.5) ? {} : { order: order.data['order'] };
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
