import { dayBefore, type DayText } from './calendar.js';
import { lastOf, ofTypes, until, type AnyHeld, type TypeName } from './records.js';
import type { SubjectFile, World } from './world.js';

/** The columns of the form that a status puts a case in. */
export type StatusColumn = 'b' | 'c' | 'd';

const FEDERAL_PROGRAMS: readonly string[] = ['calworks', 'kingap', 'foster-care-iv-e'];

/** "`CaseOpened`, `CaseReopened`, `CaseTransferredIn` open the case on their effective date" */
const OPENINGS = ['CaseOpened', 'CaseReopened', 'CaseTransferredIn'] as const;
/** "`CaseClosed`, `CaseTransferredOut` close it." */
const CLOSINGS = ['CaseClosed', 'CaseTransferredOut'] as const;

/** "The last of these with effective date <= D says whether it is open at D: closed on D means not open at D." */
export function isOpenAt(file: SubjectFile, day: DayText): boolean {
  const last = lastOf(until(ofTypes(file.records, ...OPENINGS, ...CLOSINGS), day));
  return (
    last !== undefined &&
    (last.type === 'CaseOpened' ||
      last.type === 'CaseReopened' ||
      last.type === 'CaseTransferredIn')
  );
}

/** "It is open on a day when it is open at the day before it or opened on it". */
export function isOpenOn(file: SubjectFile, day: DayText): boolean {
  return (
    isOpenAt(file, dayBefore(day)) ||
    ofTypes(file.records, ...OPENINGS).some((opening) => opening.effective === day)
  );
}

/** "The case is open in FFY-to-date when it is open on at least one day of it". */
export function isOpenInFfyToDate(world: World, file: SubjectFile): boolean {
  return world.ffyDays.some((day) => isOpenOn(file, day));
}

/** "Transferred out - the last open/close record <= M-end is a `CaseTransferredOut`." */
export function isTransferredOut(world: World, file: SubjectFile): boolean {
  const records = until(ofTypes(file.records, ...OPENINGS, ...CLOSINGS), world.monthEnd);
  return lastOf(records)?.type === 'CaseTransferredOut';
}

/** "Let D' be D if the case is open at D, else its last closing date <= D (else D)." */
export function dayOrClosing(file: SubjectFile, day: DayText): DayText {
  if (isOpenAt(file, day)) return day;
  return lastOf(until(ofTypes(file.records, ...CLOSINGS), day))?.effective ?? day;
}

/** A program as of some record that bears one. */
function programsUntil(file: SubjectFile, day: DayText): readonly string[] {
  const bearing = ofTypes(
    file.records,
    'CaseOpened',
    'CaseReopened',
    'CaseTransferredIn',
    'AssistanceProgramChanged',
  );
  return until(bearing, dayOrClosing(file, day))
    .map((record) => record.data.program)
    .filter((program) => program !== undefined);
}

/**
 * "`program` is that of the latest program-bearing record <= D' (`CaseOpened`, `CaseReopened` with a
 * program, `CaseTransferredIn`, `AssistanceProgramChanged`)."
 */
export function programAt(file: SubjectFile, day: DayText): string {
  return lastOf(programsUntil(file, day)) ?? 'unknown';
}

/**
 * "current - the program is federal; former - not so, but a federal program stood at some record <= D',
 * or `formerAssistance` was true; never - otherwise." "current = (b), former = (c), never = (d)."
 */
export function statusColumnAt(file: SubjectFile, day: DayText): StatusColumn {
  if (FEDERAL_PROGRAMS.includes(programAt(file, day))) return 'b';
  if (programsUntil(file, day).some((program) => FEDERAL_PROGRAMS.includes(program))) return 'c';
  const openings = ofTypes(file.records, 'CaseOpened', 'CaseTransferredIn');
  const wasFormer = until(openings, dayOrClosing(file, day)).some(
    (opening) => opening.data.formerAssistance === true,
  );
  return wasFormer ? 'c' : 'd';
}

/** "Medi-Cal only at D - status never and program `medi-cal-only`." */
export function isMediCalOnlyAt(file: SubjectFile, day: DayText): boolean {
  return statusColumnAt(file, day) === 'd' && programAt(file, day) === 'medi-cal-only';
}

/** "No jurisdiction at D - the latest `JurisdictionDetermined` <= D' says `jurisdiction: false`." */
export function hasNoJurisdictionAt(file: SubjectFile, day: DayText): boolean {
  const determined = until(
    ofTypes(file.records, 'JurisdictionDetermined'),
    dayOrClosing(file, day),
  );
  return lastOf(determined)?.data.jurisdiction === false;
}

/** Section 3: "open below means open at M-end and not of those two." */
export function isOpen(world: World, file: SubjectFile): boolean {
  return isOpenAt(file, world.monthEnd) && !isOfTheTwoExcludedKinds(world, file);
}

/** Section 3: "in FFY means open in FFY-to-date and not of those two." */
export function isInFfy(world: World, file: SubjectFile): boolean {
  return isOpenInFfyToDate(world, file) && !isOfTheTwoExcludedKinds(world, file);
}

/** Section 3: no jurisdiction "at M-end (or at its closing)", or transferred out "at M-end". */
export function isOfTheTwoExcludedKinds(world: World, file: SubjectFile): boolean {
  return hasNoJurisdictionAt(file, world.monthEnd) || isTransferredOut(world, file);
}

/** Section 3: "The column of a case is its status at M-end (or closing)". */
export function columnOf(world: World, file: SubjectFile): StatusColumn {
  return statusColumnAt(file, world.monthEnd);
}

/**
 * "a referral sent (received) is in force from its effective date until the day before its `...Ended`."
 * "Where the records carry an id, the end is the earliest that names the id; on or before the day of the
 * start it leaves nothing in force."
 * `kinds` undefined asks for a referral of any kind.
 */
export function hasReferralInForceAt(
  file: SubjectFile,
  direction: 'sent' | 'received',
  day: DayText,
  kind?: 'state' | 'tribe' | 'country',
): boolean {
  const starts = ofTypes(file.records, direction === 'sent' ? 'ReferralSent' : 'ReferralReceived');
  const ends = ofTypes(
    file.records,
    direction === 'sent' ? 'ReferralSentEnded' : 'ReferralReceivedEnded',
  );
  return starts.some((start) => {
    const naming = ends.filter((end) => end.data.referral === start.data.referral);
    return (
      (kind === undefined || start.data.kind === kind) &&
      isSpanInForceAt(start.effective, earliest(naming), day)
    );
  });
}

/** "Responding at D: any received referral is in force at D." */
export function isRespondingAt(file: SubjectFile, day: DayText): boolean {
  return hasReferralInForceAt(file, 'received', day);
}

/** Whether a coverage of one of the kinds is in force at the day, `also` says what else it must be. */
export function hasCoverageInForceAt(
  file: SubjectFile,
  kinds: readonly string[],
  day: DayText,
  also: (coverage: {
    readonly asOrdered: boolean;
    readonly children: readonly string[];
  }) => boolean,
): boolean {
  const ends = ofTypes(file.records, 'CoverageEnded');
  return ofTypes(file.records, 'CoverageStarted').some((start) => {
    const naming = ends.filter((end) => end.data.coverage === start.data.coverage);
    return (
      kinds.includes(start.data.kind) &&
      also(start.data) &&
      isSpanInForceAt(start.effective, earliest(naming), day)
    );
  });
}

/** From the start to the day before the end. */
function isSpanInForceAt(start: DayText, end: DayText | undefined, day: DayText): boolean {
  return start <= day && (end === undefined || day < end);
}

function earliest(records: readonly { readonly effective: DayText }[]): DayText | undefined {
  return records.map((record) => record.effective).toSorted()[0];
}

/**
 * "Where they carry none, they are taken in business order: a start while in force and an end while not in
 * force change nothing, and a start ended on its own day was in force on no day."
 */
function isIntervalInForceAt(
  records: readonly AnyHeld[],
  start: TypeName,
  end: TypeName,
  day: DayText,
): boolean {
  let inForce = false;
  for (const record of until(records, day)) {
    if (record.type === start) inForce = true;
    if (record.type === end) inForce = false;
  }
  return inForce;
}

/** Non-cooperation in force at the day. */
export function isNonCooperatingAt(file: SubjectFile, day: DayText): boolean {
  return isIntervalInForceAt(file.records, 'NonCooperationDetermined', 'NonCooperationEnded', day);
}

/** Good cause in force at the day. */
export function hasGoodCauseAt(file: SubjectFile, day: DayText): boolean {
  return isIntervalInForceAt(file.records, 'GoodCauseDetermined', 'GoodCauseEnded', day);
}

/** Unavailability of insurance in force at the day. */
export function isInsuranceUnavailableAt(file: SubjectFile, day: DayText): boolean {
  return isIntervalInForceAt(
    file.records,
    'InsuranceUnavailabilityConfirmed',
    'InsuranceUnavailabilityEnded',
    day,
  );
}

/** Medi-Cal eligibility of a child in force at the day. */
export function isMediCalEligibleAt(child: SubjectFile, day: DayText): boolean {
  return isIntervalInForceAt(
    child.records,
    'MediCalEligibilityStarted',
    'MediCalEligibilityEnded',
    day,
  );
}

/** "A child belongs to a case while its membership is in force." */
export function isMemberAt(file: SubjectFile, childId: string, day: DayText): boolean {
  const ofChild = ofTypes(file.records, 'ChildAddedToCase', 'ChildRemovedFromCase').filter(
    (record) => record.data.child === childId,
  );
  return isIntervalInForceAt(ofChild, 'ChildAddedToCase', 'ChildRemovedFromCase', day);
}
