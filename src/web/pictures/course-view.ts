import type { Month } from '../../../events/values/month.js';
import { monthInShort, numberInWords } from '../words.js';

/** One course of values by month. Which of them it is, is told by how it is drawn and written, never by its colour alone. */
export interface Series {
  readonly name: string;
  /** Bars stand from zero, lines go from month to month. */
  readonly as: 'bar' | 'line';
  /** By month, as exact texts without separators; null where there is none. */
  readonly values: readonly (string | null)[];
}

/** Courses of some months that follow each other. */
export interface Course {
  readonly months: readonly Month[];
  readonly series: readonly Series[];
  /** Values that mean something by themselves, as a band's limit. */
  readonly limits?: readonly { readonly name: string; readonly value: number }[];
}

/** What is to be seen in courses: of each its last value, its least and its greatest. */
export function courseSays({ months, series }: Course): string {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return 'There are no months.';
  const parts = series.map(({ name, values }) => {
    const known = values.flatMap((value, index) =>
      value === null ? [] : [{ value, month: monthInShort(months[index] ?? last) }],
    );
    const [one] = known;
    if (one === undefined) return `${name}: none.`;
    const by = (a: (typeof known)[number], b: (typeof known)[number]): number =>
      Number(a.value) - Number(b.value);
    const ordered = known.toSorted(by);
    const least = ordered[0] ?? one;
    const greatest = ordered.at(-1) ?? one;
    const end = known.at(-1) ?? one;
    return `${name}: ${numberInWords(end.value)} in ${end.month}, least ${numberInWords(least.value)} (${least.month}), most ${numberInWords(greatest.value)} (${greatest.month}).`;
  });
  return [`From ${monthInShort(first)} to ${monthInShort(last)}.`, ...parts].join(' ');
}
