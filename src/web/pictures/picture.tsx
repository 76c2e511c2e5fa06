import type { VNode } from 'preact';
import { Frame } from '../components/table.js';
import type { Child } from '../jsx/jsx-runtime.js';

/** Width of all pictures in their own units, which are about a pixel each. */
export const PICTURE_WIDTH = 720;

/**
 * A picture with what it shows in words, and the table that it is drawn of. Nothing stands in it that is not in the table; on a
 * small screen it scrolls in its frame, so that what is written in it can be read.
 *
 * @param says - what is to be seen in it, in a sentence or two, for whoever does not see it
 */
export function Picture({
  id,
  title,
  says,
  height,
  children,
  table = null,
}: {
  id: string;
  title: string;
  says: string;
  height: number;
  children: Child;
  table?: Child;
}): VNode {
  return (
    <figure class="pl-figure" id={id}>
      <figcaption>{title}</figcaption>
      <Frame label={`${title}, as a picture`}>
        <svg
          class="pl-drawing"
          role="img"
          aria-labelledby={`${id}-title ${id}-says`}
          viewBox={`0 0 ${String(PICTURE_WIDTH)} ${String(height)}`}
          width={PICTURE_WIDTH}
          height={height}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-says`}>{says}</desc>
          {children}
        </svg>
      </Frame>
      <p class="usa-hint">{says}</p>
      {table === null ? null : (
        <details>
          <summary>
            The same as a table<span class="usa-sr-only">{`: ${title}`}</span>
          </summary>
          {table}
        </details>
      )}
    </figure>
  );
}
