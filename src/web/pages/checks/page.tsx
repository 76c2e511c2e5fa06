import { monthHref, subjectHref, withQuery } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import { page } from '../../page.js';
import { monthInWords } from '../../words.js';
import { WarningsShown } from './warnings.js';

export const CHECKS_PAGE = page({
  address: '/counties/:county/months/:month/checks',
  action: 'trail.read',
  asks: [...ASKS_MOMENT, 'senseWarnings'],
  showsPerson: true,
  show: async ({ parameters: { county, month }, query, may }, ask) => {
    const moment = await momentOf(ask, query, { county, month });
    const warnings = await ask('senseWarnings', { county, month, asOf: moment.asOf });
    return {
      kind: 'shown',
      title: `What to look at in ${monthInWords(month)}`,
      heading: `What to look at in ${monthInWords(month)}, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county, {
        href: withQuery(monthHref(county, month), { asOf: moment.asked }),
        text: monthInWords(month),
      }),
      side: countySide(county, may),
      county,
      body: (
        <div>
          <AsOf asOf={moment} />
          <WarningsShown warnings={warnings} hrefOf={(subject) => subjectHref(county, subject)} />
        </div>
      ),
    };
  },
});
