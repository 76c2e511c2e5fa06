import { LedgerUnderTest } from './ledger-under-test.js';
import { Sender, correcting } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

const PERSON: Sent = { participant: 'P-1' };
const REFERRAL: Sent = { referral: 'R-1', kind: 'state', jurisdiction: 'NV' };
const COVERAGE: Sent = { coverage: 'V-1', kind: 'private', asOrdered: true, children: [] };
const INTRODUCED = ['order', 'referral', 'collection', 'distribution', 'coverage'];

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

describe('what it corrects', () => {
  it('turns away a correction of an id that this ledger does not hold, its own included', () => {
    const opened = sender.opened();
    ledger.send(opened);
    const own = sender.ofCase('CaseClosed', { reason: 'X' });
    expect(ledger.send({ ...own, ...correcting(own) })).toBe('UNKNOWN_CORRECTED');
    const rejected = sender.ofChild('PaternityVacated');
    ledger.send(rejected);
    expect(ledger.send(sender.voided(rejected))).toBe('UNKNOWN_CORRECTED');
    expect(ledger.send(sender.voided(opened))).toBe('accepted');
  });

  it('supersedes a record once, by a replacement or by a void', () => {
    const closed = sender.ofCase('CaseClosed', { reason: 'X' });
    ledger.send(sender.opened(), closed);
    const replaced = sender.ofCase('CaseClosed', { reason: 'Y' }, correcting(closed));
    expect(ledger.send(replaced)).toBe('accepted');
    const again = sender.ofCase('CaseClosed', { reason: 'Z' }, correcting(closed));
    expect(ledger.send(again)).toBe('ALREADY_SUPERSEDED');
    ledger.commit();
    expect(ledger.send(again, sender.voided(closed))).toBe('ALREADY_SUPERSEDED');
    expect(ledger.send(sender.voided(replaced))).toBe('accepted');
    expect(ledger.send(sender.voided(replaced))).toBe('ALREADY_SUPERSEDED');
  });

  it('says ALREADY_SUPERSEDED before it looks at type and subject, whosever record it is', () => {
    const registered = sender.registered();
    const person = sender.ofCounty('ParticipantRegistered', PERSON);
    ledger.send(sender.opened(), registered, person);
    ledger.send(sender.voidedAsIs(registered), sender.voidedAsIs(person));
    for (const target of [registered, person]) {
      const other = sender.ofCase('CaseClosed', { reason: 'X' }, correcting(target));
      expect(ledger.send(other)).toBe('ALREADY_SUPERSEDED');
    }
    ledger.commit();
    for (const target of [registered, person]) {
      const other = sender.ofCase('CaseClosed', { reason: 'X' }, correcting(target));
      expect(ledger.send(other)).toBe('ALREADY_SUPERSEDED');
    }
  });

  it('turns away another type, another subject of any kind, and a correction of a void', () => {
    const opened = sender.opened();
    const closed = sender.ofCase('CaseClosed', { reason: 'X' });
    const person = sender.ofCounty('ParticipantRegistered', PERSON);
    ledger.send(opened, sender.opened({ case: '2' }), closed, sender.registered(), person);
    const mismatches = [
      sender.ofCase('CaseReopened', {}, correcting(closed)),
      sender.ofCase('CaseClosed', { reason: 'X' }, { case: '2', ...correcting(closed) }),
      sender.ofCase('CaseClosed', { reason: 'X' }, { case: '9', ...correcting(closed) }),
      sender.voided(closed, { case: '2' }),
      sender.voided(closed, { case: undefined }),
      sender.voided(closed, { case: undefined, child: 'K-1' }),
      sender.voided(closed, { case: undefined, child: '1' }),
      sender.voided(person),
      sender.voided(person, { case: '9' }),
    ];
    for (const sent of mismatches) expect(ledger.send(sent)).toBe('CORRECTION_MISMATCH');
    const voided = sender.voided(closed);
    expect(ledger.send(voided)).toBe('accepted');
    expect(ledger.send(sender.voided(voided))).toBe('CORRECTION_MISMATCH');
    const restored = sender.ofCase('CaseClosed', { reason: 'X' }, correcting(voided));
    expect(ledger.send(restored)).toBe('CORRECTION_MISMATCH');
    expect(ledger.send(sender.voidedAsIs(person))).toBe('accepted');
  });

  it('keeps every kind of id that the target introduced', () => {
    ledger.send(sender.opened(), sender.registered());
    const introducing = [
      sender.order('O-1'),
      sender.ofCase('ReferralSent', REFERRAL),
      sender.ofCase('ReferralReceived', REFERRAL),
      sender.collected('C-1', '5.00'),
      sender.distributed('D-1', 'C-1', ['5.00']),
      sender.ofCase('CoverageStarted', COVERAGE),
    ];
    for (const sent of introducing) {
      expect(ledger.send(sent)).toBe('accepted');
      const data = sent['data'] as Sent;
      const [field] = Object.keys(data)
        .filter((key) => INTRODUCED.includes(key))
        .slice(-1);
      const first = 'distribution' in data ? 'distribution' : (field ?? '');
      const other = { ...sender.opened(), type: sent['type'], ...correcting(sent) };
      const changed = { ...other, data: { ...data, [first]: 'X-9' } };
      expect(ledger.send(changed)).toBe('CORRECTION_MISMATCH');
      expect(ledger.decide(changed)).toMatchObject({
        message: expect.stringContaining('"X-9"') as string,
      });
      expect(ledger.send({ ...other, data, effective: '2006-01-16' })).toBe('accepted');
    }
  });

  it('lets a replacement change what the target only named: child, order, collection, distribution, participant', () => {
    const added = sender.ofCase('ChildAddedToCase', { child: 'K-1' });
    const terminated = sender.ofCase('SupportOrderTerminated', { order: 'O-1' });
    const distributed = sender.distributed('D-1', 'C-1', ['5.00']);
    const reversed = sender.reversed('D-1');
    const person = sender.ofCounty('ParticipantRegistered', PERSON);
    ledger.send(sender.opened(), sender.registered(), sender.registered({ child: 'K-2' }));
    ledger.send(sender.order('O-1'), sender.order('O-2'));
    ledger.send(sender.collected('C-1', '5.00'), sender.collected('C-2', '5.00'));
    ledger.send(added, terminated, distributed, sender.distributed('D-2', 'C-2', ['1.00']));
    ledger.send(reversed, person);
    const changed = [
      sender.ofCase('ChildAddedToCase', { child: 'K-2' }, correcting(added)),
      sender.ofCase('SupportOrderTerminated', { order: 'O-2' }, correcting(terminated)),
      sender.distributed('D-1', 'C-2', ['4.00'], correcting(distributed)),
      sender.reversed('D-2', correcting(reversed)),
      sender.ofCounty('ParticipantRegistered', { participant: 'P-9' }, correcting(person)),
    ];
    for (const sent of changed) expect([sent, ledger.send(sent)]).toEqual([sent, 'accepted']);
  });

  it('turns away a correction of what retention has erased; its id still tells a duplicate', () => {
    const opened = sender.opened();
    ledger.send(opened, sender.opened({ case: '2' }));
    ledger.commit();
    ledger.accepted.erase(String(opened['id']));
    ledger.state.forget();
    expect(ledger.send(sender.voided(opened))).toBe('BEYOND_RETENTION');
    expect(ledger.send(opened)).toBe('duplicate');
    expect(ledger.send({ ...opened, effective: '2006-01-16' })).toBe('ID_REUSED');
    expect(ledger.send(sender.ofCase('CaseClosed', { reason: 'X' }))).toBe('UNKNOWN_CASE');
    expect(ledger.entry(sender.opened()).subject).toBe(3);
  });
});
