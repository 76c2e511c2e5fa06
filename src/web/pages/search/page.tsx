import type { VNode } from 'preact';
import { parseLineNumber } from '../../../../events/line-numbers.js';
import { COUNTIES, parseCounty } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import {
  lineHelpHref,
  monthHref,
  participantHref,
  recordHref,
  stateMonthHref,
  subjectHref,
} from '../../addresses.js';
import { textOf } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, Shown } from '../../page.js';
import { countiesToSearch, soughtOf } from './view.js';

const ASKS = ['ledgers', 'findById'] as const;

export const SEARCH_PAGE = page({
  address: '/search',
  action: 'self',
  asks: ASKS,
  showsPerson: false,
  show: () => notFound(false),
  acts: {
    search: async ({ may }, form, ask) => {
      const county = parseCounty(textOf(form, 'county'));
      // Whoever may not list ledgers looks in the counties whose cases he may read.
      const ofCases = COUNTIES.filter((each) => may('case.read', each));
      const isOfState = county === null && may('state.read');
      return found(textOf(form, 'q'), { inView: county, ofCases, isOfState }, ask);
    },
  },
});

/** Where something is looked for. */
interface SoughtIn {
  readonly inView: County | null;
  readonly ofCases: readonly County[];
  /** Whether a month is the state's: no county is in view, and he may see the state. */
  readonly isOfState: boolean;
}

async function found(
  text: string,
  { inView, ofCases, isOfState }: SoughtIn,
  ask: Ask<(typeof ASKS)[number]>,
): Promise<PageAnswer> {
  const sought = soughtOf(text);
  if (sought.kind === 'line') return redirectTo(lineHelpHref(sought.line));
  if (sought.kind === 'nothing') return notFound(true);
  if (sought.kind === 'month' && isOfState) return redirectTo(stateMonthHref(sought.month));
  const listed = await ask.reply('ledgers', {});
  const all = listed.kind === 'done' ? listed.value.ledgers.map(({ county }) => county) : ofCases;
  const counties = countiesToSearch(inView, all);
  if (sought.kind === 'month') {
    const [county] = counties;
    return county === undefined ? notFound(true) : redirectTo(monthHref(county, sought.month));
  }
  for (const county of counties) {
    const href = await hrefIn(county, sought.id, ask);
    if (href !== null) return redirectTo(href);
  }
  const line = parseLineNumber(text.toLowerCase());
  return line === null ? notFound(true) : redirectTo(lineHelpHref(line));
}

/** Where a county has what is looked for; null where it has not, or where that may not be known. */
async function hrefIn(
  county: County,
  id: string,
  ask: Ask<(typeof ASKS)[number]>,
): Promise<string | null> {
  const reply = await ask.reply('findById', { county, id });
  const [kind] = reply.kind === 'done' ? reply.value : [];
  if (kind === undefined) return null;
  switch (kind) {
    case 'case':
    case 'child':
      return subjectHref(county, { kind, id });
    case 'participant':
      return participantHref(county, id);
    case 'record':
      return recordHref(county, id);
  }
}

function notFound(wasAsked: boolean): Shown {
  return {
    kind: 'shown',
    status: wasAsked ? 404 : 200,
    title: 'Search',
    crumbs: [{ href: '/', text: 'Counties' }],
    body: <NotFound wasAsked={wasAsked} />,
  };
}

function NotFound({ wasAsked }: { wasAsked: boolean }): VNode {
  return (
    <div>
      {wasAsked ? (
        <p class="usa-intro" data-error="NOT_FOUND">
          Nothing that you may see is called so.
        </p>
      ) : null}
      <p>The search takes:</p>
      <ul class="usa-list">
        <li>the id of a case, a child, a participant or a record,</li>
        <li>a month, as 2006-09 or September 2006,</li>
        <li>a line, as Line 2e.</li>
      </ul>
      <p>What you type is not kept.</p>
    </div>
  );
}
