import { gzipSync } from 'node:zlib';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { zipSync } from 'fflate';
import { NO_MAPPING } from '../../events/tables/mapping.js';
import { BrokenInput, OtherKind } from '../../src/input/input-faults.js';
import { namedFile } from '../../src/exchange/reading/file-name.js';
import { linesOfFile } from '../../src/exchange/reading/lines-of-file.js';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { countyOf } from './watched-intake.js';

const ROUNDS = rounds(12, 10_000);
const SEED = 20_261_129;

const ROWS = Array.from(
  { length: 60 },
  (_, index) => `1900${String(index).padStart(3, '0')},2006-09-12,calworks`,
);
const CSV = `case,effective,program\n${ROWS.join('\n')}\n`;
const NAME = 'AssistanceProgramChanged';

let identity = '';
let sealed: Uint8Array = new Uint8Array(0);

beforeAll(async () => {
  identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  sealed = await encrypter.encrypt(CSV);
});

const workbook = Buffer.concat([
  ...workbookXlsx([
    {
      name: 'Records',
      columns: ['case', 'effective', 'program'].map((heading) => ({
        heading,
        kind: 'text',
        width: 9,
      })),
      rows: ROWS.map((row) => row.split(',')),
    },
  ]),
]);

/** How many lines a file has, or the sentence with which it is returned. */
async function outcomeOf(name: string, bytes: Uint8Array): Promise<number | string> {
  const held = Buffer.from(bytes);
  const stored = {
    size: held.length,
    read: (offset: number, length: number) =>
      offset + length > held.length
        ? Promise.reject(new BrokenInput('it is shorter than it says'))
        : Promise.resolve(Buffer.from(held.subarray(offset, offset + length))),
  };
  try {
    const named = namedFile(name);
    const file = { name, named, county: countyOf('19'), mapping: NO_MAPPING, identity };
    let count = 0;
    for await (const lines of linesOfFile(file, stored)) count += lines.length;
    return count;
  } catch (error) {
    if (error instanceof BrokenInput || error instanceof OtherKind) return error.message;
    throw error;
  }
}

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = random.integer(0, copy.length - 1);
  switch (random.integer(0, 4)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      copy[at] = random.integer(0, 255);
      return copy;
    case 2:
      return Buffer.concat([
        copy.subarray(0, at),
        Buffer.alloc(random.integer(1, 300)),
        copy.subarray(at),
      ]);
    case 3:
      for (let count = 0; count < 8; count += 1) {
        copy[random.integer(0, copy.length - 1)] = random.integer(0, 255);
      }
      return copy;
    default:
      return Buffer.concat([
        copy.subarray(0, at),
        copy.subarray(Math.min(copy.length, at + random.integer(1, 40))),
      ]);
  }
}

describe(`files that were changed on their way, ${String(ROUNDS)} of each form, seed ${String(SEED)}`, () => {
  const forms: readonly (readonly [string, () => Uint8Array])[] = [
    [`${NAME}.csv`, () => Buffer.from(CSV)],
    [`${NAME}.csv.gz`, () => gzipSync(CSV)],
    ['all.zip', () => zipSync({ [`${NAME}.csv`]: Buffer.from(CSV) })],
    [`${NAME}.xlsx`, () => workbook],
    [`${NAME}.csv.age`, () => sealed],
  ];

  it.each(forms)('%s is taken, or returned with one sentence', async (name, whole) => {
    const random = new Random(SEED);
    expect(await outcomeOf(name, whole())).toBe(ROWS.length);
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = mutated(random, whole());
      const outcome = await outcomeOf(name, bytes);
      const isSentence =
        typeof outcome === 'string' && outcome.length > 10 && !outcome.includes('\n');
      expect([round, typeof outcome === 'number' || isSentence]).toEqual([round, true]);
      // Whatever was packed with a check sum or sealed is whole or returned.
      if (name.endsWith('.age') && typeof outcome === 'number') expect(bytes).toEqual(whole());
    }
  });
});

describe('files that are made to burst', () => {
  const lines = Buffer.alloc(16 * 1024 * 1024, '\n');
  /** More than a workbook may have in one part. */
  const part = Buffer.alloc(64 * 1024 * 1024);

  it.each([
    ['gzip', 'a.ndjson.gz', () => gzipSync(lines)],
    ['an archive', 'a.zip', () => zipSync({ 'a.ndjson': lines })],
    ['a workbook', `${NAME}.xlsx`, () => zipSync({ 'xl/workbook.xml': part })],
  ])('as %s are returned by their size', async (_, name, bytes) => {
    expect(await outcomeOf(name, bytes())).toMatch(/200 times its size|too large/u);
  });

  const csv = Buffer.from(CSV);
  it.each([
    ['nested', { 'a.zip': zipSync({ 'a.ndjson': csv }) }, /packed more than once/u],
    ['packed within', { 'a.ndjson.gz': gzipSync(csv) }, /packed more than once/u],
    ['a folder', { 'x/a.ndjson': csv }, /folders/u],
    ['a way out', { '../a.ndjson': csv }, /folders/u],
    ['empty', {}, /empty ZIP archive|breaks off/u],
    [
      'of 1,001 files',
      Object.fromEntries(
        Array.from({ length: 1001 }, (_, n) => [`${String(n)}.ndjson`, Buffer.alloc(0)]),
      ),
      /more than 1000 files/u,
    ],
  ] as const)('an archive that is %s is returned', async (_, members, sentence) => {
    expect(await outcomeOf('a.zip', zipSync({ ...members }))).toMatch(sentence);
  });

  it('an archive of 1,000 files is read, and one whose link leads elsewhere is not', async () => {
    const members = Array.from({ length: 1000 }, (_, n) => [
      `${String(n)}.ndjson`,
      Buffer.alloc(0),
    ]);
    expect(
      await outcomeOf('a.zip', zipSync(Object.fromEntries(members) as Record<string, Buffer>)),
    ).toBe(0);
    const link = zipSync({
      'a.ndjson': [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    });
    expect(await outcomeOf('a.zip', link)).toMatch(/link/u);
  });

  it('a member behind padding is read as gzip has it', async () => {
    const padded = Buffer.concat([
      gzipSync(CSV),
      Buffer.alloc(70_000),
      gzipSync(`${ROWS[0] ?? ''}\n`),
    ]);
    expect(await outcomeOf(`${NAME}.csv.gz`, padded)).toBe(ROWS.length + 1);
  });
});
