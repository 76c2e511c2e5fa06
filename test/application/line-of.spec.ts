import { parseMonth } from '../../events/values/month.js';
import { canonicalLine } from '../../projections/access-log/line-text.js';
import { OPERATOR, NOBODY } from '../../src/application/actor.js';
import type { Actor } from '../../src/application/actor.js';
import { hasLine, lineOf } from '../../src/application/line-of.js';
import type { LineEnd, LineMeta } from '../../src/application/line-of.js';
import { LIST } from '../../src/application/list.js';
import type { EntryName } from '../../src/application/list.js';
import type { LedgerReaders } from '../../src/ports/ledger-reader.js';
import { instantOfMs } from '../../events/values/instant.js';

const NAMES = Object.keys(LIST) as EntryName[]; // the list's own keys
const MONTH = parseMonth('2006-09');

/** Ledgers that know nobody. */
const EMPTY: LedgerReaders = { ledger: () => null, counties: () => [] };

const SECRET = 'Secret-1900007-Ana-Diaz-$1,234.56-correct horse battery';

/** All that an input or an answer may have, each a text that must not get into the log. */
const SECRETS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    [
      ...['month', 'line', 'column', 'asOf', 'after', 'limit', 'version', 'package', 'sample'],
      ...['by', 'reason', 'comment', 'telephone', 'out', 'email', 'password', 'name', 'id', 'held'],
      ...['account', 'county', 'kind', 'accepted', 'size', 'from', 'to', 'action', 'lines'],
    ].map((name) => [name, SECRET]),
  ),
  subject: { kind: 'case', id: SECRET },
  positions: [SECRET, SECRET],
};

function meta(
  actor: Actor = { kind: 'account', account: 'A-7', secondFactorAt: instantOfMs(0) },
): LineMeta {
  return {
    actor,
    at: instantOfMs(0),
    request: '11111111-2222-4333-8444-555555555555',
    from: '203.0.113.7',
    application: null,
  };
}

function lineOfAsked(name: EntryName, input: unknown, end: LineEnd = { kind: 'done' }) {
  return lineOf(EMPTY, { name, input }, end, meta());
}

describe('the line of a request', () => {
  it.each(NAMES)('of %s has no text of what was asked or answered', (name) => {
    for (const county of ['19', SECRET]) {
      const input = { ...SECRETS, county };
      for (const kind of ['done', 'refusedByRule', 'misaddressed', 'notPermitted']) {
        const line = lineOfAsked(name, input, { kind, value: SECRETS });
        const bytes = canonicalLine({ n: 1, ...line });
        for (const part of SECRET.split('-')) expect(bytes).not.toContain(part);
        expect(line.county).toBe(county === '19' ? '19' : null);
      }
    }
  });

  it('says which rows of a trail were seen', () => {
    const input = { county: '19', month: MONTH, line: '2e', column: 'a', asOf: 1203 };
    const line = lineOfAsked('trailPage', { ...input, after: 50, limit: 100 });
    expect(line).toEqual({
      at: 0,
      account: 'A-7',
      key: null,
      action: 'trail.read',
      county: '19',
      subject: null,
      application: null,
      of: { month: '2006-09', line: '2e', column: 'a', asOf: 1203, after: 50, limit: 100 },
      times: 1,
      result: 'allowed',
      request: '11111111-2222-4333-8444-555555555555',
      from: '203.0.113.7',
    });
  });

  it('says which positions an append took, and which lay between two of a difference', () => {
    const value = { kind: 'taken', accepted: 3, duplicates: 1, size: 1203 };
    expect(lineOfAsked('appendToCounty', { county: '19' }, { kind: 'done', value }).of).toEqual({
      positions: [1201, 1203],
    });
    const none = { ...value, accepted: 0 };
    expect(lineOfAsked('appendToCounty', { county: '19' }, { kind: 'done', value: none }).of).toBe(
      null,
    );
    const asked = { county: '19', month: MONTH, from: 10, to: 20 };
    expect(lineOfAsked('diff', asked).of).toEqual({ month: '2006-09', positions: [10, 20] });
  });

  it('says of what was permitted and not done that it failed', () => {
    const result = (kind: string) => lineOfAsked('history', {}, { kind }).result;
    expect(
      ['done', 'notPermitted', 'misaddressed', 'refusedByRule', 'beyondRetention'].map(result),
    ).toEqual(['allowed', 'refused', 'failed', 'failed', 'failed']);
    // Whoever has looked at as many cases as he may, may not for now.
    expect(result('tooManyLooks')).toBe('refused');
  });

  it('names the account, the key, the operator, or nobody', () => {
    const of = (actor: Actor) => {
      const { account, key } = lineOf(
        EMPTY,
        { name: 'history', input: {} },
        { kind: 'done' },
        meta(actor),
      );
      return [account, key];
    };
    expect(of({ kind: 'key', account: 'A-8', key: 'nightly' })).toEqual(['A-8', 'nightly']);
    expect(of(OPERATOR)).toEqual(['operator', null]);
    expect(of(NOBODY)).toEqual([null, null]);
  });

  it('is there for reads that show a person, for acts and for refusals alone', () => {
    expect(hasLine('history', { kind: 'done' })).toBe(true);
    expect(hasLine('submit', { kind: 'refusedByRule' })).toBe(true);
    expect(hasLine('report', { kind: 'done' })).toBe(false);
    expect(hasLine('report', { kind: 'misaddressed' })).toBe(false);
    expect(hasLine('report', { kind: 'notPermitted' })).toBe(true);
    // A reading of the log is a line of the log.
    expect(hasLine('accessLog', { kind: 'done' })).toBe(true);
  });
});
