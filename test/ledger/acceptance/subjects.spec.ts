import { LedgerUnderTest } from './ledger-under-test.js';
import { Sender, TERMS, correcting } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

const PERSON: Sent = { participant: 'P-1' };
const COVERAGE: Sent = { coverage: 'V-1', kind: 'private', asOrdered: true, children: [] };

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

describe('the case and the child', () => {
  it('knows a case from its first opening or transfer in on, even a voided one', () => {
    const closed = (caseId: string): Sent =>
      sender.ofCase('CaseClosed', { reason: 'X' }, { case: caseId });
    expect(ledger.send(closed('1'))).toBe('UNKNOWN_CASE');
    expect(ledger.send(sender.transferredIn(), closed('1'))).toBe('accepted');
    const opened = sender.opened({ case: '2' });
    expect(ledger.send(opened, sender.voidedAsIs(opened), closed('2'))).toBe('accepted');
  });

  it('does not take a case for a child of the same id, nor the other way round', () => {
    ledger.send(sender.opened({ case: 'X' }), sender.registered({ child: 'Y' }));
    expect(ledger.send(sender.ofChild('PaternityVacated', {}, { child: 'X' }))).toBe(
      'UNKNOWN_CHILD',
    );
    expect(ledger.send(sender.ofCase('CaseReopened', {}, { case: 'Y' }))).toBe('UNKNOWN_CASE');
  });

  it('opens a case again only when it was last transferred out, by order of recording', () => {
    ledger.send(sender.opened({ effective: '2006-01-10' }));
    expect(ledger.send(sender.opened())).toBe('ALREADY_OPENED');
    ledger.send(sender.ofCase('CaseClosed', { reason: 'X' }));
    expect(ledger.send(sender.transferredIn())).toBe('ALREADY_OPENED');
    const out = sender.ofCase(
      'CaseTransferredOut',
      { toCounty: '30' },
      { effective: '1990-01-01' },
    );
    expect(ledger.send(out, sender.transferredIn())).toBe('accepted');
    expect(ledger.send(sender.opened())).toBe('ALREADY_OPENED');
  });

  it('gives a replacement the place of the first record of its chain', () => {
    const out = sender.ofCase('CaseTransferredOut', { toCounty: '30' });
    const reopened = sender.ofCase('CaseReopened');
    ledger.send(sender.opened(), out, reopened);
    ledger.send(sender.ofCase('CaseTransferredOut', { toCounty: '31' }, correcting(out)));
    expect(ledger.send(sender.opened())).toBe('ALREADY_OPENED');
    expect(ledger.send(sender.voided(reopened), sender.opened())).toBe('accepted');
  });

  it('opens a case whose openings are all voided, whatever else stands on it', () => {
    const opened = sender.opened();
    const moved = sender.opened({ effective: '2006-01-12', ...correcting(opened) });
    ledger.send(opened, moved, sender.ofCase('CaseReopened'));
    expect(ledger.send(sender.opened())).toBe('ALREADY_OPENED');
    expect(ledger.send(sender.voided(moved), sender.transferredIn())).toBe('accepted');
  });

  it('lets an opening be corrected at any time', () => {
    const opened = sender.opened();
    ledger.send(opened, sender.ofCase('CaseClosed', { reason: 'X' }));
    expect(ledger.send(sender.opened({ effective: '2006-01-12', ...correcting(opened) }))).toBe(
      'accepted',
    );
  });

  it('asks for the registration of a child wherever one is named', () => {
    const named = (child: string): readonly Sent[] => [
      sender.ofChild('PaternityVacated', {}, { child }),
      sender.ofCase('ChildAddedToCase', { child }),
      sender.ofCase('ChildRemovedFromCase', { child }),
      sender.order('O-9', {}, { children: ['K-1', child] }),
      sender.ofCase('SupportOrderModified', { order: 'O-1', terms: TERMS, addsChildren: [child] }),
      sender.ofCase('CoverageStarted', { ...COVERAGE, children: ['K-1', child] }),
    ];
    const registered = sender.registered({ child: 'K-2' });
    ledger.send(sender.opened(), sender.registered(), sender.order('O-1'));
    for (const sent of named('K-2')) expect(ledger.send(sent)).toBe('UNKNOWN_CHILD');
    ledger.send(registered, sender.voidedAsIs(registered));
    for (const sent of named('K-2')) expect(ledger.send(sent)).toBe('accepted');
    expect(ledger.send(sender.registered({ child: 'K-2' }))).toBe('accepted');
  });

  it('numbers cases and children densely in order of their first record', () => {
    const entries = [
      sender.registered(),
      sender.ofCounty('ParticipantRegistered', PERSON),
      sender.opened(),
      sender.opened({ case: '2' }),
      sender.ofCase('ChildAddedToCase', { child: 'K-1' }),
    ].map((sent) => ledger.entry(sent));
    expect(entries.map(({ subject }) => subject)).toEqual([1, 0, 2, 3, 2]);
    expect(entries.map(({ ref }) => ref)).toEqual([0, 0, 0, 0, 1]);
    expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });
});
