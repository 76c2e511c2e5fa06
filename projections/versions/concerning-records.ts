import { TYPE_CODE } from '../../events/registry.js';
import { CHILD_SUBJECT, SUPPLIED_LINES } from '../columns/codes.js';
import type { LedgerView } from '../columns/ledger-view.js';
import type { RecordColumns, SubjectBlock } from '../columns/record-columns.js';
import type { LineEntry } from '../form/line.js';
import { lineCodeOf } from '../../events/line-numbers.js';

/** The positions after one position and up to another, whichever of the two is greater. */
export interface NewPositions {
  readonly after: number;
  readonly upTo: number;
}

const COUNTY = 0;
const FIRST_SUBJECT = 1;

const MEMBERSHIP_TYPES: ReadonlySet<number> = new Set([
  TYPE_CODE.ChildAddedToCase,
  TYPE_CODE.ChildRemovedFromCase,
]);

/** Records of a case that the lines of its children look at (rules.md 6), besides its memberships. */
const TYPES_FOR_CHILDREN: ReadonlySet<number> = new Set([
  TYPE_CODE.CaseOpened,
  TYPE_CODE.CaseReopened,
  TYPE_CODE.CaseClosed,
  TYPE_CODE.CaseTransferredIn,
  TYPE_CODE.CaseTransferredOut,
  TYPE_CODE.AssistanceProgramChanged,
  TYPE_CODE.JurisdictionDetermined,
  TYPE_CODE.ReferralReceived,
  TYPE_CODE.ReferralReceivedEnded,
  TYPE_CODE.GoodCauseDetermined,
  TYPE_CODE.GoodCauseEnded,
  TYPE_CODE.CoverageStarted,
  TYPE_CODE.CoverageEnded,
]);

/**
 * For each of some cases and children the positions within a range that concern it, ascending: its
 * own records and, for a child, those records of its cases that a line of children looks at. A
 * correction or a void is judged by the chain that it belongs to.
 *
 * @param view - the whole ledger at least up to the range's end
 */
export function recordsConcerning(
  view: LedgerView,
  range: NewPositions,
  subjects: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const ties = tiesOfChildren(view, range, subjects);
  const found = new Map<number, number[]>([...subjects].map((subject) => [subject, []]));
  for (const block of view.blocks()) {
    for (const subject of subjectsOf(block)) {
      const own = found.get(subject);
      // One by one: the positions of a case may be more than the stack holds as arguments of one call.
      if (own !== undefined) for (const at of positionsWithin(block, subject, range)) own.push(at);
      for (const tie of ties.get(subject) ?? []) {
        const ofChild = positionsWithin(block, subject, range, concernsChild(block, subject, tie));
        const ofTie = found.get(tie.child);
        if (ofTie !== undefined) for (const at of ofChild) ofTie.push(at);
      }
    }
  }
  for (const positions of found.values()) positions.sort((a, b) => a - b);
  return found;
}

/** Positions within a range of the county's records that concern a line, ascending. */
export function countyRecordsConcerning(
  view: LedgerView,
  range: NewPositions,
  entry: LineEntry,
): readonly number[] {
  const { columns } = view.county;
  const roots = new Set<number>();
  for (const row of rowsOf(view.county, COUNTY)) {
    const isKnown = (columns.position[row] ?? 0) <= range.upTo;
    if (isKnown && namesLine(columns, row, entry)) roots.add(columns.root[row] ?? 0);
  }
  const isOfChain = (row: number): boolean => roots.has(columns.root[row] ?? 0);
  return positionsWithin(view.county, COUNTY, range, isOfChain);
}

/** A child that a case has had, and the roots of the membership chains that name it. */
interface ChildTie {
  readonly child: number;
  readonly memberships: Set<number>;
}

/** The ties to some children by case, from all memberships up to the range's end, standing or not. */
function tiesOfChildren(
  view: LedgerView,
  { upTo }: NewPositions,
  subjects: ReadonlySet<number>,
): ReadonlyMap<number, readonly ChildTie[]> {
  const children = new Set([...subjects].filter((s) => view.subjectKinds[s] === CHILD_SUBJECT));
  const ties = new Map<number, ChildTie[]>();
  if (children.size === 0) return ties;
  for (const block of view.blocks()) {
    const { count, position, type, subject, root, args, argsStart } = block.columns;
    for (let row = 0; row < count; row += 1) {
      if (!MEMBERSHIP_TYPES.has(type[row] ?? 0) || (position[row] ?? 0) > upTo) continue;
      const child = args[argsStart[row] ?? 0] ?? 0;
      if (children.has(child)) noteTie(ties, subject[row] ?? 0, child, root[row] ?? 0);
    }
  }
  return ties;
}

function noteTie(
  ties: Map<number, ChildTie[]>,
  caseSubject: number,
  child: number,
  membership: number,
): void {
  const ofCase = ties.get(caseSubject) ?? [];
  ties.set(caseSubject, ofCase);
  const known = ofCase.find((tie) => tie.child === child);
  if (known === undefined) ofCase.push({ child, memberships: new Set([membership]) });
  else known.memberships.add(membership);
}

/** Whether a record of a case, by its row, concerns one of the case's children. */
function concernsChild(
  block: SubjectBlock,
  caseSubject: number,
  tie: ChildTie,
): (row: number) => boolean {
  const { position, root, type } = block.columns;
  const typeOfChain = new Map<number, number>();
  for (const row of rowsOf(block, caseSubject)) {
    if (position[row] === root[row]) typeOfChain.set(root[row] ?? 0, type[row] ?? 0);
  }
  return (row) => {
    const chain = root[row] ?? 0;
    const chainType = typeOfChain.get(chain) ?? 0;
    if (MEMBERSHIP_TYPES.has(chainType)) return tie.memberships.has(chain);
    return TYPES_FOR_CHILDREN.has(chainType);
  };
}

/** Whether a record of the county's says something about a line; a void names nothing itself. */
function namesLine(columns: RecordColumns, row: number, { line, rule }: LineEntry): boolean {
  const { type, args, argsStart } = columns;
  const first = argsStart[row] ?? 0;
  switch (type[row] ?? 0) {
    case TYPE_CODE.StaffingReported:
      return rule.kind === 'staff';
    case TYPE_CODE.StatewideFigureRecorded: {
      const supplied = SUPPLIED_LINES[args[first] ?? -1];
      if (rule.kind === 'sumOfLines') return rule.lines.some((part) => part === supplied);
      return supplied === line;
    }
    case TYPE_CODE.LineMadeReportable:
      return args.subarray(first + 1, argsStart[row + 1]).includes(lineCodeOf(line));
    default: // participants are on no line
      return false;
  }
}

function positionsWithin(
  block: SubjectBlock,
  subject: number,
  { after, upTo }: NewPositions,
  isWanted: (row: number) => boolean = () => true,
): number[] {
  const { position } = block.columns;
  const found: number[] = [];
  for (const row of rowsOf(block, subject)) {
    const at = position[row] ?? 0;
    if (at > after && at <= upTo && isWanted(row)) found.push(at);
  }
  return found;
}

/** The rows of a subject, in order of position. */
function* rowsOf({ start, firstSubject }: SubjectBlock, subject: number): Generator<number> {
  const place = subject - firstSubject;
  for (let row = start[place] ?? 0; row < (start[place + 1] ?? 0); row += 1) yield row;
}

function* subjectsOf({ firstSubject, subjectCount }: SubjectBlock): Generator<number> {
  // The county's own records concern lines, not subjects.
  const first = Math.max(firstSubject, FIRST_SUBJECT);
  for (let subject = first; subject < firstSubject + subjectCount; subject += 1) yield subject;
}
