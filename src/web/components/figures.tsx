import type { VNode } from 'preact';
import type { Day } from '../../../events/values/day.js';
import { formatDay } from '../../../events/values/day.js';
import { formatInstantMillis } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { formatCents } from '../../../events/values/money.js';
import type { CentsSum } from '../../../events/values/cents-sum.js';
import { visible } from '../../../events/values/visible-text.js';
import { dateInWords, dayInWords, instantInWords, numberInWords } from '../words.js';

/** A text that somebody typed: what would hide in it, or turn what stands around it, is shown as its code. */
export function Typed({ text }: { text: string }): VNode {
  return <span dir="auto">{visible(text)}</span>;
}

/** A civil day, as `15 Oct 2006`. */
export function DayOf({ day }: { day: Day }): VNode {
  return (
    <time class="pl-nowrap" datetime={formatDay(day)}>
      {dayInWords(day)}
    </time>
  );
}

/** A day spelt as records spell it. */
export function DateOf({ date }: { date: string }): VNode {
  return (
    <time class="pl-nowrap" datetime={date}>
      {dateInWords(date)}
    </time>
  );
}

/** An instant, by the clock of California. */
export function InstantOf({ instant }: { instant: Instant }): VNode {
  return <time datetime={formatInstantMillis(instant)}>{instantInWords(instant)}</time>;
}

/** Dollars and cents. */
export function Money({ cents }: { cents: CentsSum }): VNode {
  return <span class="pl-nowrap">{numberInWords(formatCents(cents))}</span>;
}

/** An id that can be copied. */
export function Id({ id }: { id: string }): VNode {
  return <span class="pl-id">{id}</span>;
}

/** A hash, broken where the line ends. */
export function Hash({ hash }: { hash: string }): VNode {
  return (
    <span>
      <span class="pl-hash">{hash}</span>{' '}
      <button
        type="button"
        class="usa-button usa-button--unstyled"
        data-copy={hash}
        hidden
        aria-label="Copy this hash"
      >
        Copy
      </button>
    </span>
  );
}

/** What a cell is: reported, not reported yet, or of a column that the line has not. */
export type ShownCell =
  | { readonly kind: 'value'; readonly value: number | string; readonly href: string | null }
  | { readonly kind: 'notYet' }
  | { readonly kind: 'blank' };

/** What a cell has at the moment that a report is compared with; null where the line was not reported then. */
export interface ShownThere {
  readonly value: number | string | null;
}

/**
 * A cell of a report. A number that opens is a link to what it counts.
 *
 * @param there - where the moment compared with has another value; null where it has the same, or nothing is compared
 */
export function NumberCell({
  id,
  cell,
  there = null,
}: {
  id: string;
  cell: ShownCell;
  there?: ShownThere | null;
}): VNode {
  const marked = there === null ? 'pl-number' : 'pl-number pl-differs';
  switch (cell.kind) {
    case 'value': {
      const text = numberInWords(cell.value);
      return (
        <td id={id} class={marked} data-value={String(cell.value)}>
          {cell.href === null ? text : <a href={cell.href}>{text}</a>}
          <There there={there} />
        </td>
      );
    }
    case 'notYet':
      return (
        <td id={id} class={marked} data-value="" title="Not reported yet">
          <span aria-hidden="true">-</span>
          <span class="usa-sr-only">Not reported yet</span>
          <There there={there} />
        </td>
      );
    case 'blank':
      return <td id={id} class="pl-number pl-blank" data-value=""></td>;
  }
}

/** Words and no colour alone: they stand on paper and in colours that somebody chose for himself. */
function There({ there }: { there: ShownThere | null }): VNode | null {
  if (there === null) return null;
  return <span class="pl-there">{` there ${numberInWords(there.value ?? '-')}`}</span>;
}
