import { RECORD_TYPES } from '../../events/records/schemas.js';
import { TYPE_CODE, isRecordType, typeOfCode } from '../../events/registry.js';

/** The stored codes. A number here changes only with a new storage format: see the warning in the registry. */
const CASE_TYPES_IN_ORDER = `CaseOpened CaseReopened CaseClosed CaseTransferredIn CaseTransferredOut
  AssistanceProgramChanged JurisdictionDetermined ChildAddedToCase ChildRemovedFromCase ReferralSent ReferralSentEnded
  ReferralReceived ReferralReceivedEnded ServiceOfProcessCompleted NonCooperationDetermined NonCooperationEnded
  GoodCauseDetermined GoodCauseEnded SupportOrderEstablished SupportOrderModified SupportOrderMadePermanent
  SupportOrderTerminated SupportOrderSetAside CurrentSupportCharged ArrearsBroughtForward ArrearsJudgmentEntered
  InterestAccrued ArrearsCompromised ArrearsAdjusted CollectionReceived CollectionDistributed DistributionReversed
  CoverageStarted CoverageEnded InsuranceUnavailabilityConfirmed InsuranceUnavailabilityEnded MedicalBillsPaid
  TanfTerminationReported`.split(/\s+/u);

const CHILD_TYPES_IN_ORDER =
  `ChildRegistered PaternityEstablished PaternityVacated DependentByParentDeath
  MediCalEligibilityStarted MediCalEligibilityEnded`.split(/\s+/u);

const COUNTY_TYPES_IN_ORDER =
  'StaffingReported StatewideFigureRecorded LineMadeReportable ParticipantRegistered'.split(' ');

describe('the registry', () => {
  it('numbers the types in the order of the contract, from 1, and RecordVoided 60', () => {
    const inOrder = [...CASE_TYPES_IN_ORDER, ...CHILD_TYPES_IN_ORDER, ...COUNTY_TYPES_IN_ORDER];
    expect(RECORD_TYPES.map(({ name, code }) => [name, code])).toEqual([
      ...inOrder.map((name, index) => [name, index + 1]),
      ['RecordVoided', 60],
    ]);
    expect(RECORD_TYPES).toHaveLength(Object.keys(TYPE_CODE).length);
  });

  it('knows the subject of each type', () => {
    const ofSubject = (subject: string) =>
      RECORD_TYPES.filter((type) => type.subject === subject).map(({ name }) => name);
    expect(ofSubject('case')).toEqual(CASE_TYPES_IN_ORDER);
    expect(ofSubject('child')).toEqual(CHILD_TYPES_IN_ORDER);
    expect(ofSubject('county')).toEqual(COUNTY_TYPES_IN_ORDER);
    expect(ofSubject('target')).toEqual(['RecordVoided']);
  });

  it('finds a type by its code and refuses a number that is none', () => {
    for (const { name, code } of RECORD_TYPES) expect(typeOfCode(code)).toBe(name);
    for (const code of [0, 49, 59, 61, -1, 1.5, Number.NaN]) {
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
