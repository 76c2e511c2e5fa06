import { formatDay } from '../../events/values/day.js';
import { formatInstant } from '../../events/values/instant.js';
import type { LedgerRecord } from '../../events/record.js';
import type { HistoryEntry } from './history.js';
import { indented } from './people-table.js';
import { grouped, wrapped } from './table.js';

/** The records of a case or child for people, in business order: what happened, when it was learned, what became of it. */
export function historyText(
  subject: string,
  entries: readonly HistoryEntry[],
  width: number,
): string {
  const count = `${grouped(entries.length)} ${entries.length === 1 ? 'record' : 'records'}`;
  const lines = entries.flatMap((entry) => ['', ...entryLines(entry, width)]);
  return `${[...wrapped(`${subject}: ${count}, by the day on which it happened`, width), ...lines].join('\n')}\n`;
}

function entryLines(entry: HistoryEntry, width: number): readonly string[] {
  // Only records that passed the parser are stored.
  const record = JSON.parse(entry.body) as LedgerRecord;
  const { supersededBy } = entry;
  const sign = supersededBy === null ? '' : '  (does not stand)';
  const said = fieldsOf(record.data);
  const { corrects, reason } = record;
  return [
    ...wrapped(`${formatDay(entry.effective)}  ${record.type}${sign}`, width),
    ...(said === '' ? [] : indented(said, 4, width)),
    ...indented(
      `position ${String(entry.position)}, recorded ${formatInstant(entry.recorded)}, record ${record.id}`,
      4,
      width,
    ),
    ...(corrects === undefined ? [] : indented(`corrects ${corrects}: ${reason ?? ''}`, 4, width)),
    ...(supersededBy === null
      ? []
      : indented(
          `taken out at position ${String(supersededBy.position)} by ${supersededBy.id}: ${supersededBy.reason}`,
          4,
          width,
        )),
  ];
}

/** Fields by their names, nested ones in brackets. */
function fieldsOf(data: object): string {
  return Object.entries(data)
    .map(([name, value]: [string, unknown]) => `${name} ${valueOf(value)}`)
    .join(', ');
}

function valueOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item: unknown) => valueOf(item)).join('; ');
  if (typeof value === 'object' && value !== null) return `(${fieldsOf(value)})`;
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
