import type { County } from '../../../../events/values/county.js';
import { formatMonth } from '../../../../events/values/month.js';
import { SECTION_TITLES } from '../../../../projections/form/catalogue.js';
import { editionOf } from '../../../../projections/form/editions.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import type { Section } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { columnsOf } from '../../../reports/form.js';
import type { Rollup } from '../../../versions/state-questions.js';
import { withQuery } from '../../addresses.js';
import type { ShownCell } from '../../components/figures.js';

export interface StateView {
  readonly leftOut: readonly { readonly county: County; readonly why: string }[];
  /** Null where a county is left out: a sum without it would be wrong. */
  readonly sections:
    | readonly {
        readonly letter: Section;
        readonly title: string;
        readonly lines: readonly {
          readonly line: string;
          readonly title: string;
          readonly cells: readonly ShownCell[];
        }[];
      }[]
    | null;
}

/** The sum of the state's month, and which counties cannot be read. */
export function stateView({ month, leftOut, lines }: Rollup): StateView {
  const bySection = Map.groupBy(editionOf(month).lines, ({ section }) => section);
  return {
    leftOut: leftOut.map(({ county, fault }) => ({ county, why: fault.message })),
    sections:
      lines === null
        ? null
        : [...bySection].map(([letter, entries]) => ({
            letter,
            title: SECTION_TITLES[letter],
            lines: entries.map((entry) => ({
              line: entry.line,
              title: entry.title,
              cells: COLUMNS.map((column): ShownCell => {
                if (!columnsOf(entry).includes(column)) return { kind: 'blank' };
                const value = cellOf(lines, entry.line, column);
                if (value === null) return { kind: 'notYet' };
                return {
                  kind: 'value',
                  value,
                  href: withQuery(`/state/months/${formatMonth(month)}`, { line: entry.line }),
                };
              }),
            })),
          })),
  };
}
