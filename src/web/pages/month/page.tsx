import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import type { Month } from '../../../../events/values/month.js';
import type { FormName } from '../../../reports/form.js';
import { monthOfYear } from '../../../reports/form.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { page } from '../../page.js';
import type { Ask } from '../../page.js';
import { monthInWords } from '../../words.js';
import { WrongQuery, wordOfQuery } from '../../wrong-query.js';
import { MonthShown } from './month.js';
import { monthView } from './view.js';

export const MONTH_PAGE = page({
  address: '/counties/:county/months/:month',
  action: 'report.read',
  asks: [...ASKS_MOMENT, 'report', 'versions', 'senseWarnings'],
  showsPerson: false,
  show: async (request, ask) => {
    const { county, month } = request.parameters;
    const { query, now, may } = request;
    const moment = await momentOf(ask, query, { county, month });
    const form = formOf(query, month);
    const report = await reportOf(ask, { county, month, form }, moment);
    const { versions } = await ask('versions', { county, month });
    const maySeeSense = may('trail.read', county);
    const isSenseAsked = maySeeSense && textOf(query, 'remarks') === 'yes';
    const { asOf } = moment;
    const sense = isSenseAsked ? await ask('senseWarnings', { county, month, asOf }) : null;
    const view = monthView({
      report,
      moment,
      versions,
      compared: await comparedOf(ask, query, { county, month, form }),
      today: civilDayOf(now),
      maySubmit: may('version.submit', county),
      sense: sense?.map(({ message }) => message) ?? null,
      maySeeSense,
    });
    return {
      kind: 'shown',
      title: `${monthInWords(month)}, county ${county}`,
      heading: `${form} of ${monthInWords(month)}, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county),
      side: countySide(county, may),
      county,
      body: <MonthShown view={view} />,
    };
  },
});

interface FormOfMonth {
  readonly county: County;
  readonly month: Month;
  readonly form: FormName;
}

/** The form that is asked for: the annual one has a September alone. */
export function formOf(query: FormTexts, month: Month): FormName {
  if (wordOfQuery(query, 'form', ['cs1257', 'cs157']) === 'cs1257') return 'CS 1257';
  if (monthOfYear(month) === 9) return 'CS 157';
  throw new WrongQuery(
    'form',
    'The CS 157 is the annual report of a September: open a September, or give cs1257.',
  );
}

/** A month's report as of a moment. */
export async function reportOf(
  ask: Ask<'report'>,
  { county, month, form }: FormOfMonth,
  { asOf, edition }: Moment,
): Promise<CountyReport> {
  const input = { county, months: [month], asOf, form, source: 'segments', ...edition } as const;
  const [report] = await ask('report', input);
  if (report === undefined) throw new Error('The replay of a month gave no report.');
  return report;
}

async function comparedOf(
  ask: Ask<'report' | (typeof ASKS_MOMENT)[number]>,
  query: FormTexts,
  of: FormOfMonth,
): Promise<{ readonly report: CountyReport; readonly moment: Moment } | null> {
  if (textOf(query, 'compare') === '') return null;
  const moment = await momentOf(ask, query, of, 'compare');
  return { moment, report: await reportOf(ask, of, moment) };
}
