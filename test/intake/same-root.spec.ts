import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import { zipSync } from 'fflate';
import type { RecordType } from '../../events/registry.js';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import { csvLine } from '../../src/reports/csv.js';
import { rounds } from '../support/soak.js';
import { countyOf, watchedIntake, memoryFolder } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';
import { caseloadByType, csvOf, ndjsonOf, tableOf } from './tables-of-records.js';
import type { Row } from './tables-of-records.js';

const folder = memoryFolder();
afterAll(folder.remove);

/** Every kind of field is in the first dozen types; all of them, with more cases, in a soak. */
const CASELOAD = caseloadByType(rounds(4, 40), rounds(12, 100));
const files = [...CASELOAD];

/** Each file of the caseload, taken one after the other. */
async function rootBy(
  name: string,
  form: (intake: WatchedIntake) => Promise<ReadonlyMap<string, string | Uint8Array>>,
): Promise<{ readonly size: number; readonly root: string }> {
  const intake = await watchedIntake(join(folder.path, name));
  try {
    for (const [file, bytes] of await form(intake)) {
      intake.put(file, bytes);
      await intake.takeAll();
      expect(intake.names('returned')).toEqual([]);
      expect(intake.names('inbox')).toEqual([]);
    }
    expect(intake.faults).toEqual([]);
    return await intake.root();
  } finally {
    await intake.close();
  }
}

function mapped(of: (type: RecordType, rows: readonly Row[]) => [string, string | Uint8Array]) {
  return () => Promise.resolve(new Map(files.map(([type, rows]) => of(type, rows))));
}

/** A county that has other headings, writes days as M/D/YYYY and semicolons, and puts a mark in front. */
function ownCsv(type: RecordType, rows: readonly Row[]): string {
  const { columns, cells } = tableOf(type, rows);
  const isDated = columns.map(({ plan }) => plan.kind === 'form' && plan.form === 'day');
  const isMonth = columns.map(({ plan }) => plan.kind === 'form' && plan.form === 'month');
  const written = cells.map((row) =>
    row.map((cell, index) => {
      const [year = '', month = '', day = ''] = cell.split('-');
      if (cell !== '' && isDated[index] === true) {
        return `${String(Number(month))}/${String(Number(day))}/${year}`;
      }
      return cell !== '' && isMonth[index] === true ? `${String(Number(month))}/${year}` : cell;
    }),
  );
  const head = columns.map(({ heading }) => `Fld ${heading.replaceAll('.', ' ')}`);
  const lines = [['Worker', ...head], ...written.map((row) => ['Ann "B"', ...row])];
  const field = (text: string): string =>
    /[";\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `\ufeff${lines.map((line) => `${line.map(field).join(';')}\r\n`).join('')}`;
}

const OWN_MAPPING = {
  dates: 'M/D/YYYY',
  headings: {
    Worker: null,
    ...Object.fromEntries(
      files
        .flatMap(([type, rows]) => tableOf(type, rows).columns)
        .map(({ heading }) => [`Fld ${heading.replaceAll('.', ' ')}`, heading]),
    ),
  },
};

function workbook(type: RecordType, rows: readonly Row[]): Uint8Array {
  const { columns, cells } = tableOf(type, rows);
  const sheet = {
    name: 'Records',
    columns: columns.map(({ shortHeading, plan }) => ({
      heading: shortHeading,
      kind:
        plan.kind === 'form' && plan.form.startsWith('money')
          ? ('amount' as const)
          : ('text' as const),
      width: 10,
    })),
    rows: cells,
  } as const;
  return Buffer.concat([...workbookXlsx([sheet])]);
}

describe('the same caseload in every form that is taken', () => {
  let expected: { readonly size: number; readonly root: string };

  beforeAll(async () => {
    expected = await rootBy(
      'ndjson',
      mapped((type, rows) => [`${type}.ndjson`, ndjsonOf(rows)]),
    );
  });

  it('is taken in nearly whole as NDJSON', () => {
    const count = files.reduce((sum, [, rows]) => sum + rows.length, 0);
    expect(count).toBeGreaterThan(100);
    expect(expected.size).toBeGreaterThan(0.9 * count);
  });

  it('comes to the same ledger as CSV, packed and not', async () => {
    const root = await rootBy(
      'csv',
      mapped((type, rows) => {
        const text = csvOf(type, rows);
        const isPacked = type.startsWith('C');
        return isPacked ? [`${type}.CSV.gz`, gzipSync(text)] : [`${type}_2026-11.csv`, text];
      }),
    );
    expect(root).toEqual(expected);
  });

  it('comes to the same ledger as CSV with a county’s own headings, days and separators', async () => {
    const root = await rootBy('mapped', async (intake) => {
      await intake.asks('keepIntakeMapping', { county: countyOf('19'), value: OWN_MAPPING });
      return new Map(files.map(([type, rows]) => [`${type}.csv`, ownCsv(type, rows)]));
    });
    expect(root).toEqual(expected);
  });

  it('comes to the same ledger as workbooks', async () => {
    const root = await rootBy(
      'xlsx',
      mapped((type, rows) => [`${type}.xlsx`, workbook(type, rows)]),
    );
    expect(root).toEqual(expected);
  });

  it('comes to the same ledger as one archive, and as one archive encrypted to the service', async () => {
    const archive = zipSync(
      Object.fromEntries(
        files.map(([type, rows], index) => {
          const text = index % 2 === 0 ? csvOf(type, rows) : ndjsonOf(rows);
          return [`${type}.${index % 2 === 0 ? 'csv' : 'ndjson'}`, Buffer.from(text)];
        }),
      ),
    );
    const zip = await rootBy('zip', () => Promise.resolve(new Map([['caseload.zip', archive]])));
    const age = await rootBy('age', async (intake) => {
      const encrypter = new Encrypter();
      const { key } = await intake.asks('intakeFolder', { watched: null });
      encrypter.addRecipient(key.recipient);
      return new Map([['caseload.zip.age', await encrypter.encrypt(archive)]]);
    });
    expect([zip, age]).toEqual([expected, expected]);
  });

  it('is told of in receipts that name form, counts and both ledgers', async () => {
    const intake = await watchedIntake(join(folder.path, 'receipt'));
    const [first] = files;
    if (first === undefined) throw new Error('There is no file.');
    const [type, rows] = first;
    intake.put(`${type}.csv`, csvOf(type, rows) + csvLine(['x']));
    await intake.takeAll();
    const receipt = intake.receipt(`${type}.csv`);
    expect(receipt).toMatchObject({
      file: `${type}.csv`,
      format: 'csv',
      records: rows.length + 1,
      accepted: rows.length,
      duplicates: 0,
      rejected: 1,
      taken: '2026-11-29T12:00:00Z',
      rejects: `${type}.csv.rejects.ndjson`,
    });
    expect(receipt.ledger.before.size).toBe(0);
    expect(receipt.ledger.after).toEqual(await intake.root());
    intake.put('again.ndjson', 'x');
    intake.put(`copy-of-it-${type}.csv`, 'x');
    intake.put(`${type}-2.csv`, csvOf(type, rows) + csvLine(['x']));
    await intake.takeAll();
    expect(intake.receipt(`${type}-2.csv`)).toEqual({ ...receipt, again: true });
    expect(await intake.root()).toEqual(receipt.ledger.after);
    await intake.close();
  });
});
