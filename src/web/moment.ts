import type { County } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { InputOf } from '../application/list.js';
import { editionOf } from '../../projections/form/editions.js';
import { AS_OF_FORMS, parseAsOf } from '../reports/as-of.js';
import type { ShownAsOf } from './components/as-of.js';
import { textOf } from './forms/form-texts.js';
import type { FormTexts } from './forms/form-texts.js';
import { NotThere } from './not-there.js';
import type { Ask, PageRequest } from './page.js';
import { WrongQuery } from './wrong-query.js';

/** The moment that a page is asked as of. */
export interface Moment extends ShownAsOf {
  /** What entries take: the position, so that all that a page asks is of one moment; null of a ledger without records. */
  readonly asOf: number | null;
  /** The edition of the form that the version asked for was made under, where the month has another now. */
  readonly edition: { readonly edition?: string };
}

/** What a page that shows a moment asks. */
export const ASKS_MOMENT = ['moment', 'position', 'editionOfVersion'] as const;

/**
 * The same for whoever may read cases and no reports, as the user of another organisation: cases as they stand now, for
 * a moment is a position and a root of the ledger. Null then; asking for a moment is refused with a sentence.
 */
export async function momentSeen(
  { query, may }: Pick<PageRequest, 'query' | 'may'>,
  ask: Ask<MomentName>,
  of: { readonly county: County; readonly month: Month | null },
): Promise<Moment | null> {
  if (may('report.read', of.county)) return momentOf(ask, query, of);
  if (textOf(query, 'asOf') === '') return null;
  throw new NotThere('You see cases as they stand now: leave out the moment.');
}

type MomentName = (typeof ASKS_MOMENT)[number];

/**
 * The moment that `asOf` behind the question mark names. Throws `WrongQuery` for what is none.
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
  const asked = withoutSeparators(textOf(query, name));
  if (asked === '') {
    const now = await ask('moment', { county, asOf: null });
    return { ...now, asked, asOf: now.position === 0 ? null : now.position, edition: {} };
  }
  const parsed = parseAsOf(asked);
  if (parsed === null || (parsed.kind === 'version' && month === null)) {
    throw new WrongQuery(name, `That is no moment: give ${AS_OF_FORMS}.`);
  }
  const position = await positionOf(ask, { county, month, asked: parsed }, name);
  const moment = await ask('moment', { county, asOf: position });
  if (parsed.kind !== 'version' || month === null) {
    return { ...moment, asked, asOf: position, edition: {} };
  }
  const edition = await ask('editionOfVersion', { county, month, version: parsed.version });
  const isMonths = edition === editionOf(month).id;
  return { ...moment, asked, asOf: position, edition: isMonths ? {} : { edition } };
}

/** The month that `month` behind the question mark names; null where it names none. Throws `WrongQuery` for what is no month. */
export function monthAsked(query: FormTexts): Month | null {
  const asked = textOf(query, 'month');
  const month = parseMonth(asked);
  if (asked === '' || month !== null) return month;
  throw new WrongQuery('month', 'Give a month as 2006-09.');
}

/** A position as pages write it, `18,304`, can be typed so. */
function withoutSeparators(text: string): string {
  return /^\d{1,3}(?:,\d{3})+$/u.test(text) ? text.replaceAll(',', '') : text;
}

async function positionOf(
  ask: Ask<MomentName>,
  input: InputOf<'position'>,
  name: string,
): Promise<number> {
  const reply = await ask.reply('position', input);
  if (reply.kind === 'misaddressed') throw new WrongQuery(name, reply.message);
  return reply.kind === 'done' ? reply.value : ask('position', input);
}
