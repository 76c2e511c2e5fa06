import { LedgerUnderTest, county } from './ledger-under-test.js';
import { Sender, correcting } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

const REPORTER = { county: county('19'), mayCorrectFigures: false };
const ANALYST = { county: county('19'), mayCorrectFigures: true };
const STAFF: Sent = {
  line30: { fullTime: '1', partTimeHours: '0' },
  line31: { fullTime: '1', partTimeHours: '0' },
};
const NOTICE: Sent = { lines: ['1d'], from: '2006-01' };

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

const figure = (value: number, more: Sent = {}): Sent =>
  sender.ofCounty('StatewideFigureRecorded', { line: '8', value, source: 'DCSS' }, more);

const voiding = (target: Sent): Sent => sender.ofCounty('RecordVoided', {}, correcting(target));

function send(sent: Sent, scope = REPORTER): string {
  const decision = ledger.decide(sent, scope);
  return decision.kind === 'rejection' ? decision.code : decision.kind;
}

describe('a figure of DCSS', () => {
  it('is corrected and voided by whoever may append figures, and by nobody else', () => {
    for (const isCommitted of [false, true]) {
      for (const target of [figure(7), sender.ofCounty('LineMadeReportable', NOTICE)]) {
        ledger.send(target);
        if (isCommitted) ledger.commit();
        const again = { ...target, ...correcting(target), id: figure(0)['id'] };
        expect([send(again), send(voiding(target))]).toEqual(['NOT_PERMITTED', 'NOT_PERMITTED']);
        expect(send(again, ANALYST)).toBe('accepted');
        // The whole chain is of DCSS, whether the record is superseded by now or not.
        expect([target, again].map((each) => send(voiding(each)))).toEqual([
          'NOT_PERMITTED',
          'NOT_PERMITTED',
        ]);
        expect(send(voiding(again), ANALYST)).toBe('accepted');
      }
    }
  });

  it('is one by its type, whoever entered it', () => {
    const own = figure(7);
    expect(send(own)).toBe('accepted');
    expect(send(figure(9, correcting(own)))).toBe('NOT_PERMITTED');
    // What the county may record it may record again.
    expect(send(figure(9))).toBe('accepted');
  });

  it('is refused after WRONG_COUNTY, and before all that is asked of the ledger', () => {
    const target = figure(7);
    ledger.send(target);
    const correction = figure(9, { ...correcting(target), effective: '2090-01-01' });
    const other = { ...correction, county: '30' };
    expect([send(other), send(correction)]).toEqual(['WRONG_COUNTY', 'NOT_PERMITTED']);
    const known = figure(9, correcting(target));
    expect(send(known, ANALYST)).toBe('accepted');
    expect([send(known), send({ ...known, reason: 'other' })]).toEqual([
      'NOT_PERMITTED',
      'NOT_PERMITTED',
    ]);
    expect(send(sender.ofCounty('StaffingReported', STAFF, correcting(target)))).toBe(
      'NOT_PERMITTED',
    );
  });

  it('leaves the corrections of a county’s own records as they are', () => {
    const staff = sender.ofCounty('StaffingReported', STAFF);
    const opened = sender.opened();
    ledger.send(staff, opened);
    expect(send(sender.ofCounty('StaffingReported', STAFF, correcting(staff)))).toBe('accepted');
    expect(send(sender.voided(opened))).toBe('accepted');
    // A figure in place of another record is no correction of a figure.
    expect(send(figure(1, correcting(staff)))).toBe('ALREADY_SUPERSEDED');
    const target = figure(7);
    ledger.send(target);
    const voided = voiding(target);
    expect(send(voided, ANALYST)).toBe('accepted');
    expect(send(voiding(voided))).toBe('CORRECTION_MISMATCH');
    expect(send(figure(9, correcting(sender.opened({ case: '9' }))))).toBe('UNKNOWN_CORRECTED');
  });
});
