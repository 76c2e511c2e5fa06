import type { County } from '../../../events/values/county.js';
import { countyCrumbs } from '../county-navigation.js';
import { REFRESH_SECONDS } from '../page.js';
import type { Shown } from '../page.js';
import { counted, numberInWords } from '../words.js';

/**
 * In place of a page that takes long: what is done for it, and what it waits for.
 *
 * @param records - how many the county's ledger has
 * @param waiting - how many questions wait for a replay, whoever asks them
 */
export function underWayPage(of: {
  readonly county: County;
  readonly records: number;
  readonly waiting: number;
  readonly sinceMs: number;
}): Shown {
  const { county, records, waiting, sinceMs } = of;
  return {
    kind: 'shown',
    title: 'Being worked out',
    crumbs: countyCrumbs(county),
    county,
    refreshSeconds: REFRESH_SECONDS,
    body: (
      <div id="under-way">
        <p role="status">
          This page is being worked out: the county’s {numberInWords(records)} records are read for
          its fiscal year. That is done once; the year’s other pages are then there at once.
        </p>
        <p>
          {`Asked ${counted(Math.round(sinceMs / 1000), 'second')} ago. `}
          {waiting === 0
            ? 'No other question waits.'
            : `${counted(waiting, 'question waits', 'questions wait')} for a replay.`}
        </p>
        <p>The page shows what you asked for as soon as it is there. You need not do anything.</p>
      </div>
    ),
  };
}
