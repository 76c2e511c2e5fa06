import type { County } from '../../events/values/county.js';
import { instantOfMs } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Version } from '../../projections/versions/version.js';
import type { ShownWaiting } from '../../src/process/sheets.js';
import { countiesView } from '../../src/web/pages/counties/view.js';
import type { CountiesView } from '../../src/web/pages/counties/view.js';
import { THINGS_WAITING_MAX, applicationsWaiting } from '../../src/web/pages/counties/waiting.js';
import { monthNamed } from '../support/closed-month.js';

const NOW = instantOfMs(Date.parse('2006-12-20T18:00:00Z'));
const LA = '19' as County;

const version = (of: string, state: 'submitted' | 'approved' | 'returned', number = 1): Version =>
  ({ month: monthNamed(of), version: number, asOf: 1, decision: { state, at: NOW } }) as Version;

function waiting(
  versions: readonly Version[],
  { may = 'submit', counties = [LA], now = NOW, outdated = [] as readonly Month[] } = {},
): CountiesView {
  const first = instantOfMs(Date.parse('2006-06-05T18:00:00Z'));
  return countiesView({
    listed: {
      ledgers: counties.map((county) => ({
        ...{ county, size: 9, root: '0'.repeat(64), first, last: NOW },
      })),
      leftOut: [],
    },
    versions: new Map(counties.map((county) => [county, versions])),
    outdated: new Map([
      [LA, { at: NOW, size: 9, outdated: outdated.map((month) => ({ month, version: 1 })) }],
    ]),
    now,
    applications: [],
    mayApprove: () => may === 'approve',
    maySubmit: () => may === 'submit',
  });
}

/** The months of the row but November 2006, each approved. */
const APPROVED = Array.from({ length: 14 }, (_, index) =>
  version(formatMonth((monthNamed('2005-09') + index) as Month), 'approved'),
);

describe('what waits on the first page', () => {
  it('has each month of the row that is late and not submitted, the earliest first', () => {
    const { waiting: found, waitingMore } = waiting(APPROVED.slice(0, 12));
    expect(found.map(({ text, href }) => [text, href])).toEqual([
      [
        'To submit: September 2006, county 19 Los Angeles: 66 days late',
        '/counties/19/months/2006-09/submit',
      ],
      [
        'To submit: October 2006, county 19 Los Angeles: 35 days late',
        '/counties/19/months/2006-10/submit',
      ],
      [
        'To submit: November 2006, county 19 Los Angeles: 5 days late',
        '/counties/19/months/2006-11/submit',
      ],
    ]);
    expect(waitingMore).toBe(0);
  });

  it('has a month that is due within three days, and none before', () => {
    const on = (day: string) =>
      waiting(APPROVED, { now: instantOfMs(Date.parse(`${day}T18:00:00Z`)) }).waiting;
    expect(on('2006-12-11')).toEqual([]);
    expect(on('2006-12-12').map(({ text }) => text)).toEqual([
      'To submit: November 2006, county 19 Los Angeles: due 15 Dec 2006',
    ]);
    expect(on('2006-12-15')).toHaveLength(1);
  });

  it('sends whoever approves to the month, and says of a version who has to act', () => {
    const late = waiting(APPROVED, { may: 'approve' }).waiting;
    expect(late.map(({ text, href }) => [text, href])).toEqual([
      [
        'Not submitted: November 2006, county 19 Los Angeles: 5 days late',
        '/counties/19/months/2006-11',
      ],
    ]);
    const sent = [...APPROVED, version('2006-11', 'submitted')];
    expect(waiting(sent).waiting.map(({ text }) => text)).toEqual([
      'Waits for approval: version 1 of November 2006, county 19 Los Angeles: 5 days late',
    ]);
    expect(waiting(sent, { may: 'approve' }).waiting.map(({ text }) => text)).toEqual([
      'To approve or return: version 1 of November 2006, county 19 Los Angeles',
    ]);
    expect(waiting(sent, { may: 'nothing' }).waiting).toEqual([]);
  });

  it('has approved months that became outdated', () => {
    const whole = [...APPROVED, version('2006-11', 'approved')];
    const { waiting: found, counties } = waiting(whole, { outdated: [monthNamed('2006-10')] });
    expect(found.map(({ text, href }) => [text, href])).toEqual([
      ['Became outdated: October 2006, county 19 Los Angeles', '/counties/19/outdated'],
    ]);
    expect(counties[0]?.outdated.href).toBe('/counties/19/outdated');
  });

  it('names only so many, and counts the rest', () => {
    const counties = ['01', '02', '03'] as County[];
    const { waiting: found, waitingMore } = waiting([], { counties });
    expect(found).toHaveLength(THINGS_WAITING_MAX);
    expect(found.length + waitingMore).toBe(3 * 15);
  });

  it('has nothing of a county without a ledger', () => {
    expect(waiting([], { counties: [] }).waiting).toEqual([]);
  });
});

describe('what waits in the access process', () => {
  const due = { county: '19', waitsFor: 'dcss-legal', goal: 'legal-review' } as const;
  const waits: readonly ShownWaiting[] = [
    {
      ...{ ...due, application: 'T-1', organisation: 'Bureau', act: 'LegalOpinionGiven' },
      ...{ since: '2006-11-01', due: '2006-11-27', daysLate: 23 },
    },
    {
      ...{ ...due, application: 'T-2', organisation: 'Office', act: 'MouSignedByState' },
      ...{ since: '2006-11-01', due: null, daysLate: 0 },
    },
  ];

  it('stands on the first page of whoever may do it, and of nobody else', () => {
    expect(applicationsWaiting(waits, (act) => act === 'LegalOpinionGiven')).toEqual([
      {
        key: 'T-1 LegalOpinionGiven',
        href: '/access/applications/T-1?act=LegalOpinionGiven',
        text: 'Give the legal opinion: T-1 Bureau, due 27 Nov 2006, 23 days late',
      },
    ]);
    expect(applicationsWaiting(waits, () => true)).toHaveLength(2);
  });
});
