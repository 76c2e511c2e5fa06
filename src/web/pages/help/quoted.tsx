import type { VNode } from 'preact';
import type { LineNumber } from '../../../../events/line-numbers.js';
import type { Quotation } from '../../../../projections/form/told/quotation.js';

/** What the letter says of a line, word for word, and which letter that is; or that it says nothing of it alone. */
export function LetterQuoted({
  line,
  quoted,
}: {
  line: LineNumber;
  quoted: Quotation | null;
}): VNode {
  if (quoted === null) {
    return (
      <span id="quoted">{`No instruction is for Line ${line} alone, so none is quoted here.`}</span>
    );
  }
  return (
    <figure class="pl-quoted">
      <blockquote id="quoted">
        <p>{`“${quoted.words}”`}</p>
      </blockquote>
      <figcaption>
        <cite>{quoted.letter}</cite>
        {`, instruction for Line ${line}`}
      </figcaption>
    </figure>
  );
}
