import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { SchemaElement } from 'hyparquet';
import { centsSumOf } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import type { TrailEntry } from '../reports/trail.js';

/** A row as the Parquet file has it; whole numbers and decimals as text, lists as lists. */
export function parquetRow(row: TrailEntry, isDecimal: boolean): object {
  const { line, column, subject, hundredths, value, records } = row;
  return {
    line,
    column,
    case: subject.kind === 'case' ? subject.case : null,
    child: subject.kind === 'child' ? subject.child : null,
    cases: subject.kind === 'child' ? subject.cases : null,
    ...(isDecimal
      ? { amount: hundredths === null ? null : formatCents(hundredths) }
      : { amountCents: hundredths === null ? null : String(hundredths) }),
    value: value === null ? null : String(value),
    records,
  };
}

/** The rows of a Parquet file of a trail, see `parquetRow`. */
export async function parquetRows(bytes: Uint8Array): Promise<readonly object[]> {
  const file = Uint8Array.from(bytes).buffer;
  const metadata = parquetMetadata(file);
  // The reader would make a binary fraction of a decimal: its bytes are read as they are.
  const schema = metadata.schema.map((element) =>
    element.name === 'amount' ? withoutDecimal(element) : element,
  );
  const rows = await parquetReadObjects({ file, metadata: { ...metadata, schema } });
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  );
}

/** An element of a schema whose values are bytes and nothing else. */
function withoutDecimal({
  name,
  type,
  type_length,
  repetition_type,
}: SchemaElement): SchemaElement {
  return {
    name,
    ...(type === undefined ? {} : { type }),
    ...(type_length === undefined ? {} : { type_length }),
    ...(repetition_type === undefined ? {} : { repetition_type }),
  };
}

/** Whole numbers and decimals as text; a list that is not there is read as undefined. */
function plainValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return formatCents(hundredthsOfDecimal(value));
  return typeof value === 'bigint' ? value.toString() : (value ?? null);
}

/** Hundredths as the bytes of a DECIMAL with two decimals spell them: big-endian, negative by two's complement. */
function hundredthsOfDecimal(bytes: Uint8Array): CentsSum {
  return centsSumOf(
    BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`)),
  );
}
