import type { VNode } from 'preact';
import type { Instant } from '../../../events/values/instant.js';
import { numberInWords } from '../words.js';
import { InstantOf } from './figures.js';

/** As of which moment a page is. */
export interface ShownAsOf {
  /** 0 for a ledger without records. */
  readonly position: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** When the record at the position was recorded; null for a ledger without records. */
  readonly recorded: Instant | null;
  /** As it stands in the address; empty for all there is. */
  readonly asked: string;
  /** Positions in the ledger now. */
  readonly size: number;
}

/** As of what the page is, in words and as a position; null: as it stands now, for whoever sees no positions. */
export function AsOf({ asOf }: { asOf: ShownAsOf | null }): VNode {
  if (asOf === null) return <p id="as-of">As it stands now.</p>;
  const { position, root, recorded, asked, size } = asOf;
  const all = position === size ? ', which is the last' : ` of ${numberInWords(size)}`;
  return (
    <p id="as-of" data-position={String(position)} data-root={root}>
      {position === 0 ? (
        'The ledger has no records.'
      ) : (
        <span>
          As of position <strong>{numberInWords(position)}</strong>
          {all}
          {asked.startsWith('v') ? ` (${asked.replace('v', 'version ')})` : null}
          {recorded === null ? null : (
            <span>
              , recorded <InstantOf instant={recorded} />
            </span>
          )}
          .
        </span>
      )}
    </p>
  );
}

/**
 * The one control that changes the moment: it takes what `asOf` takes everywhere.
 *
 * @param kept - what else stands in the address and must stay there
 */
export function AsOfPicker({
  action,
  asked,
  isOfMonth,
  kept = [],
}: {
  action: string;
  asked: string;
  isOfMonth: boolean;
  kept?: readonly (readonly [string, string])[];
}): VNode {
  const forms = isOfMonth
    ? 'A day (2006-10-15), a position (1203) or a version (v1). Empty for now.'
    : 'A day (2006-10-15) or a position (1203). Empty for now.';
  return (
    <form class="pl-bar" method="get" action={action} data-act="as-of">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div>
        <label class="usa-label" for="asOf">
          As of
        </label>
        <span class="usa-hint" id="asOf-hint">
          {forms}
        </span>
        <input
          class="usa-input"
          id="asOf"
          type="text"
          name="asOf"
          value={asked}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="asOf-hint"
        />
      </div>
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}
