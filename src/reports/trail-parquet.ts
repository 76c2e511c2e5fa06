import { parquetWriteBuffer } from 'hyparquet-writer';
import type { TrailEntry } from './trail.js';

type ParquetWrite = Parameters<typeof parquetWriteBuffer>[0];
type Schema = NonNullable<ParquetWrite['schema']>;

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;

const SCHEMA: Schema = [
  { name: 'root', num_children: 8 },
  { name: 'line', ...TEXT, repetition_type: 'REQUIRED' },
  { name: 'column', ...TEXT, repetition_type: 'REQUIRED' },
  { name: 'case', ...TEXT, repetition_type: 'OPTIONAL' },
  { name: 'child', ...TEXT, repetition_type: 'OPTIONAL' },
  ...listOfText('cases', 'OPTIONAL'),
  { name: 'amountCents', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'value', type: 'INT64', repetition_type: 'OPTIONAL' },
  ...listOfText('records', 'REQUIRED'),
];

/**
 * A trail as a Parquet file. `amountCents` is an integer of hundredths (cents; on Lines 30 and 31
 * hundredths of an FTE), so that no reader meets a binary fraction.
 */
export function trailParquet(entries: readonly TrailEntry[]): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema: SCHEMA,
    createdBy: 'plumbline',
    columnData: [
      { name: 'line', data: entries.map(({ line }) => line) },
      { name: 'column', data: entries.map(({ column }) => column) },
      {
        name: 'case',
        data: entries.map(({ subject }) => (subject.kind === 'case' ? subject.case : null)),
      },
      {
        name: 'child',
        data: entries.map(({ subject }) => (subject.kind === 'child' ? subject.child : null)),
      },
      {
        name: 'cases',
        data: entries.map(({ subject }) => (subject.kind === 'child' ? subject.cases : null)),
      },
      { name: 'amountCents', data: entries.map(({ hundredths }) => integer(hundredths)) },
      { name: 'value', data: entries.map(({ value }) => integer(value)) },
      { name: 'records', data: entries.map(({ records }) => records) },
    ],
  });
  return new Uint8Array(buffer);
}

function integer(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}

function listOfText(name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): Schema {
  return [
    { name, converted_type: 'LIST', repetition_type, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', ...TEXT, repetition_type: 'REQUIRED' },
  ];
}
