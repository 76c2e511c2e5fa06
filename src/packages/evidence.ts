import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { knownWith } from '../../projections/form/editions.js';
import { isEarlierRuleEdition } from '../../projections/form/rule-edition.js';
import { monthTrail } from '../../projections/packages/month-trail.js';
import type { MonthTrail } from '../../projections/packages/month-trail.js';
import { differenceOfMonth } from '../../projections/versions/differences.js';
import { freezeRows, hashOfLines } from '../../projections/versions/frozen-month.js';
import type { FrozenMonth } from '../../projections/versions/frozen-month.js';
import type { Version } from '../../projections/versions/version.js';
import type { CountyReport } from '../reports/county-report.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { DamagedLedger } from '../ports/failures.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { namedDifference } from '../versions/named-difference.js';
import type { NamedDifference } from '../versions/named-difference.js';
import { printedVersion } from '../versions/version-json.js';
import type { PrintedVersion } from '../versions/version-json.js';
import { RecordEvidence } from './record-evidence.js';
import type { Instant } from '../../events/values/instant.js';

/** Everything that a package tells about a version. */
export interface Evidence {
  readonly county: County;
  readonly file: LedgerReader;
  readonly view: LedgerView;
  readonly version: Version;
  /** As `versions` prints it, with lateness as of its own last act: no clock is in a package. */
  readonly printed: PrintedVersion;
  readonly report: CountyReport;
  /** What the trail comes to: the report's own cells, but where the rules were corrected since. */
  readonly replayed: FrozenMonth;
  readonly trail: MonthTrail;
  /** To the version before; null for version 1. */
  readonly difference: NamedDifference | null;
  readonly records: RecordEvidence;
  readonly onRecords: OnRecords;
}

/**
 * Replays a version's month and finds what its package must hold. Throws where the ledger does not
 * give any more what was frozen: then nothing of it may be handed out as evidence.
 *
 * @param before - the county's versions submitted before this one
 */
export function gatherEvidence(
  file: LedgerReader,
  version: Version,
  before: readonly Version[],
  onRecords: OnRecords,
): Evidence {
  const { county } = file;
  const { month, asOf } = version;
  refuseOtherRoot(file, version);
  const view = viewOfLedger(file, asOf, onRecords);
  refuseOtherCells(county, version);
  const { difference, subjects } = differenceToBefore(file, view, version, before);
  const trail = monthTrail(view, month, asOf, subjects, knownWith(version.form));
  const replayed = replayOf(view, county, version, trail);
  const earlierSizes = before.map((each) => each.asOf).filter((size) => size < asOf);
  return {
    county,
    file,
    view,
    version,
    printed: printedVersion(county, version, lastActOf(version)),
    report: { form: 'CS 1257', county, month, asOf, edition: version.form, lines: version.lines },
    replayed,
    trail,
    difference,
    records: new RecordEvidence(file, { asOf, isNeeded: trail.isNeeded, earlierSizes }),
    onRecords,
  };
}

/** When the version was decided on, or else submitted. */
export function lastActOf({ decision, submitted }: Version): Instant {
  return decision.state === 'submitted' ? submitted.at : decision.at;
}

function refuseOtherRoot(file: LedgerReader, { asOf, root }: Version): void {
  if (asOf > file.size) {
    throw new DamagedLedger(
      file.county,
      file.size + 1,
      `it has ${String(file.size)} records, and a version was made of ${String(asOf)}.`,
    );
  }
  const found = Buffer.from(file.root(asOf)).toString('hex');
  if (found === root) return;
  throw new DamagedLedger(
    file.county,
    null,
    `its first ${String(asOf)} records have root ${found}, and a version was made of root ${root}.`,
  );
}

function refuseOtherCells(county: County, version: Version): void {
  const { month, asOf, report, form, lines } = version;
  if (hashOfLines({ county, month, asOf, form, lines }) === report) return;
  throw new Error(
    `${nameOf(county, version)} keeps other cells than those that its hash is of: restore the latest backup.`,
  );
}

function nameOf(county: County, { month, version }: Version): string {
  return `Version ${String(version)} of ${formatMonth(month)} of county ${county}`;
}

/**
 * The version's month replayed as of its position. Its cells always are those that were submitted; a replay may give
 * others only where the rules were corrected since (contract/versions.md). The trail that is compared is the one that is
 * packed; its cells are counted besides.
 */
function replayOf(
  view: LedgerView,
  county: County,
  version: Version,
  { lines }: MonthTrail,
): FrozenMonth {
  const { month, asOf, report, trail, form, edition, program } = version;
  const rows = new Map([...lines].map(([line, traced]) => [line, traced.withoutRecords]));
  const frozen = freezeRows(view, { county, month, asOf, rows }, knownWith(form));
  if (frozen.report === report && frozen.trail === trail) return frozen;
  if (isEarlierRuleEdition(edition)) return frozen;
  throw new Error(
    `${nameOf(county, version)} cannot be replayed as it was submitted: ${frozen.report === report ? 'its trail' : 'its report'} has another hash now. It was made by Plumbline ${program} with rules ${edition}: use that version of the program.`,
  );
}

function differenceToBefore(
  file: LedgerReader,
  view: LedgerView,
  { month, version, asOf, form }: Version,
  before: readonly Version[],
): { readonly difference: NamedDifference | null; readonly subjects: readonly number[] } {
  const previous = before.find((each) => each.month === month && each.version === version - 1);
  if (previous === undefined) return { difference: null, subjects: [] };
  const known = { from: knownWith(previous.form), to: knownWith(form) };
  const found = differenceOfMonth(view, month, previous.asOf, asOf, known);
  const editions = { from: previous.form, to: form };
  const of = { month, from: previous.asOf, to: asOf, editions };
  return {
    difference: namedDifference(file, view, of, found),
    subjects: found.rows.map(({ subject }) => subject),
  };
}
