import { LedgerUnderTest } from './ledger-under-test.js';
import { Sender, TERMS, correcting } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

const REFERRAL: Sent = { referral: 'R-1', kind: 'state', jurisdiction: 'NV' };
const COVERAGE: Sent = { coverage: 'V-1', kind: 'private', asOrdered: true, children: [] };

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

describe('the ids of a case', () => {
  it('asks for what is named: each kind has its own ids, each case too', () => {
    const naming = [
      sender.ofCase('SupportOrderModified', { order: 'R-1', terms: TERMS }),
      sender.ofCase('SupportOrderMadePermanent', { order: 'R-1' }),
      sender.ofCase('SupportOrderTerminated', { order: 'R-1' }),
      sender.ofCase('SupportOrderSetAside', { order: 'R-1' }),
      sender.ofCase('CurrentSupportCharged', { order: 'R-1', amount: '1.00', owedTo: 'state' }),
      sender.ofCase('ArrearsJudgmentEntered', { order: 'R-1', amount: '1.00', owedTo: 'state' }),
      sender.order('O-2', {}, { reestablishes: 'R-1' }),
      sender.ofCase('ReferralReceivedEnded', { referral: 'R-1' }),
      sender.distributed('R-1', 'R-1', ['1.00']),
      sender.reversed('R-1'),
      sender.ofCase('CoverageEnded', { coverage: 'R-1' }),
    ];
    ledger.send(sender.opened(), sender.opened({ case: '2' }));
    ledger.send(sender.ofCase('ReferralSent', REFERRAL));
    for (const type of ['ReferralReceived', 'ReferralSent']) {
      ledger.send(sender.ofCase(type, REFERRAL, { case: '2' }));
    }
    ledger.send(sender.order('R-1', { case: '2' }), sender.collected('R-1', '9.00', { case: '2' }));
    for (const sent of naming) expect(ledger.send(sent)).toBe('UNKNOWN_REFERENCE');
    expect(ledger.send(sender.ofCase('ReferralSentEnded', { referral: 'R-1' }))).toBe('accepted');
    ledger.send(sender.order('R-1'), sender.ofCase('ReferralReceived', REFERRAL));
    ledger.send(sender.collected('R-1', '9.00'));
    ledger.send(sender.ofCase('CoverageStarted', { ...COVERAGE, coverage: 'R-1' }));
    for (const sent of naming) expect([sent, ledger.send(sent)]).toEqual([sent, 'accepted']);
  });

  it('takes a judgment without an order, and a second end of the same id', () => {
    ledger.send(sender.opened(), sender.ofCase('CoverageStarted', COVERAGE));
    const judgment = sender.ofCase('ArrearsJudgmentEntered', { amount: '1.00', owedTo: 'state' });
    const ended = (): Sent => sender.ofCase('CoverageEnded', { coverage: 'V-1' });
    expect([ledger.send(judgment), ledger.send(ended(), ended())]).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  it('lets no order reestablish itself, unless a correction says so of a recorded one', () => {
    const data = { reestablishes: 'O-1' };
    ledger.send(sender.opened());
    expect(ledger.send(sender.order('O-1', {}, data))).toBe('UNKNOWN_REFERENCE');
    const order = sender.order('O-1');
    ledger.send(order);
    expect(ledger.send(sender.order('O-1', correcting(order), data))).toBe('accepted');
  });

  it('lets an id be taken once, even when its record is voided, and once on every case', () => {
    ledger.send(sender.opened(), sender.opened({ case: '2' }));
    const introducing = (): readonly Sent[] => [
      sender.order('X'),
      sender.ofCase('ReferralSent', { ...REFERRAL, referral: 'X' }),
      sender.ofCase('ReferralReceived', { ...REFERRAL, referral: 'X' }),
      sender.collected('X', '5.00'),
      sender.distributed('X', 'X', ['1.00']),
      sender.ofCase('CoverageStarted', { ...COVERAGE, coverage: 'X' }),
    ];
    const first = introducing();
    for (const sent of first) expect(ledger.send(sent)).toBe('accepted');
    for (const sent of introducing()) expect(ledger.send(sent)).toBe('DUPLICATE_REFERENCE');
    for (const sent of [...first].reverse())
      expect(ledger.send(sender.voided(sent))).toBe('accepted');
    for (const sent of introducing()) expect(ledger.send(sent)).toBe('DUPLICATE_REFERENCE');
    for (const sent of introducing()) {
      expect(ledger.send({ ...sent, case: '2' })).toBe('accepted');
    }
  });

  it('says UNKNOWN_CHILD before UNKNOWN_REFERENCE before DUPLICATE_REFERENCE', () => {
    ledger.send(sender.opened(), sender.order('O-1'));
    const all = { children: ['K-1'], reestablishes: 'O-9' };
    expect(ledger.send(sender.order('O-1', {}, all))).toBe('UNKNOWN_CHILD');
    ledger.send(sender.registered());
    expect(ledger.send(sender.order('O-1', {}, all))).toBe('UNKNOWN_REFERENCE');
    expect(ledger.send(sender.order('O-1'))).toBe('DUPLICATE_REFERENCE');
  });

  it('gives the roots of what is introduced and named', () => {
    const order = sender.order('O-1');
    const replaced = sender.order('O-1', correcting(order));
    const collected = sender.collected('C-1', '9.00');
    const distributed = sender.distributed('D-1', 'C-1', ['9.00']);
    const sent = [
      sender.opened(),
      order,
      replaced,
      sender.ofCase('SupportOrderTerminated', { order: 'O-1' }),
      sender.order('O-2', {}, { reestablishes: 'O-1' }),
      collected,
      sender.collected('C-1', '9.50', correcting(collected)),
      distributed,
      sender.distributed('D-1', 'C-1', ['8.00'], correcting(distributed)),
      sender.reversed('D-1'),
      sender.voided(replaced),
    ];
    const entries = sent.map((each) => ledger.entry(each));
    expect(entries.map(({ root, corrects }) => [root, corrects])).toEqual(
      [
        [1, 0],
        [2, 0],
        [2, 2],
        [4, 0],
        [5, 0],
        [6, 0],
        [6, 6],
        [8, 0],
        [8, 8],
        [10, 0],
      ].concat([[2, 3]]),
    );
    expect(entries.map(({ ref, ref2 }) => [ref, ref2])).toEqual(
      [
        [0, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [5, 2],
        [6, 0],
        [6, 0],
        [8, 6],
        [8, 6],
        [8, 0],
      ].concat([[0, 0]]),
    );
  });
});
