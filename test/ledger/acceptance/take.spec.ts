import { LedgerState } from '../../../src/ledger/acceptance/ledger-state.js';
import { take } from '../../../src/ledger/acceptance/take.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { MemoryEntries } from '../memory-ledger.js';
import { Sender } from '../sent-records.js';
import type { Sent } from '../sent-records.js';
import { LedgerUnderTest, NOON, county } from './ledger-under-test.js';
import { instantOfMs } from '../../../events/values/instant.js';

let sender: Sender;
let state: LedgerState;
let opened: LedgerEntry;
let closed: LedgerEntry;

beforeEach(() => {
  sender = new Sender();
  state = new LedgerState(county('19'), new MemoryEntries());
  const there = new LedgerUnderTest();
  opened = there.entry(sender.opened());
  closed = there.entry(sender.ofCase('CaseClosed', { reason: 'X' }));
});

describe('taking the records of another log', () => {
  it('makes the entries that were made there', () => {
    expect(take(state, opened)).toEqual({ kind: 'taken', entry: opened });
    expect(take(state, closed)).toEqual({ kind: 'taken', entry: closed });
    expect(state.undecided()).toEqual([opened, closed]);
  });

  it('does not ask the clock', () => {
    const late = Date.UTC(2999, 0, 1);
    expect(take(state, { ...opened, recorded: instantOfMs(late) })).toMatchObject({
      kind: 'taken',
      entry: { recorded: late },
    });
  });

  const bodyWith = (entry: LedgerEntry, change: Sent): string =>
    JSON.stringify({ ...(JSON.parse(entry.body) as Sent), ...change });

  it.each<[string, () => LedgerEntry, string]>([
    ['a gap', () => ({ ...closed, position: 3 }), 'POSITION_GAP'],
    ['a position again', () => ({ ...closed, position: 1 }), 'POSITION_GAP'],
    [
      'an instant before the last',
      () => ({ ...closed, recorded: instantOfMs(NOON - 1) }),
      'RECORDED_BACKWARDS',
    ],
    ['a body that is no record', () => ({ ...closed, body: '{"id"' }), 'MALFORMED'],
    [
      'a body with blanks',
      () => ({ ...closed, body: closed.body.replace(':', ': ') }),
      'NOT_CANONICAL',
    ],
    ['another id than its body', () => ({ ...closed, id: opened.id }), 'NOT_CANONICAL'],
    ['another type than its body', () => ({ ...closed, type: 'CaseReopened' }), 'NOT_CANONICAL'],
    [
      'another county',
      () => ({ ...closed, body: bodyWith(closed, { county: '30' }) }),
      'OTHER_LEDGER',
    ],
    ['an id again', () => ({ ...opened, position: 2 }), 'ID_REPEATED'],
    [
      'an effective day after its own',
      () => ({ ...closed, body: bodyWith(closed, { effective: '2006-01-21' }) }),
      'FUTURE_EFFECTIVE',
    ],
    [
      'a case that was never opened',
      () => ({ ...closed, body: bodyWith(closed, { case: '9' }) }),
      'UNKNOWN_CASE',
    ],
    [
      'a `recorded` in the body',
      () => ({ ...closed, body: bodyWith(closed, { recorded: '2006-01-20T12:00:00Z' }) }),
      'INVALID_FIELD',
    ],
  ])('names %s, and takes nothing', (_, stored, why) => {
    take(state, opened);
    const taking = take(state, stored());
    expect(taking).toMatchObject({ kind: 'impossible', position: stored().position, why });
    expect(taking).toHaveProperty(
      'message',
      expect.stringContaining('of county 19 cannot stand there'),
    );
    expect(state.undecided()).toEqual([opened]);
    expect(take(state, closed)).toMatchObject({ kind: 'taken' });
  });
});
