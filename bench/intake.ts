/**
 * Rows of a county's table beside the same records as NDJSON: `node .build-bench/bench/intake.js [MEBIBYTES]` reads a
 * file of that size (100, unless told otherwise) in each form to its end, as taking does before it takes anything.
 */
import { NO_MAPPING } from '../events/tables/mapping.js';
import { parseCounty } from '../events/values/county.js';
import { namedFile } from '../src/exchange/reading/file-name.js';
import { linesOfFile } from '../src/exchange/reading/lines-of-file.js';
import type { StoredBytes } from '../src/input/tables/stored-bytes.js';

const MEBIBYTE = 1024 * 1024;
const bytesWanted = Number(process.argv[2] ?? '100') * MEBIBYTE;

const county = parseCounty('19');
if (county === null || !Number.isFinite(bytesWanted)) throw new Error('Give a number of MiB.');

/** Lines alike but for their ids, repeated until there are enough bytes: what is read is not what is kept of it. */
function repeated(head: string, lineOf: (index: number) => string): StoredBytes {
  const lines = Array.from({ length: 20_000 }, (_, index) => lineOf(index)).join('');
  const block = Buffer.from(lines);
  const first = Buffer.from(head);
  const blocks = Math.max(1, Math.round(bytesWanted / block.length));
  const size = first.length + blocks * block.length;
  return {
    size,
    read: (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const at = offset + filled;
        const [from, place] =
          at < first.length ? [first, at] : [block, (at - first.length) % block.length];
        filled += from.copy(bytes, filled, place, Math.min(from.length, place + length - filled));
      }
      return Promise.resolve(bytes);
    },
  };
}

function idOf(index: number): string {
  return `5f0c0a52-6a0e-4d0a-9f1d-${index.toString(16).padStart(12, '0')}`;
}

const DATA = '"collection":"C-88","amount":"250.00","source":"income-withholding"';
const TABLE = 'case,effective,collection,amount,source\n';
const FORMS: readonly (readonly [name: string, file: string, bytes: StoredBytes])[] = [
  [
    'NDJSON',
    'a.ndjson',
    repeated(
      '',
      (index) =>
        `{"id":"${idOf(index)}","type":"CollectionReceived","county":"19","case":"1900001","effective":"2006-09-12","data":{${DATA}}}\n`,
    ),
  ],
  [
    'CSV with ids',
    'CollectionReceived.csv',
    repeated(
      `id,${TABLE}`,
      (index) => `${idOf(index)},1900001,2006-09-12,C-88,250.00,income-withholding\n`,
    ),
  ],
  [
    'CSV without ids',
    'CollectionReceived.csv',
    repeated(
      TABLE,
      (index) => `${String(1_900_000 + index)},2006-09-12,C-88,250.00,income-withholding\n`,
    ),
  ],
];

for (const [form, name, stored] of FORMS) {
  const file = { name, named: namedFile(name), county, mapping: NO_MAPPING, identity: '' };
  const started = performance.now();
  let records = 0;
  for await (const lines of linesOfFile(file, stored)) records += lines.length;
  const seconds = (performance.now() - started) / 1000;
  const rate = [Math.round(records / seconds), (stored.size / MEBIBYTE / seconds).toFixed(1)];
  const memory = Math.round(process.memoryUsage.rss() / MEBIBYTE);
  console.log(
    `${form}: ${String(records)} records, ${seconds.toFixed(1)} s, ${String(rate[0])} records/s, ${String(rate[1])} MiB/s, ${String(memory)} MiB resident`,
  );
}
