import { LedgerUnderTest, NOON, county } from './ledger-under-test.js';
import { Sender } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

const PERSON: Sent = { participant: 'P-1' };

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

describe('the sender and the id', () => {
  it('turns away a record of another county than the sender is scoped to, before anything else', () => {
    const sent = sender.ofCase('CaseClosed', { reason: 'X' });
    expect(ledger.decide(sent, { county: county('30'), mayCorrectFigures: false })).toMatchObject({
      code: 'WRONG_COUNTY',
      message: expect.stringContaining('"30"') as string,
    });
    expect(ledger.send(sent)).toBe('UNKNOWN_CASE');
    expect(ledger.decide(sent, { county: county('19'), mayCorrectFigures: false })).toMatchObject({
      code: 'UNKNOWN_CASE',
    });
  });

  it('counts the same content as a duplicate, whatever its order of keys and its `recorded`', () => {
    const opened = sender.opened();
    expect(ledger.send(opened)).toBe('accepted');
    const turned = Object.fromEntries(Object.entries(opened).reverse());
    expect(ledger.send({ ...turned, recorded: '2000-01-01T00:00:00Z' })).toBe('duplicate');
    ledger.commit();
    expect(ledger.send({ ...turned, recorded: '2099-01-01T00:00:00Z' })).toBe('duplicate');
    expect(ledger.state.size).toBe(1);
  });

  it('turns away the id with any other content, committed or not, and asks nothing below', () => {
    const opened = sender.opened();
    ledger.send(opened);
    const other = { ...opened, effective: '2006-01-16' };
    expect(ledger.send(other)).toBe('ID_REUSED');
    ledger.commit();
    expect(ledger.send({ ...other, effective: '2090-01-01' })).toBe('ID_REUSED');
    expect(ledger.decide(other)).toMatchObject({
      id: opened['id'],
      message: expect.stringContaining('at position 1') as string,
    });
  });

  it('does not take the id of a record that it turned away', () => {
    const closed = sender.ofCase('CaseClosed', { reason: 'X' });
    expect(ledger.send(closed)).toBe('UNKNOWN_CASE');
    expect(ledger.send(sender.opened(), closed)).toBe('accepted');
  });
});

describe('when it was recorded', () => {
  it('takes the clock, and the previous instant where the clock is behind it', () => {
    expect(ledger.entry(sender.opened()).recorded).toBe(NOON);
    ledger.now = NOON - 1;
    expect(ledger.entry(sender.registered()).recorded).toBe(NOON);
    ledger.now = NOON + 1;
    expect(ledger.entry(sender.ofCase('CaseReopened')).recorded).toBe(NOON + 1);
  });

  it('takes a `recorded` from the previous one to the clock', () => {
    const at = (recorded: string): Sent =>
      sender.ofCounty('ParticipantRegistered', PERSON, { recorded });
    expect(ledger.send(at('2006-01-20T11:00:00Z'))).toBe('accepted');
    expect(ledger.send(at('2006-01-20T10:59:59Z'))).toBe('RECORDED_BACKWARDS');
    expect(ledger.send(at('2006-01-20T11:00:00Z'))).toBe('accepted');
    expect(ledger.send(at('2006-01-20T12:00:01Z'))).toBe('FUTURE_RECORDED');
    expect(ledger.send(at('2006-01-20T12:00:00Z'))).toBe('accepted');
  });

  it('compares to the millisecond with a previous record that the clock dated', () => {
    ledger.now = NOON + 1;
    ledger.send(sender.opened());
    const recorded = '2006-01-20T12:00:00Z';
    expect(ledger.send(sender.registered({ recorded }))).toBe('RECORDED_BACKWARDS');
  });

  it('calls a `recorded` backwards first where it is behind the county and before the clock too', () => {
    ledger.send(sender.opened());
    ledger.now = NOON - 7_200_000;
    const recorded = '2006-01-20T11:00:00Z';
    expect(ledger.send(sender.registered({ recorded }))).toBe('RECORDED_BACKWARDS');
  });

  it('takes what is effective on the UTC day on which it is recorded, and not the day after', () => {
    expect(ledger.send(sender.opened({ effective: '2006-01-20' }))).toBe('accepted');
    expect(ledger.send(sender.registered({ effective: '2006-01-21' }))).toBe('FUTURE_EFFECTIVE');
    ledger.now = Date.UTC(2006, 0, 20, 23, 59, 59, 999);
    expect(ledger.send(sender.registered({ effective: '2006-01-21' }))).toBe('FUTURE_EFFECTIVE');
    ledger.now += 1;
    expect(ledger.send(sender.registered({ effective: '2006-01-21' }))).toBe('accepted');
  });

  it('measures `effective` by the `recorded` that is honoured, and by the previous instant where that is used', () => {
    const recorded = '2006-01-19T23:59:59Z';
    const early = sender.opened({ recorded, effective: '2006-01-20' });
    expect(ledger.send(early)).toBe('FUTURE_EFFECTIVE');
    ledger.send(sender.opened());
    ledger.now = Date.UTC(2006, 0, 10);
    expect(ledger.send(sender.registered({ effective: '2006-01-20' }))).toBe('accepted');
  });
});

it('opens a case with the data of the tests', () => {
  expect(ledger.entry(sender.opened())).toMatchObject({
    id: '00000000-0000-4000-8000-000000000001',
    type: 'CaseOpened',
    typeCode: 1,
    subjectKind: 'case',
    subjectId: '1',
    body: expect.stringContaining('"program":"none"') as string,
  });
});
