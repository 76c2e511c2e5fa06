import type { LedgerRecord } from '../../events/record.js';
import { becauseOf } from '../../projections/form/because.js';
import { explainSubject } from '../../projections/form/explain.js';
import type { Explanation } from '../../projections/form/explain.js';
import { editionOf, knownWith, noSuchLine } from '../../projections/form/editions.js';
import type { Edition } from '../../projections/form/editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import type { SubjectKey } from './subject.js';
import type { LedgerRow } from '../ports/ledger-rows.js';
import { asOfWithin } from './as-of-within.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import type { GivingRecord, SubjectExplanation } from './explanation.js';
import { compareHistory } from './history.js';
import type { HistoryEntry, Supersession } from './history.js';
import { viewOfSubject } from './view-of-ledger.js';

/** A case or child as of a position; null is the ledger's size. */
export interface SubjectAsked {
  readonly county: County;
  readonly subject: SubjectKey;
  readonly asOf: number | null;
}

/** Why a subject is counted on a line, or not; `line` null asks for every line. */
export interface ExplanationAsked extends SubjectAsked {
  readonly month: Month;
  readonly line: LineNumber | null;
  /** Id of the edition of the form that is the newest, as for a version that was made under it; without it, what is known now. */
  readonly edition?: string | undefined;
}

/** Every record of a subject in business order. */
export function historyOfSubject(
  ledgers: LedgerReaders,
  asked: SubjectAsked,
): Answer<readonly HistoryEntry[]> {
  const found = findSubject(ledgers, asked);
  return found.kind === 'done' ? done(historyOf(found.value.rows)) : found;
}

/** Why a subject is counted on a line, or why it is not. */
export function explanationsOfSubject(
  ledgers: LedgerReaders,
  asked: ExplanationAsked,
): Answer<readonly SubjectExplanation[]> {
  const { month, subject, line } = asked;
  const known = knownWith(asked.edition);
  const edition = editionOf(month, known);
  if (line !== null && edition.entryOf(line) === null) {
    return misaddressed(noSuchLine(line, month, edition));
  }
  const found = findSubject(ledgers, asked);
  if (found.kind !== 'done') return found;
  const { file, asOf, number } = found.value;
  const view = viewOfSubject(file, asOf, subject.kind, number);
  const giving = new GivingRecords(file);
  return done(
    explainSubject(view, month, asOf, number, line, known).flatMap(
      (explanation): readonly SubjectExplanation[] =>
        subjectExplanation(explanation, subject, edition, giving),
    ),
  );
}

function subjectExplanation(
  explanation: Explanation,
  subject: SubjectKey,
  edition: Edition,
  giving: GivingRecords,
): readonly SubjectExplanation[] {
  const { line, counted, column, cents, facts } = explanation;
  const entry = edition.entryOf(line);
  if (entry === null) return []; // what is explained is of lines of the edition
  const who = `${subject.kind === 'case' ? 'Case' : 'Child'} ${subject.id}`;
  const { title, citation, reading } = entry;
  return [
    {
      ...{ line, title, subject, counted, column, cents, citation, reading },
      because: becauseOf(explanation, entry, subject.kind, who),
      facts: facts.map(({ fact, value, positions }) => ({
        fact,
        value,
        records: giving.at(positions),
      })),
    },
  ];
}

/** Records that give facts, by their positions; one that many facts name is looked up once. */
class GivingRecords {
  readonly #file: LedgerReader;
  readonly #known = new Map<number, GivingRecord>();

  constructor(file: LedgerReader) {
    this.#file = file;
  }

  /** In the order of the positions. */
  at(positions: readonly number[]): readonly GivingRecord[] {
    return positions.map((position) => {
      const known = this.#known.get(position);
      if (known !== undefined) return known;
      const { id, type, effective } = this.#file.row(position);
      const found = { id, type, effective };
      this.#known.set(position, found);
      return found;
    });
  }
}

/** What took a record's place or voided it; null while it stands, and where there is no such record. */
export function supersessionOf(
  ledgers: LedgerReaders,
  { county, id }: { readonly county: County; readonly id: string },
): Supersession | null {
  const file = ledgers.ledger(county);
  const found = file?.find(id) ?? null;
  if (file === null || found === null) return null;
  const by = file.rowsOf(found.subject).find(({ corrects }) => corrects === found.position);
  return by === undefined ? null : supersessionBy(by);
}

interface FoundSubject {
  readonly file: LedgerReader;
  readonly asOf: number;
  readonly number: number;
  /** The subject's records up to `asOf`, at least one. */
  readonly rows: readonly LedgerRow[];
}

/** The subject as of the position; one that had no record by then is refused as unknown. */
export function findSubject(ledgers: LedgerReaders, query: SubjectAsked): Answer<FoundSubject> {
  const { county, subject } = query;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
  if (asOf.kind !== 'done') return asOf;
  const number = file?.subjectNumber(subject.kind, subject.id) ?? 0;
  if (file !== null && number !== 0) {
    const rows = file.rowsOf(number).filter(({ position }) => position <= asOf.value);
    if (rows.length > 0) return done({ file, asOf: asOf.value, number, rows });
  }
  return misaddressed(
    `The ledger of county ${county} has no ${subject.kind} ${subject.id} as of position ${String(asOf.value)}: check the id, the county and the position.`,
  );
}

function historyOf(rows: readonly LedgerRow[]): readonly HistoryEntry[] {
  const supersessions = new Map<number, Supersession>();
  for (const row of rows) {
    if (row.corrects !== 0) supersessions.set(row.corrects, supersessionBy(row));
  }
  return rows
    .map((row): HistoryEntry => ({
      position: row.position,
      recorded: row.recorded,
      body: row.body,
      effective: row.effective,
      root: row.root,
      supersededBy: supersessions.get(row.position) ?? null,
    }))
    .sort(compareHistory);
}

function supersessionBy(row: LedgerRow): Supersession {
  // Only records that passed the parser are stored: a correction has a reason.
  const { reason } = JSON.parse(row.body) as LedgerRecord;
  return { id: row.id, position: row.position, reason: reason ?? '' };
}
