import { OPERATOR_NAME } from '../../../../events/values/access-ids.js';
import type { County } from '../../../../events/values/county.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import type { Day } from '../../../../events/values/day.js';
import type { CameIn, SenderOfRecords } from '../../../exchange/came-in.js';
import { countyHref, withQuery } from '../../addresses.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { WrongQuery } from '../../wrong-query.js';

/** What came of a day from one sender, as the list has it. */
export interface CameInRow {
  readonly key: string;
  readonly day: Day;
  /** Who sent it, in words. */
  readonly from: string;
  readonly records: number;
  readonly files: number;
  /** Records of the whole day. */
  readonly ofDay: number;
}

/** The days of a page, and where the earlier ones are. */
export interface CameInView {
  readonly rows: readonly CameInRow[];
  readonly older: string | null;
  /** Whether days before some day were asked for. */
  readonly isBefore: boolean;
}

/** The day before which days are asked for; null where none is. Throws `WrongQuery` for what is no day. */
export function dayBefore(query: FormTexts): Day | null {
  const text = textOf(query, 'before');
  if (text === '') return null;
  const day = parseDay(text);
  if (day !== null) return day;
  throw new WrongQuery('before', 'Give a day as 2006-10-15: the days before it are shown.');
}

export function cameInView(
  county: County,
  { days, isMore }: CameIn,
  before: Day | null,
): CameInView {
  const last = days.at(-1);
  return {
    rows: days.flatMap(({ day, records: ofDay, from }) =>
      from.map(({ sender, records, files }) => ({
        key: `${formatDay(day)} ${senderInWords(sender)}`,
        ...{ day, records, files, ofDay },
        from: senderInWords(sender),
      })),
    ),
    older:
      isMore && last !== undefined
        ? withQuery(recordsHref(county), { before: formatDay(last.day) })
        : null,
    isBefore: before !== null,
  };
}

export function recordsHref(county: County): string {
  return `${countyHref(county)}/records`;
}

function senderInWords(sender: SenderOfRecords): string {
  switch (sender.kind) {
    case 'transmission':
      return 'By SFTP';
    case 'file':
      return `Files uploaded by ${accountInWords(sender.by)}`;
    case 'request':
      return sender.key === null
        ? accountInWords(sender.account)
        : `${sender.account}, with the key ${sender.key}`;
    case 'unknown':
      return 'Not on the access log';
  }
}

function accountInWords(account: string): string {
  return account === OPERATOR_NAME ? 'the operator' : account;
}
