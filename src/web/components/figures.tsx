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

/** A whole number. */
export function Count({ count }: { count: number }): VNode {
  return <span class="pl-nowrap">{numberInWords(count)}</span>;
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

/** A cell of a report. A number that opens is a link to what it counts. */
export function NumberCell({
  id,
  cell,
  isDifferent = false,
}: {
  id: string;
  cell: ShownCell;
  isDifferent?: boolean;
}): VNode {
  switch (cell.kind) {
    case 'value': {
      const text = numberInWords(cell.value);
      return (
        <td
          id={id}
          class={isDifferent ? 'pl-number pl-differs' : 'pl-number'}
          data-value={String(cell.value)}
        >
          {cell.href === null ? text : <a href={cell.href}>{text}</a>}
          {isDifferent ? <span class="usa-sr-only"> (differs)</span> : null}
        </td>
      );
    }
    case 'notYet':
      return (
        <td id={id} class="pl-number" data-value="" title="Not reported yet">
          <span aria-hidden="true">-</span>
          <span class="usa-sr-only">Not reported yet</span>
        </td>
      );
    case 'blank':
      return <td id={id} class="pl-number pl-blank" data-value=""></td>;
  }
}
