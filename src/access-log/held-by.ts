import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Instant } from '../../events/values/instant.js';
import type { ActLog } from '../ports/act-log.js';
import type { AccessLine, LineOf } from '../ports/access-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { PackageShelf } from '../ports/package-shelf.js';
import { explanationsOfSubject } from '../reports/subject-questions.js';
import type { SubjectKey } from '../reports/subject.js';
import type { TrailEntry } from '../reports/trail.js';
import { trailPage } from '../reports/trail-page.js';
import type { Years } from '../reports/year-checkpoints.js';
import { positionInLedger } from '../versions/position.js';
import { heldSince, isInSample, isInSampleChecks, versionOfPackage } from './held-by-acts.js';
import type { VersionOfMonth } from './held-by-acts.js';
import { isCaseOfParticipant, partiesOfCase } from './parties-of-case.js';
import type { HeldBy } from './read-lines.js';
import { subjectHash } from './subjects-of-lines.js';

/** What is asked again to find out what a line showed. */
export interface HeldByParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly retention: ActLog;
  readonly samples: ActLog;
  readonly packages: PackageShelf;
  /** What a process that stays has kept; null in one that ends. */
  readonly years: Years | null;
}

/** Most answers that are remembered for one question: lines of the same page ask the same. */
const REMEMBERED_MAX = 10_000;

const COLUMNS = ['a', 'b', 'c', 'd'] as const;

/** What is known of the case or child in one county. */
interface SoughtIn {
  /** Of its first record; null where it was erased, or was never there. */
  readonly hash: string | null;
  /** Its participants by their hashes. */
  readonly parties: ReadonlyMap<string, string>;
  /** Since when holds and plans name it; null where none does. */
  readonly since: Instant | null;
}

/**
 * Says of lines whether they showed a case or child: by its hash, or that of a participant whose cases were shown; by the
 * rows of the trail, whole or a page of it, of the sample or of the package that the line names; by the holds that there
 * were; by the positions that an append took, a difference lay between or records were written out of. For one question,
 * with one subject.
 */
export function heldByLedgers(parts: HeldByParts): HeldBy {
  const counties = new Map<County, Promise<SoughtIn>>();
  const remembered = new Map<string, boolean>();
  return async (line, subject) => {
    const { county, result } = line;
    if (county === null) return false;
    const sought = counties.get(county) ?? soughtIn(parts, county, subject);
    counties.set(county, sought);
    const { hash, since, parties } = await sought;
    // Erased, or never there: nothing of the log is its own.
    if (hash === null) return false;
    if (line.subject === hash || result !== 'allowed') return line.subject === hash;
    // A participant of the case, undefined where the line names anybody else.
    const party = line.subject === null ? null : parties.get(line.subject);
    if (party === undefined) return false;
    if (line.action === 'retention.read') return isPast(since, line.at);
    const shown = { county, of: line.of ?? {}, line, subject };
    if (line.of === null) return isOfWholeLedger(line) && wasInLedger(parts.ledgers, shown);
    const key = JSON.stringify([county, line.action, party, line.of]);
    const before = remembered.get(key);
    if (before !== undefined) return before;
    const isHeld = await (party === null ? rowsHeld(parts, shown) : isOfParty(parts, shown, party));
    if (remembered.size < REMEMBERED_MAX) remembered.set(key, isHeld);
    return isHeld;
  };
}

function isPast(since: Instant | null, at: Instant): boolean {
  return since !== null && since <= at;
}

/** Whether the cases of a participant were shown, and the case among them. */
function isOfParty(
  { ledgers }: HeldByParts,
  { county, of, subject }: Shown,
  participant: string,
): boolean {
  const asked = { county, participant, asOf: of.asOf ?? null };
  return isCaseOfParticipant(ledgers, asked, subject.id);
}

async function soughtIn(
  { ledgers, retention }: HeldByParts,
  county: County,
  subject: SubjectKey,
): Promise<SoughtIn> {
  const hash = subjectHash(ledgers, county, subject);
  if (hash === null) return { hash, parties: new Map(), since: null };
  return {
    hash,
    parties: partiesOfCase(ledgers, county, subject),
    since: await heldSince(retention, county, hash),
  };
}

interface Shown {
  readonly county: County;
  readonly of: LineOf;
  readonly line: AccessLine;
  readonly subject: SubjectKey;
}

async function rowsHeld(parts: HeldByParts, shown: Shown): Promise<boolean> {
  const { county, of, line, subject } = shown;
  const { ledgers, packages } = parts;
  if (of.positions !== undefined) return isBetween(ledgers, shown, of.positions);
  if (of.sample !== undefined) {
    return line.action !== 'sample.record' && isInSample(parts, county, of.sample, subject);
  }
  if (line.action === 'package.make' || line.action === 'package.read') {
    const made = packageOf(of) ?? versionOfPackage(packages, county, of.package ?? '');
    return made !== null && isInPackage(parts, shown, made);
  }
  const month = parseMonth(of.month ?? '');
  if (month === null) return false;
  const number = LINE_NUMBERS.find((each) => each === of.line);
  if (number !== undefined) return isOnTrail(parts, shown, month, number);
  const { version } = of;
  if (line.action !== 'sample.read' || version === undefined) return false;
  return isInSampleChecks(parts, { county, month, version }, subject);
}

/** The month and version that a line of a package names; null where it has the package's number alone. */
function packageOf(of: LineOf): VersionOfMonth | null {
  const month = parseMonth(of.month ?? '');
  return month === null || of.version === undefined ? null : { month, version: of.version };
}

/** Of the whole ledger written out on the machine itself; lines that say from which position on have positions. */
function isOfWholeLedger({ account, action, from }: AccessLine): boolean {
  return action === 'case.read' && account === 'operator' && from === 'local';
}

/** Whether the ledger had a record of it when the line was written. */
function wasInLedger(ledgers: LedgerReaders, { county, line, subject }: Shown): boolean {
  const ledger = ledgers.ledger(county);
  const number = ledger?.subjectNumber(subject.kind, subject.id) ?? 0;
  const [first] = ledger === null || number === 0 ? [] : ledger.rowsOf(number);
  return first !== undefined && first.recorded <= line.at;
}

function isBetween(
  ledgers: LedgerReaders,
  { county, subject }: Shown,
  [from, to]: readonly [number, number],
): boolean {
  const ledger = ledgers.ledger(county);
  const number = ledger?.subjectNumber(subject.kind, subject.id) ?? 0;
  if (ledger === null || number === 0) return false;
  return ledger.rowsOf(number).some(({ position }) => position >= from && position <= to);
}

/** On a page of a trail, or on the whole of it. */
function isOnTrail(
  { ledgers, years }: HeldByParts,
  { county, of, subject }: Shown,
  month: Month,
  line: LineNumber,
): boolean {
  const column = COLUMNS.find((each) => each === of.column) ?? 'a';
  const { asOf = null, after = 0, limit = Number.MAX_SAFE_INTEGER } = of;
  const page = trailPage(ledgers, years, { county, month, line, column, asOf, after, limit });
  return page.kind === 'done' && page.value.rows.some((row) => isRowOf(row, subject));
}

/** A child's row names the cases through which it is counted. */
function isRowOf({ subject: of }: TrailEntry, { kind, id }: SubjectKey): boolean {
  switch (of.kind) {
    case 'case':
      return kind === 'case' && of.case === id;
    case 'child':
      return kind === 'child' ? of.child === id : of.cases.includes(id);
    case 'county':
      return false;
  }
}

/** A package has the trail of every line, as of its version. */
async function isInPackage(
  { ledgers, submissions }: HeldByParts,
  { county, subject, line }: Shown,
  { month, version }: VersionOfMonth,
): Promise<boolean> {
  const asked = { county, month, asked: { kind: 'version', version } } as const;
  const position = await positionInLedger(ledgers, submissions, asked, line.at);
  if (position.kind !== 'done') return false;
  const explained = explanationsOfSubject(ledgers, {
    county,
    month,
    subject,
    line: null,
    asOf: position.value,
  });
  return explained.kind === 'done' && explained.value.some(({ counted }) => counted);
}
