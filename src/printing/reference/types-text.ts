import { fieldsAround, fieldsOfData } from '../../../events/reference/described-fields.js';
import type { DescribedField } from '../../../events/reference/described-fields.js';
import {
  REFUSALS_OF_ALL,
  REFUSALS_OF_CORRECTIONS,
  TOLD_REFUSALS,
  refusalsOf,
} from '../../../events/reference/refusals.js';
import {
  PARTS_OF_LIFE,
  entryOf,
  exampleRecord,
  toldOf,
} from '../../../events/reference/told-types.js';
import type { RecordType } from '../../../events/registry.js';
import { indented, peopleTable } from '../../reports/people-table.js';
import { wrapped } from '../../reports/table.js';

/** All record types for people, by the part of a case's life that they tell of. */
export function typesText(width: number): string {
  const rows = PARTS_OF_LIFE.map(({ title, types }) => ({
    title,
    rows: types.map((type) => [type, aboutOf(type), toldOf(type).meaning]),
  }));
  const columns = [
    { head: 'Type' },
    { head: 'About' },
    { head: 'Meaning', isWrapped: true },
  ] as const;
  const parts = rows.flatMap((part) => [part.title, ...peopleTable(columns, part.rows, width), '']);
  const more = wrapped(
    '"plumbline types TYPE" has the fields of one; --json is JSON Schema.',
    width,
  );
  return `${[...parts, ...more].join('\n')}\n`;
}

/** One record type for people: its fields, an example, the refusals that it can meet. */
export function typeText(type: RecordType, width: number): string {
  const { meaning, corrected } = toldOf(type);
  const data = fieldsOfData(type);
  const lines = [
    `${type}, about ${aboutOf(type)}`,
    ...wrapped(meaning, width),
    '',
    'Fields around `data`',
    ...fieldLines(fieldsAround(type), width),
    '',
    ...(data.length === 0
      ? ['`data` is empty: {}']
      : ['Fields of `data`', ...fieldLines(data, width)]),
    '',
    'Example (in a file it stands on one line)',
    ...JSON.stringify(exampleRecord(type), null, 2)
      .split('\n')
      .map((line) => `  ${line}`),
    ...(corrected === undefined ? [] : ['', ...wrapped(`Corrected: ${corrected}`, width)]),
    '',
    'Refusals that it can meet',
    ...refusalsOf(type).flatMap((code) =>
      indented(`${code}: ${TOLD_REFUSALS[code].meaning} ${TOLD_REFUSALS[code].mend}`, 2, width),
    ),
    ...indented(`as any record: ${REFUSALS_OF_ALL.join(', ')}`, 2, width),
    ...indented(`as any correction: ${REFUSALS_OF_CORRECTIONS.join(', ')}`, 2, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a type is about, in a few words. */
export function aboutOf(type: RecordType): string {
  const { subject } = entryOf(type);
  switch (subject) {
    case 'case':
      return 'a case';
    case 'child':
      return 'a child';
    case 'county':
      return 'the county';
    case 'target':
      return 'what the voided record is about';
  }
}

/** Each field with its meaning below it. */
function fieldLines(fields: readonly DescribedField[], width: number): readonly string[] {
  return fields.flatMap(({ path, isRequired, form, meaning }) => [
    ...indented(`${path}${isRequired ? '' : ' (may be left out)'}: ${meaning}`, 2, width),
    ...indented(`give ${form}`, 6, width),
  ]);
}
