import type { VNode } from 'preact';
import { formatMonth } from '../../../../events/values/month.js';
import type { County } from '../../../../events/values/county.js';
import type { Month } from '../../../../events/values/month.js';
import type { SubjectKey } from '../../../reports/subject.js';
import { caseCrumbs, countySide } from '../../county-navigation.js';
import { ASKS_MOMENT, momentSeen, monthAsked } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { monthInWords } from '../../words.js';
import { SubjectShown } from './subject.js';
import { monthBefore, subjectView } from './view.js';

const ASKS = [...ASKS_MOMENT, 'history', 'explain', 'courseOfCase', 'versions'] as const;

export const CASE_PAGE = page({
  address: '/counties/:county/cases/:case',
  action: 'case.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => {
    const { county, case: id } = request.parameters;
    return subjectPage(request, ask, county, { kind: 'case', id });
  },
});

export const CHILD_PAGE = page({
  address: '/counties/:county/children/:child',
  action: 'case.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => {
    const { county, child: id } = request.parameters;
    return subjectPage(request, ask, county, { kind: 'child', id });
  },
});

async function subjectPage(
  request: PageRequest,
  ask: Ask<(typeof ASKS)[number]>,
  county: County,
  subject: SubjectKey,
): Promise<Shown> {
  const named = monthAsked(request.query);
  const moment = await momentSeen(request, ask, { county, month: named });
  const asOf = moment?.asOf ?? null;
  const month = named ?? monthBefore(moment?.recorded ?? request.now);
  // Its line of the access log names the month as well: the others need none.
  const explained = await ask.reply('explain', { county, month, subject, line: null, asOf });
  const explanations = explained.kind === 'done' ? explained.value : [];
  const [history, money, submitted] = await Promise.all([
    ask('history', { county, subject, asOf }),
    subject.kind === 'case' ? ask.reply('courseOfCase', { county, month, subject, asOf }) : null,
    request.may('report.read', county) ? ask.reply('versions', { county, month }) : null,
  ]);
  const course = money?.kind === 'done' ? money.value : [];
  const view = subjectView({
    ...{ county, month, subject, history, explanations, course },
    versions: submitted?.kind === 'done' ? submitted.value.versions : [],
    mayAppend: request.may('records.append', county),
  });
  const kind = subject.kind === 'case' ? 'Case' : 'Child';
  return {
    kind: 'shown',
    title: `${kind} in ${monthInWords(month)}`,
    heading: `${kind} ${subject.id}`,
    crumbs: caseCrumbs(county, request.may),
    side: countySide(county, request.may),
    county,
    body: <Body view={view} moment={moment} month={month} request={request} />,
  };
}

function Body(of: {
  view: ReturnType<typeof subjectView>;
  moment: Moment | null;
  month: Month;
  request: PageRequest;
}): VNode {
  const { path, query } = of.request;
  return (
    <SubjectShown
      {...{ view: of.view, moment: of.moment, path, query }}
      spelt={formatMonth(of.month)}
    />
  );
}
