import * as state from './case-state.js';
import type { Column } from './form.js';
import { firstOpeningOf } from './orders.js';
import { lastOf, ofTypes, until, within } from './records.js';
import type { DayText } from './calendar.js';
import type { SubjectFile, World } from './world.js';

/** The column that a line counts the child in, null where it does not. */
type ChildRule = (world: World, child: SubjectFile) => Column | null;

const PRIVATE_COVERAGE: readonly string[] = ['private', 'tricare', 'indian-health'];

/** "A child whose `ChildRegistered` is not effective by M-end is on no line." */
function isRegistered(child: SubjectFile): boolean {
  return ofTypes(child.records, 'ChildRegistered').length > 0;
}

/** records.md: "rules.md takes [...] the latest (in business order) registration." */
function registrationOf(child: SubjectFile): {
  readonly birthDate: DayText;
  readonly bornOutOfWedlock: boolean;
} {
  const registered = lastOf(ofTypes(child.records, 'ChildRegistered'));
  if (registered === undefined) throw new Error(`Child ${child.id} is not registered by M-end.`);
  return registered.data;
}

/** "A child counts by age when its 18th birthday is on or after the first day of the FFY." */
function countsByAge(world: World, child: SubjectFile): boolean {
  const { birthDate } = registrationOf(child);
  const eighteenthBirthday = `${String(Number(birthDate.slice(0, 4)) + 18)}${birthDate.slice(4)}`;
  return eighteenthBirthday >= world.ffyFirst;
}

/** "open cases of a child: open cases (section 3) of which it is a member at M-end." */
function openCasesOf(world: World, child: SubjectFile): readonly SubjectFile[] {
  return world.cases.filter(
    (file) => state.isMemberAt(file, child.id, world.monthEnd) && state.isOpen(world, file),
  );
}

/**
 * "FFY cases of a child: cases in FFY of which it was a member on at least one day of FFY-to-date on which
 * the case was open (section 1)."
 */
function ffyCasesOf(world: World, child: SubjectFile): readonly SubjectFile[] {
  return world.cases.filter(
    (file) =>
      world.ffyDays.some(
        (day) => state.isMemberAt(file, child.id, day) && state.isOpenOn(file, day),
      ) && state.isInFfy(world, file),
  );
}

/**
 * "all cases that it was a member of on at least one day": membership changes on days of records only, so
 * those days are all that need asking.
 */
function casesEverOf(world: World, child: SubjectFile): readonly SubjectFile[] {
  return world.cases.filter((file) =>
    ofTypes(file.records, 'ChildAddedToCase').some((added) =>
      state.isMemberAt(file, child.id, added.effective),
    ),
  );
}

/** "the NCP of the latest `CaseOpened` or `CaseTransferredIn` <= M-end; unknown is not the mother" */
function isMotherTheNcpOf(file: SubjectFile): boolean {
  return (
    lastOf(ofTypes(file.records, 'CaseOpened', 'CaseTransferredIn'))?.data.ncp.role === 'mother'
  );
}

/** "at issue in a set of cases: at least one of them has an NCP whose role is not `mother`". */
function isAtIssueIn(files: readonly SubjectFile[]): boolean {
  return files.some((file) => !isMotherTheNcpOf(file));
}

/**
 * "established at D: a `PaternityEstablished` (any method) <= D with no `PaternityVacated` after it (in
 * business order) and <= D." Asked at M-end, which no record here is later than.
 */
function isEstablished(child: SubjectFile): boolean {
  return child.records.some(
    (record, index) =>
      record.type === 'PaternityEstablished' &&
      !child.records.slice(index + 1).some((later) => later.type === 'PaternityVacated'),
  );
}

/**
 * "dependent by a parent's death <= M-end, born out of wedlock and not established"
 */
function isExcludedByDeath(child: SubjectFile): boolean {
  return (
    ofTypes(child.records, 'DependentByParentDeath').length > 0 &&
    registrationOf(child).bornOutOfWedlock &&
    !isEstablished(child)
  );
}

/** "excluded [...]: [death]; or good cause in force at M-end in one of its open cases" */
function isExcluded(world: World, child: SubjectFile): boolean {
  return (
    isExcludedByDeath(child) ||
    openCasesOf(world, child).some((file) => state.hasGoodCauseAt(file, world.monthEnd))
  );
}

/** "(for Line 6: in one of its FFY cases, at M-end or the case's closing)" */
function isExcludedForLine6(world: World, child: SubjectFile): boolean {
  return (
    isExcludedByDeath(child) ||
    ffyCasesOf(world, child).some((file) =>
      state.hasGoodCauseAt(file, state.dayOrClosing(file, world.monthEnd)),
    )
  );
}

/** "the first of current, former, never among" the cases. */
function firstColumnAmong(world: World, files: readonly SubjectFile[]): Column | null {
  const columns = files.map((file) => state.columnOf(world, file));
  return (['b', 'c', 'd'] as const).find((column) => columns.includes(column)) ?? null;
}

/** 4: "has an open case" */
function isOn4(world: World, child: SubjectFile): boolean {
  return countsByAge(world, child) && openCasesOf(world, child).length > 0;
}

/** 5: "Line 4, born out of wedlock, at issue in its open cases, not excluded" */
function isOn5(world: World, child: SubjectFile): boolean {
  return (
    isOn4(world, child) &&
    registrationOf(child).bornOutOfWedlock &&
    isAtIssueIn(openCasesOf(world, child)) &&
    !isExcluded(world, child)
  );
}

/** 6: "has an FFY case, at issue in its FFY cases, born out of wedlock, established at M-end, not excluded" */
function isOn6(world: World, child: SubjectFile): boolean {
  return (
    countsByAge(world, child) &&
    registrationOf(child).bornOutOfWedlock &&
    isEstablished(child) &&
    isAtIssueIn(ffyCasesOf(world, child)) &&
    !isExcludedForLine6(world, child)
  );
}

/**
 * 7: "Line 4, not excluded, and: not born out of wedlock, or established at M-end, or not at issue in its
 * open cases"
 */
function isOn7(world: World, child: SubjectFile): boolean {
  return (
    isOn4(world, child) &&
    !isExcluded(world, child) &&
    (!registrationOf(child).bornOutOfWedlock ||
      isEstablished(child) ||
      !isAtIssueIn(openCasesOf(world, child)))
  );
}

/**
 * 13: "has an open case at issue, born out of wedlock, not established at M-end. Column: the first of
 * current, former, never among its open cases whose NCP is not the mother"
 */
function columnOn13(world: World, child: SubjectFile): Column | null {
  if (!countsByAge(world, child) || !registrationOf(child).bornOutOfWedlock) return null;
  if (isEstablished(child)) return null;
  return firstColumnAmong(
    world,
    openCasesOf(world, child).filter((file) => !isMotherTheNcpOf(file)),
  );
}

/**
 * 16: "has an FFY case, born out of wedlock, the first (business order) of its `PaternityEstablished` with
 * `method: judicial` and `by: county` effective in FFY-to-date, whatever other establishments it has; no
 * `pop` establishment <= M-end; no establishment effective before the earliest first opening (section 4)
 * among all cases that it was a member of on at least one day. Column: the first of current, former, never
 * among its FFY cases"
 */
function columnOn16(world: World, child: SubjectFile): Column | null {
  if (!countsByAge(world, child) || !registrationOf(child).bornOutOfWedlock) return null;
  const establishments = ofTypes(child.records, 'PaternityEstablished');
  const firstOfTheCounty = establishments.find(
    ({ data }) => data.method === 'judicial' && data.by === 'county',
  );
  if (firstOfTheCounty === undefined) return null;
  if (within([firstOfTheCounty], world.ffyFirst, world.monthEnd).length === 0) return null;
  if (until(establishments, world.monthEnd).some(({ data }) => data.method === 'pop')) return null;
  const earliestOpening = casesEverOf(world, child)
    .map(firstOpeningOf)
    .filter((day) => day !== undefined)
    .toSorted()[0];
  const isEstablishedBeforeAllCases =
    earliestOpening !== undefined &&
    establishments.some(({ effective }) => effective < earliestOpening);
  return isEstablishedBeforeAllCases ? null : firstColumnAmong(world, ffyCasesOf(world, child));
}

/** "an open case not responding at M-end" */
function casesFor33(world: World, child: SubjectFile): readonly SubjectFile[] {
  return openCasesOf(world, child).filter((file) => !state.isRespondingAt(file, world.monthEnd));
}

/** 33: "Medi-Cal eligibility in force at M-end, has an open case not responding at M-end" */
function isOn33(world: World, child: SubjectFile): boolean {
  return state.isMediCalEligibleAt(child, world.monthEnd) && casesFor33(world, child).length > 0;
}

/**
 * 34: "Line 33, named by a private, tricare or indian-health coverage in force on any day of FFY-to-date on
 * one of those cases"
 */
function isOn34(world: World, child: SubjectFile): boolean {
  return (
    isOn33(world, child) &&
    casesFor33(world, child).some((file) =>
      world.ffyDays.some((day) =>
        state.hasCoverageInForceAt(file, PRIVATE_COVERAGE, day, (coverage) =>
          coverage.children.includes(child.id),
        ),
      ),
    )
  );
}

const inA =
  (isOn: (world: World, child: SubjectFile) => boolean): ChildRule =>
  (world, child) =>
    isRegistered(child) && isOn(world, child) ? 'a' : null;
const inStatusColumn =
  (columnOn: ChildRule): ChildRule =>
  (world, child) =>
    isRegistered(child) ? columnOn(world, child) : null;

/** Section 6: the rule of each line that counts children. */
export const CHILD_LINES: Readonly<Record<string, ChildRule>> = {
  4: inA(isOn4),
  5: inA(isOn5),
  6: inA(isOn6),
  7: inA(isOn7),
  13: inStatusColumn(columnOn13),
  16: inStatusColumn(columnOn16),
  33: inA(isOn33),
  34: inA(isOn34),
};
