import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { ActLog } from '../ports/act-log.js';
import type { AccessLine, LineOf } from '../ports/access-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { explanationsOfSubject } from '../reports/subject-questions.js';
import type { SubjectKey } from '../reports/subject.js';
import type { TrailEntry } from '../reports/trail.js';
import { trailPage } from '../reports/trail-page.js';
import type { Years } from '../reports/year-checkpoints.js';
import { positionInLedger } from '../versions/position.js';
import type { HeldBy } from './read-lines.js';
import { subjectHash } from './subjects-of-lines.js';

/** What is asked again to find out what a line showed. */
export interface HeldByParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  /** What a process that stays has kept; null in one that ends. */
  readonly years: Years | null;
}

/** Most answers that are remembered for one question: lines of the same page ask the same. */
const REMEMBERED_MAX = 10_000;

const COLUMNS = ['a', 'b', 'c', 'd'] as const;

/**
 * Says of lines whether they showed a case or child: by its hash; by the rows of the trail, whole or a page of it, that
 * the line names; by the rows of the month that went into a package; by the positions that an append took or a
 * difference lay between. For one question, with one subject.
 */
export function heldByLedgers(parts: HeldByParts): HeldBy {
  const hashes = new Map<County, string | null>();
  const remembered = new Map<string, boolean>();
  return async (line, subject) => {
    const { county, of } = line;
    if (county === null) return false;
    const known = hashes.get(county);
    const hash = known === undefined ? subjectHash(parts.ledgers, county, subject) : known;
    hashes.set(county, hash);
    // Erased, or never there: nothing of the log is its own.
    if (hash === null) return false;
    if (line.subject !== null || of === null || line.result !== 'allowed') {
      return line.subject === hash;
    }
    const key = `${county} ${JSON.stringify(of)}`;
    const before = remembered.get(key);
    if (before !== undefined) return before;
    const isHeld = await rowsHeld(parts, { county, of, line, subject });
    if (remembered.size < REMEMBERED_MAX) remembered.set(key, isHeld);
    return isHeld;
  };
}

interface Shown {
  readonly county: County;
  readonly of: LineOf;
  readonly line: AccessLine;
  readonly subject: SubjectKey;
}

async function rowsHeld(parts: HeldByParts, shown: Shown): Promise<boolean> {
  const { of, line } = shown;
  const month = parseMonth(of.month ?? '');
  if (of.positions !== undefined) return isBetween(parts.ledgers, shown, of.positions);
  if (month === null) return false;
  const number = LINE_NUMBERS.find((each) => each === of.line);
  if (number !== undefined) return isOnTrail(parts, shown, month, number);
  const isPackage = line.action === 'package.make' || line.action === 'package.read';
  return isPackage && of.version !== undefined && isInPackage(parts, shown, month, of.version);
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
  month: Month,
  version: number,
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
