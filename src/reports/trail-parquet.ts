import { parquetWriteBuffer } from 'hyparquet-writer';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { TrailEntry } from './trail.js';

type ParquetWrite = Parameters<typeof parquetWriteBuffer>[0];
type Schema = NonNullable<ParquetWrite['schema']>;

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;

/** What INT64 holds. */
const INT64_MAX = 2n ** 63n - 1n;

const AMOUNT_CENTS = { name: 'amountCents', type: 'INT64', repetition_type: 'OPTIONAL' } as const;

const DECIMAL_BYTES = 16;
/** The amount in place of `amountCents` where INT64 does not hold one: DECIMAL(38,2), big-endian. */
const AMOUNT = {
  name: 'amount',
  type: 'FIXED_LEN_BYTE_ARRAY',
  type_length: DECIMAL_BYTES,
  converted_type: 'DECIMAL',
  logical_type: { type: 'DECIMAL', precision: 38, scale: 2 },
  precision: 38,
  scale: 2,
  repetition_type: 'OPTIONAL',
} as const;

const schemaWith = (amount: typeof AMOUNT_CENTS | typeof AMOUNT): Schema => [
  { name: 'root', num_children: 8 },
  { name: 'line', ...TEXT, repetition_type: 'REQUIRED' },
  { name: 'column', ...TEXT, repetition_type: 'REQUIRED' },
  { name: 'case', ...TEXT, repetition_type: 'OPTIONAL' },
  { name: 'child', ...TEXT, repetition_type: 'OPTIONAL' },
  ...listOfText('cases', 'OPTIONAL'),
  amount,
  { name: 'value', type: 'INT64', repetition_type: 'OPTIONAL' },
  ...listOfText('records', 'REQUIRED'),
];

/**
 * A trail as a Parquet file. `amountCents` is an integer of hundredths (cents; on Lines 30 and 31
 * hundredths of an FTE), so that no reader meets a binary fraction. A file with an amount that INT64 does not hold has
 * `amount` in its place, DECIMAL(38,2).
 */
export function trailParquet(entries: readonly TrailEntry[]): Uint8Array {
  const amount = hasDecimals(entries) ? AMOUNT : AMOUNT_CENTS;
  const buffer = parquetWriteBuffer({
    schema: schemaWith(amount),
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
      { name: amount.name, data: entries.map(({ hundredths }) => integer(hundredths)) },
      { name: 'value', data: entries.map(({ value }) => integer(value)) },
      { name: 'records', data: entries.map(({ records }) => asBytes(records)) },
    ],
  });
  return new Uint8Array(buffer);
}

/** Whether the amounts of a trail are DECIMAL in its Parquet file. */
export function hasDecimals(entries: readonly TrailEntry[]): boolean {
  return entries.some(({ hundredths }) => hundredths !== null && isBeyondInt64(hundredths));
}

/** Whether INT64 does not hold an amount, so that its file has decimals. */
export function isBeyondInt64(hundredths: CentsSum): boolean {
  return hundredths > INT64_MAX || hundredths < -INT64_MAX;
}

function integer(value: CentsSum | null): bigint | null {
  return value === null ? null : BigInt(value);
}

/** Ids as the bytes that are written: the writer would make an encoder's answer of each, a million times. */
function asBytes(ids: readonly string[]): readonly Uint8Array[] {
  const text = ids.join('');
  const { buffer, byteOffset, length } = Buffer.from(text, 'utf8');
  if (length !== text.length) throw new TypeError('The id of a record is ASCII.');
  let end = byteOffset;
  return ids.map((id) => new Uint8Array(buffer, (end += id.length) - id.length, id.length));
}

function listOfText(name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): Schema {
  return [
    { name, converted_type: 'LIST', repetition_type, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', ...TEXT, repetition_type: 'REQUIRED' },
  ];
}
