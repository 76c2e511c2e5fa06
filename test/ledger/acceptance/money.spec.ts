import { LedgerUnderTest } from './ledger-under-test.js';
import { Sender, correcting } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

let sender: Sender;
let ledger: LedgerUnderTest;

beforeEach(() => {
  sender = new Sender();
  ledger = new LedgerUnderTest();
});

describe('the money of a collection', () => {
  let collected: Sent;

  beforeEach(() => {
    collected = sender.collected('C-1', '10.00');
    ledger.send(sender.opened(), collected);
  });

  it('is distributed up to the last cent over all buckets and distributions', () => {
    expect(ledger.send(sender.distributed('D-1', 'C-1', ['4.00', '3.00']))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-2', 'C-1', ['3.01']))).toBe('OVER_DISTRIBUTED');
    expect(ledger.decide(sender.distributed('D-2', 'C-1', ['3.01']))).toMatchObject({
      message: expect.stringContaining(
        '10.01 would stand against collection C-1 of 10.00',
      ) as string,
    });
    expect(ledger.send(sender.distributed('D-2', 'C-1', ['3.00']))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-3', 'C-1', ['0.01']))).toBe('OVER_DISTRIBUTED');
  });

  it('counts a corrected distribution once', () => {
    const first = sender.distributed('D-1', 'C-1', ['6.00']);
    ledger.send(first, sender.distributed('D-2', 'C-1', ['4.00']));
    const to = (amount: string): Sent =>
      sender.distributed('D-1', 'C-1', [amount], correcting(first));
    expect(ledger.send(to('6.01'))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(to('6.00'))).toBe('accepted');
  });

  it('follows a corrected distribution to another collection', () => {
    const first = sender.distributed('D-1', 'C-1', ['10.00']);
    ledger.send(first, sender.collected('C-2', '9.99'));
    const moved = (amount: string): Sent =>
      sender.distributed('D-1', 'C-2', [amount], correcting(first));
    expect(ledger.send(moved('10.00'))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(moved('9.99'))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-2', 'C-1', ['10.00']))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-3', 'C-2', ['0.01']))).toBe('OVER_DISTRIBUTED');
  });

  it('cannot become smaller than what stands distributed, and is nothing when voided', () => {
    const distributed = sender.distributed('D-1', 'C-1', ['7.00']);
    ledger.send(distributed);
    const smaller = (amount: string): Sent =>
      sender.collected('C-1', amount, correcting(collected));
    expect(ledger.send(smaller('6.99'))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(sender.voided(collected))).toBe('OVER_DISTRIBUTED');
    const exact = smaller('7.00');
    expect(ledger.send(exact)).toBe('accepted');
    expect(ledger.send(sender.voided(distributed), sender.voided(exact))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-2', 'C-1', ['0.01']))).toBe('OVER_DISTRIBUTED');
  });

  it('gets a reversed distribution back', () => {
    ledger.send(sender.distributed('D-1', 'C-1', ['10.00']), sender.reversed('D-1'));
    expect(ledger.send(sender.distributed('D-2', 'C-1', ['10.00']))).toBe('accepted');
    expect(ledger.send(sender.reversed('D-2'), sender.voided(collected))).toBe('accepted');
  });

  it('reverses a distribution once, and again after the reversal is voided', () => {
    ledger.send(sender.distributed('D-1', 'C-1', ['10.00']));
    const reversed = sender.reversed('D-1');
    expect(ledger.send(reversed)).toBe('accepted');
    expect(ledger.send(sender.reversed('D-1'))).toBe('ALREADY_REVERSED');
    const replaced = sender.reversed('D-1', { effective: '2006-01-16', ...correcting(reversed) });
    expect(ledger.send(replaced)).toBe('accepted');
    expect(ledger.send(sender.reversed('D-1'))).toBe('ALREADY_REVERSED');
    expect(ledger.send(sender.voided(replaced), sender.reversed('D-1'))).toBe('accepted');
  });

  it('does not let a reversal be moved to a distribution that has one', () => {
    ledger.send(
      sender.distributed('D-1', 'C-1', ['1.00']),
      sender.distributed('D-2', 'C-1', ['1.00']),
    );
    const reversed = sender.reversed('D-1');
    ledger.send(reversed, sender.reversed('D-2'));
    expect(ledger.send(sender.reversed('D-2', correcting(reversed)))).toBe('ALREADY_REVERSED');
  });

  it('lets no reversal go whose distribution no longer fits', () => {
    const first = sender.distributed('D-1', 'C-1', ['10.00']);
    const reversed = sender.reversed('D-1');
    ledger.send(first, reversed, sender.distributed('D-2', 'C-1', ['0.01']));
    expect(ledger.send(sender.voided(reversed))).toBe('OVER_DISTRIBUTED');
    const reduced = sender.distributed('D-1', 'C-1', ['9.99'], correcting(first));
    expect(ledger.send(reduced, sender.voided(reversed))).toBe('accepted');
  });

  it('weighs a reversal that is moved to another distribution of the collection', () => {
    const reversed = sender.reversed('D-1');
    ledger.send(sender.distributed('D-1', 'C-1', ['4.00']), reversed);
    ledger.send(
      sender.distributed('D-2', 'C-1', ['3.99']),
      sender.distributed('D-3', 'C-1', ['6.01']),
    );
    expect(ledger.send(sender.reversed('D-2', correcting(reversed)))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(sender.reversed('D-3', correcting(reversed)))).toBe('accepted');
    expect(ledger.send(sender.distributed('D-4', 'C-1', ['2.02']))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(sender.distributed('D-4', 'C-1', ['2.01']))).toBe('accepted');
  });

  it('takes any correction of a reversed distribution, until the reversal is to go', () => {
    const first = sender.distributed('D-1', 'C-1', ['10.00']);
    const reversed = sender.reversed('D-1');
    ledger.send(first, reversed);
    const grown = sender.distributed('D-1', 'C-1', ['99.00'], correcting(first));
    expect(ledger.send(grown)).toBe('accepted');
    expect(ledger.send(sender.voided(reversed))).toBe('OVER_DISTRIBUTED');
    expect(ledger.send(sender.voided(grown), sender.voided(reversed))).toBe('accepted');
  });

  it('lets a voided distribution be reversed, which changes nothing', () => {
    const first = sender.distributed('D-1', 'C-1', ['10.00']);
    const reversed = sender.reversed('D-1');
    ledger.send(first, sender.voided(first), sender.distributed('D-2', 'C-1', ['10.00']));
    expect(ledger.send(reversed)).toBe('accepted');
    expect(ledger.send(sender.voided(reversed))).toBe('accepted');
  });
});
