import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { editionOf } from '../../projections/form/editions.js';
import { AS_OF_FORMS, parseAsOf } from '../reports/as-of.js';
import type { ShownAsOf } from './components/as-of.js';
import { textOf } from './forms/form-texts.js';
import type { FormTexts } from './forms/form-texts.js';
import { NotThere } from './not-there.js';
import type { Ask, PageRequest } from './page.js';

/** The moment that a page is asked as of. */
export interface Moment extends ShownAsOf {
  /** What entries take: the position, so that all that a page asks is of one moment; null of a ledger without records. */
  readonly asOf: number | null;
  /** The edition of the form that the version asked for was made under, where the month has another now. */
  readonly edition: { readonly edition?: string };
}

/** What a page that shows a moment asks. */
export const ASKS_MOMENT = ['moment', 'position', 'editionOfVersion'] as const;

type MomentName = (typeof ASKS_MOMENT)[number];

/** What a page of a case asks: whoever may see cases and no reports sees them as they are now. */
export const ASKS_CASE_MOMENT = [...ASKS_MOMENT, 'caseMoment'] as const;

/** The moment of a page of a case, child or participant. Throws `NotThere` as `momentOf` does. */
export async function momentOfCase(
  ask: Ask<(typeof ASKS_CASE_MOMENT)[number]>,
  { query, may }: Pick<PageRequest, 'query' | 'may'>,
  of: { readonly county: County; readonly month: Month | null },
): Promise<Moment> {
  const { county } = of;
  if (may('report.read', county)) return momentOf(ask, query, of);
  if (textOf(query, 'asOf') !== '') {
    throw new NotThere('You see cases as they are now: leave the moment out.');
  }
  const now = await ask('caseMoment', { county });
  return { ...now, asked: '', asOf: null, edition: {} };
}

/**
 * The moment that `asOf` behind the question mark names. Throws `NotThere` for what is none.
 *
 * @param month - whose versions `v1` names; null where the page is of no month
 */
export async function momentOf(
  ask: Ask<MomentName>,
  query: FormTexts,
  of: { readonly county: County; readonly month: Month | null },
  name = 'asOf',
): Promise<Moment> {
  const { county, month } = of;
  const asked = textOf(query, name);
  if (asked === '') {
    const now = await ask('moment', { county, asOf: null });
    return { ...now, asked, asOf: now.position === 0 ? null : now.position, edition: {} };
  }
  const parsed = parseAsOf(asked);
  if (parsed === null || (parsed.kind === 'version' && month === null)) {
    throw new NotThere(`That is no moment: give ${AS_OF_FORMS}.`);
  }
  const position = await ask('position', { county, month, asked: parsed });
  const moment = await ask('moment', { county, asOf: position });
  if (parsed.kind !== 'version' || month === null) {
    return { ...moment, asked, asOf: position, edition: {} };
  }
  const edition = await ask('editionOfVersion', { county, month, version: parsed.version });
  const isMonths = edition === editionOf(month).id;
  return { ...moment, asked, asOf: position, edition: isMonths ? {} : { edition } };
}
