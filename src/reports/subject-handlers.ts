import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { LedgerRecord } from '../../events/record.js';
import { explainSubject } from '../../projections/cs1257/explain.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { LedgerRow } from '../ports/ledger-rows.js';
import { answered, asOfWithin, refused } from './answer.js';
import type { Answer } from './answer.js';
import type { SubjectExplanation } from './explanation.js';
import { compareHistory } from './history.js';
import type { HistoryEntry, Supersession } from './history.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { ExplainQuery, HistoryQuery } from './queries.js';
import { RecordIds } from './record-ids.js';
import { viewOfSubject } from './view-of-ledger.js';

@QueryHandler(HistoryQuery)
export class HistoryHandler implements IQueryHandler<HistoryQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: HistoryQuery): Promise<Answer<readonly HistoryEntry[]>> {
    const found = findSubject(this.ledgers, query);
    if (found.kind === 'refused') return Promise.resolve(found);
    return Promise.resolve(answered(historyOf(found.value.rows)));
  }
}

@QueryHandler(ExplainQuery)
export class ExplainHandler implements IQueryHandler<ExplainQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: ExplainQuery): Promise<Answer<readonly SubjectExplanation[]>> {
    const { month, subject, line } = query;
    const found = findSubject(this.ledgers, query);
    if (found.kind === 'refused') return Promise.resolve(found);
    const { file, asOf, number } = found.value;
    const view = viewOfSubject(file, asOf, subject.kind, number);
    const ids = new RecordIds(file);
    const explanations = explainSubject(view, month, asOf, number, line).map(
      (explanation): SubjectExplanation => ({
        line: explanation.line,
        subject,
        counted: explanation.counted,
        column: explanation.column,
        cents: explanation.cents,
        facts: explanation.facts.map(({ fact, value, positions }) => ({
          fact,
          value,
          records: ids.at(positions),
        })),
      }),
    );
    return Promise.resolve(answered(explanations));
  }
}

interface FoundSubject {
  readonly file: LedgerReader;
  readonly asOf: number;
  readonly number: number;
  /** The subject's records up to `asOf`, at least one. */
  readonly rows: readonly LedgerRow[];
}

/** The subject as of the position; one that had no record by then is refused as unknown. */
function findSubject(
  ledgers: Ledgers,
  query: Pick<HistoryQuery, 'county' | 'subject' | 'asOf'>,
): Answer<FoundSubject> {
  const { county, subject } = query;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
  if (asOf.kind === 'refused') return asOf;
  const number = file?.subjectNumber(subject.kind, subject.id) ?? 0;
  if (file !== null && number !== 0) {
    const rows = file.rowsOf(number).filter(({ position }) => position <= asOf.value);
    if (rows.length > 0) return answered({ file, asOf: asOf.value, number, rows });
  }
  return refused(
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
