import { acceptAll } from '../oracle/accept.js';
import type { Entry } from '../oracle/records.js';
import { CaseUnderTest, ChildUnderTest } from './case-under-test.js';
import type { Data } from './case-under-test.js';
import { ClosedMonth } from './closed-month.js';
import type { SentRecord } from './known-case.js';

/** The county of every ledger that is written by hand. */
export const COUNTY = '19';

/** Full-time employees and part-time hours of one line, as decimal strings. */
export type StaffOfLine = readonly [fullTime: string, partTimeHours: string];

/**
 * A ledger written by hand for the specs of the lines: given its records, when a month closes, then
 * the rows of that month's lines. Ids of records are numbered, days are said, nothing is random.
 */
export class CountyLedger {
  private readonly records: SentRecord[] = [];

  case(id: string): CaseUnderTest {
    return new CaseUnderTest(id, (record) => {
      this.record(record);
    });
  }

  /** A case that is opened already: on 2005-01-01 and without aid, where nothing else is said. */
  opened(id: string, day = '2005-01-01', opening: Data = {}): CaseUnderTest {
    return this.case(id).opens(day, opening);
  }

  child(id: string): ChildUnderTest {
    return new ChildUnderTest(id, (record) => {
      this.record(record);
    });
  }

  /** A registered child: born out of wedlock on 1999-06-15, where nothing else is said. */
  registered(id: string, registration: Data = {}): ChildUnderTest {
    return this.child(id).registers(registration);
  }

  staff(day: string, line30: StaffOfLine, line31: StaffOfLine = ['0', '0']): this {
    const [one, other] = [line30, line31].map(([fullTime, partTimeHours]) => ({
      fullTime,
      partTimeHours,
    }));
    return this.ofCounty('StaffingReported', day, { line30: one, line31: other });
  }

  figure(day: string, line: '5a' | '8' | '8a' | '10', value: number): this {
    return this.ofCounty('StatewideFigureRecorded', day, { line, value, source: 'DCSS' });
  }

  reportable(day: string, from: string, ...lines: readonly string[]): this {
    return this.ofCounty('LineMadeReportable', day, { lines, from });
  }

  /** The record that came last. */
  last(): SentRecord {
    const record = this.records.at(-1);
    if (record === undefined) throw new Error('No record was given yet.');
    return record;
  }

  /** Replaces a record: what is not said stays as it was. */
  replaces(target: SentRecord, by: { readonly effective?: string; readonly data?: Data }): this {
    const { effective = target.effective, data = {} } = by;
    const correction = { corrects: target.id, reason: 'entered in error' };
    this.record({ ...target, ...correction, effective, data: { ...target.data, ...data } });
    return this;
  }

  voids(target: SentRecord): this {
    const { case: caseId, child, effective } = target;
    const subject = caseId !== undefined ? { case: caseId } : child !== undefined ? { child } : {};
    const correction = { corrects: target.id, reason: 'entered in error' };
    this.record({ type: 'RecordVoided', ...subject, ...correction, effective, data: {} });
    return this;
  }

  size(): number {
    return this.records.length;
  }

  /** The accepted records by position. Every record of a spec must be one that a ledger takes. */
  entries(): readonly Entry[] {
    const { ledgers, outcomes } = acceptAll(this.records);
    outcomes.forEach((outcome, index) => {
      if (outcome === 'accepted') return;
      throw new Error(`${outcome}: ${JSON.stringify(this.records[index])}`);
    });
    return ledgers.get(COUNTY) ?? [];
  }

  /** When the month closes. @param asOf - the ledger's size where nothing else is said */
  closes(month: string, asOf = this.size()): ClosedMonth {
    return new ClosedMonth(this.entries(), COUNTY, month, asOf);
  }

  private ofCounty(type: string, effective: string, data: Data): this {
    this.record({ type, effective, data });
    return this;
  }

  private record(record: Omit<SentRecord, 'id' | 'county'> & { readonly id?: string }): void {
    const id = `00000000-0000-4000-8000-${String(this.records.length + 1).padStart(12, '0')}`;
    this.records.push({ ...record, id, county: COUNTY });
  }
}
