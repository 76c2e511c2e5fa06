import { countyName } from '../../events/values/county-names.js';
import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Occasion } from '../../projections/notices/occasions.js';
import { LINES_OF_MAIL_MAX } from './bounds.js';
import type { Mail } from './mail.js';

/** The mail that tells somebody what waits: no case, no name of a party, no amount, and of him nothing but his address. */
export function noticeMail(to: string, origin: URL, occasions: readonly Occasion[]): Mail {
  const more = occasions.length - LINES_OF_MAIL_MAX;
  const text = [
    'Plumbline has this for you:',
    '',
    ...occasions.slice(0, LINES_OF_MAIL_MAX).map((occasion) => `- ${lineOf(occasion, origin)}`),
    ...(more > 0 ? [`- and ${String(more)} more`] : []),
    '',
    `What waits for you stands on your first page: ${origin.origin}/`,
    `Which of these mails you get is your choice: ${origin.origin}/account#notices`,
    '',
  ].join('\n');
  return { to, subject: 'Plumbline: there is something for you', text };
}

function lineOf(occasion: Occasion, { origin }: URL): string {
  switch (occasion.kind) {
    case 'approval':
      return `${versionText(occasion)} waits for approval. ${origin}${pathOf(occasion)}/versions/${String(occasion.version)}`;
    case 'returned':
      return `${versionText(occasion)} was returned. ${origin}${pathOf(occasion)}/versions/${String(occasion.version)}`;
    case 'outdated':
      return `${versionText(occasion)} is outdated: the ledger gives other cells now. ${origin}${pathOf(occasion)}`;
    case 'due':
      return `${monthText(occasion)} is due on ${formatDay(occasion.due)} and not approved. ${origin}${pathOf(occasion)}`;
    case 'late':
      return `${monthText(occasion)} is late: it was due on ${formatDay(occasion.due)}. ${origin}${pathOf(occasion)}`;
    case 'application': {
      const { application, since } = occasion;
      return `Application ${application} waits for you since ${formatDay(since)}. ${origin}/access/applications/${application}`;
    }
  }
}

interface MonthOfCounty {
  readonly county: County;
  readonly month: Month;
}

function versionText(of: MonthOfCounty & { readonly version: number }): string {
  return `Version ${String(of.version)} of ${formatMonth(of.month)}, county ${of.county} ${countyName(of.county)},`;
}

function monthText({ county, month }: MonthOfCounty): string {
  return `The report of ${formatMonth(month)}, county ${county} ${countyName(county)},`;
}

function pathOf({ county, month }: MonthOfCounty): string {
  return `/counties/${county}/months/${formatMonth(month)}`;
}
