import { parseLineNumber } from '../../../../events/line-numbers.js';
import type { County } from '../../../../events/values/county.js';
import { isRecordId, isSubjectId } from '../../../../events/values/ids.js';
import { parseMonth } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';

/** What a text that somebody searches for may be, by its form alone. */
export type Sought =
  | { readonly kind: 'month'; readonly month: Month }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'record'; readonly id: string }
  | { readonly kind: 'subject'; readonly id: string }
  | { readonly kind: 'nothing' };

const NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

/** A month is one before all else; a text that could be a line and an id is an id where there is one. */
export function soughtOf(typed: string): Sought {
  const text = typed.trim();
  const month = parseMonth(text) ?? monthByName(text);
  if (month !== null) return { kind: 'month', month };
  const named = /^line\s+(\S+)$/iu.exec(text)?.[1];
  if (named !== undefined) {
    const line = parseLineNumber(named.toLowerCase());
    return line === null ? { kind: 'nothing' } : { kind: 'line', line };
  }
  const lower = text.toLowerCase();
  if (isRecordId(lower)) return { kind: 'record', id: lower };
  return isSubjectId(text) ? { kind: 'subject', id: text } : { kind: 'nothing' };
}

function monthByName(text: string): Month | null {
  const [, name = '', year = ''] = /^([a-z]{3,9})\.?\s+(\d{4})$/iu.exec(text) ?? [];
  if (name === '') return null;
  const index = NAMES.findIndex((each) => each.startsWith(name.toLowerCase()));
  return index < 0 ? null : parseMonth(`${year}-${String(index + 1).padStart(2, '0')}`);
}

/** Counties in which something is looked for: the one in view, or all that may be seen. */
export function countiesToSearch(inView: County | null, all: readonly County[]): readonly County[] {
  return inView === null ? all : [inView, ...all.filter((county) => county !== inView)];
}
