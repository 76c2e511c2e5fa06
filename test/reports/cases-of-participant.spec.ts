import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { casesOfParticipant } from '../../src/reports/cases-of-participant.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { participantView } from '../../src/web/pages/participant/view.js';
import { temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const ANOTHER = present(parseCounty('30'));
const folder = temporaryFolder();
const ledgers = LedgerFolder.openOrCreate(join(folder.path, 'data'));
afterAll(() => {
  ledgers.close();
  folder.remove();
});

const id = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function opening(number: number, caseId: string, ncp: string, payee: string, more: object = {}) {
  return {
    ...{ id: id(number), type: 'CaseOpened', county: '19', case: caseId, effective: '2006-05-01' },
    data: {
      ncp: { participant: ncp, role: 'putative-father' },
      payee: { participant: payee, kind: 'custodial-parent' },
      program: 'none',
    },
    ...more,
  };
}

beforeAll(async () => {
  const registered = {
    ...{ id: id(4), type: 'ParticipantRegistered', county: '19', effective: '2006-05-01' },
    data: { participant: 'P-9' },
  };
  const correction = { corrects: id(2), reason: 'the wrong person' };
  const ledger = await storeRecords(ledgers, COUNTY, [
    opening(1, 'C-2', 'P-1', 'P-2'),
    opening(2, 'C-1', 'P-1', 'P-12'),
    opening(3, 'C-3', 'P-2', 'P-1'),
    registered,
    opening(5, 'C-1', 'P-10', 'P-12', correction),
  ]);
  expect(ledger.size).toBe(5);
});

function casesOf(participant: string, asOf: number | null = null, county = COUNTY) {
  const found = casesOfParticipant(ledgers, { county, participant, asOf });
  return found.kind === 'done' ? found.value.map((of) => [of.case, of.part]) : found.kind;
}

describe('the cases of a participant', () => {
  it('are those that name him as of the position, by case', () => {
    expect(casesOf('P-1', 1)).toEqual([['C-2', 'ncp']]);
    expect(casesOf('P-1', 4)).toEqual([
      ['C-1', 'ncp'],
      ['C-2', 'ncp'],
      ['C-3', 'payee'],
    ]);
  });

  it('leave out a case whose record was corrected to another person', () => {
    expect(casesOf('P-1')).toEqual([
      ['C-2', 'ncp'],
      ['C-3', 'payee'],
    ]);
    expect(casesOf('P-10')).toEqual([['C-1', 'ncp']]);
    expect(casesOf('P-12')).toEqual([['C-1', 'payee']]);
  });

  it('are none of one who is registered alone, and no answer of one whom nobody named', () => {
    expect(casesOf('P-9')).toEqual([]);
    expect(casesOf('P-9', 3)).toBe('misaddressed');
    expect(casesOf('P-')).toBe('misaddressed');
    expect(casesOf('P-1', 6)).toBe('misaddressed');
    expect(casesOf('P-1', null, ANOTHER)).toBe('misaddressed');
  });

  it('are shown with the part in each, and lead to it', () => {
    const of = { case: 'C-2', effective: present(parseDay('2006-05-01')), record: id(1) } as const;
    const cases = [
      { ...of, part: 'ncp', role: 'putative-father' },
      { ...of, part: 'payee', role: 'custodial-parent' },
    ] as const;
    const view = participantView(COUNTY, cases, 0);
    expect([view.caseCount, view.previous, view.next]).toEqual([1, null, null]);
    expect(view.lines.map(({ href, partWords }) => [href, partWords])).toEqual([
      ['/counties/19/cases/C-2', 'Owes support, or may come to (putative father)'],
      ['/counties/19/cases/C-2', 'Receives support (custodial parent)'],
    ]);
  });

  it('are shown a hundred a page', () => {
    const effective = present(parseDay('2006-05-01'));
    const cases = Array.from({ length: 201 }, (_, index) => {
      const of = { case: `C-${String(index + 1)}`, record: id(index + 1), effective };
      return { ...of, part: 'payee', role: 'foster-care' } as const;
    });
    const pages = [0, 100, 200, 300].map((after) => {
      const { lines, previous, next, lineCount } = participantView(COUNTY, cases, after);
      return [lines[0]?.case, lines.length, previous, next, lineCount];
    });
    expect(pages).toEqual([
      ['C-1', 100, null, 100, 201],
      ['C-101', 100, 0, 200, 201],
      ['C-201', 1, 100, null, 201],
      [undefined, 0, 200, null, 201],
    ]);
  });
});
