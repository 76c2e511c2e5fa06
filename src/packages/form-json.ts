import { SECTION_TITLES } from '../../projections/form/catalogue.js';
import type { Edition } from '../../projections/form/editions.js';
import type { LineEntry } from '../../projections/form/line.js';

/** An edition of the form as data: what each line counts, where the letter says so, and how it was read. */
export function formJson({ id, lines }: Edition): string {
  const form = {
    form: 'CS 1257',
    edition: id,
    sections: SECTION_TITLES,
    columns: {
      a: 'total',
      b: 'current assistance',
      c: 'former assistance',
      d: 'never assistance',
    },
    lines: lines.map(lineFields),
  };
  return `${JSON.stringify(form, null, 1)}\n`;
}

function lineFields(entry: LineEntry): object {
  const { line, section, title, unit, columns, period, subsetOf, citation, reading } = entry;
  return {
    ...{ line, section, title, unit, columns, period },
    ...(subsetOf.length === 0 ? {} : { subsetOf }),
    ...(entry.isPhasedIn ? { phasedIn: true } : {}),
    ...(entry.isStateOnly ? { stateOnly: true } : {}),
    ...(entry.suppliedBy === 'dcss' ? { suppliedBy: 'dcss' } : {}),
    citation,
    ...(reading === null ? {} : { reading }),
  };
}
