import { RECORD_TYPES } from '../../events/records/schemas.js';
import { TYPE_CODE, isRecordType, typeOfCode } from '../../events/registry.js';

/** The types by their stored codes, from 1. One changes only with a new storage format: see the warning in the registry. */
const IN_ORDER_OF_CODE: readonly (readonly [subject: string, names: string])[] = [
  ['case', 'CaseOpened CaseReopened CaseClosed CaseTransferredIn CaseTransferredOut'],
  ['case', 'AssistanceProgramChanged JurisdictionDetermined ChildAddedToCase ChildRemovedFromCase'],
  ['case', 'ReferralSent ReferralSentEnded ReferralReceived ReferralReceivedEnded'],
  ['case', 'ServiceOfProcessCompleted NonCooperationDetermined NonCooperationEnded'],
  ['case', 'GoodCauseDetermined GoodCauseEnded SupportOrderEstablished SupportOrderModified'],
  ['case', 'SupportOrderMadePermanent SupportOrderTerminated SupportOrderSetAside'],
  ['case', 'CurrentSupportCharged ArrearsBroughtForward ArrearsJudgmentEntered InterestAccrued'],
  ['case', 'ArrearsCompromised ArrearsAdjusted CollectionReceived CollectionDistributed'],
  ['case', 'DistributionReversed CoverageStarted CoverageEnded InsuranceUnavailabilityConfirmed'],
  ['case', 'InsuranceUnavailabilityEnded MedicalBillsPaid TanfTerminationReported'],
  ['child', 'ChildRegistered PaternityEstablished PaternityVacated DependentByParentDeath'],
  ['child', 'MediCalEligibilityStarted MediCalEligibilityEnded'],
  ['county', 'StaffingReported StatewideFigureRecorded LineMadeReportable ParticipantRegistered'],
];
const STORED = IN_ORDER_OF_CODE.flatMap(([subject, names]) =>
  names.split(' ').map((name) => ({ name, subject })),
).map((type, index) => ({ ...type, code: index + 1 }));

describe('the registry', () => {
  it('has the code and the subject of each type, RecordVoided 60', () => {
    expect(RECORD_TYPES.toSorted((a, b) => a.code - b.code)).toEqual([
      ...STORED,
      { name: 'RecordVoided', subject: 'target', code: 60 },
    ]);
    expect(RECORD_TYPES).toHaveLength(Object.keys(TYPE_CODE).length);
  });

  it('finds a type by its code and refuses a number that is none', () => {
    for (const { name, code } of RECORD_TYPES) expect(typeOfCode(code)).toBe(name);
    for (const code of [0, STORED.length + 1, 59, 61, -1, 1.5, Number.NaN]) {
      expect(() => typeOfCode(code)).toThrow(RangeError);
    }
  });

  it('takes no inherited name for a type', () => {
    for (const name of ['constructor', '__proto__', 'toString', '', 'caseOpened']) {
      expect(isRecordType(name)).toBe(false);
    }
    expect(isRecordType('CaseOpened')).toBe(true);
  });
});
