import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

let count = 0;

/** A file of this content in a folder of its own. */
function file(name: string, content: string | Uint8Array): string {
  count += 1;
  const home = join(folder.path, String(count));
  mkdirSync(home);
  writeFileSync(join(home, name), content);
  return join(home, name);
}

/** Takes files into a fresh data folder, in JSON. */
async function ingest(files: readonly string[], stdin?: string | Uint8Array): Promise<CliResult> {
  count += 1;
  const data = join(folder.path, `data-${String(count)}`);
  const input = stdin === undefined ? {} : { stdin };
  return plumbline(['ingest', ...files, '--json', '--data', data], input);
}

/** Registrations of participants with these numbers, one a line. */
function records(from: number, to: number): string {
  let lines = '';
  for (let number = from; number <= to; number += 1) {
    lines += `${JSON.stringify({
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      type: 'ParticipantRegistered',
      county: '19',
      effective: '2006-01-02',
      data: { participant: `P-${String(number)}` },
    })}\n`;
  }
  return lines;
}

function accepted(result: CliResult): unknown {
  return (JSON.parse(result.stdout) as Record<string, unknown>)['accepted'];
}

const MARK = '\ufeff';
const PADDING = Buffer.alloc(1024);

describe('a byte order mark at the start', () => {
  it.each([
    ['a file', () => ingest([file('a.ndjson', MARK + records(1, 3))])],
    ['a packed file', () => ingest([file('a.ndjson.gz', gzipSync(MARK + records(1, 3)))])],
    ['standard input', () => ingest(['-'], MARK + records(1, 3))],
    ['every file', () => ingest([1, 2, 3].map((at) => file('a', MARK + records(at, at))))],
  ])('of %s is passed over', async (_, take) => {
    const result = await take();
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(accepted(result)).toBe(3);
  });

  it('does not move the numbers of lines, nor is it passed over further on', async () => {
    const result = await ingest([file('a', `${MARK}{x\n${MARK}${records(1, 1)}${records(2, 2)}`)]);
    expect(result.code).toBe(3);
    expect(accepted(result)).toBe(1);
    expect(result.stderr).toMatch(/line 1: MALFORMED: The line is not JSON/u);
    expect(result.stderr).toMatch(/line 2: MALFORMED: The line begins with a byte order mark/u);
  });

  it('alone in a file is no record', async () => {
    expect(await ingest([file('a', MARK)])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a packed file', () => {
  it.each(['a.gz', 'A.NDJSON.GZ', 'a.Gz'])('named %s is read behind zeros', async (name) => {
    const parts = [gzipSync(records(1, 10)), PADDING, gzipSync(records(11, 20)), PADDING];
    const result = await ingest([file(name, Buffer.concat(parts))]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(accepted(result)).toBe(20);
  });

  it('with something else behind it is taken as far as it goes, which is told', async () => {
    const members = Buffer.concat([gzipSync(records(1, 10)), PADDING]);
    const bad = file('bad.gz', Buffer.concat([members, Buffer.from('what is this?')]));
    const next = file('next.ndjson', records(11, 12));
    const result = await ingest([bad, next]);
    expect(result.code).toBe(1);
    expect(accepted(result)).toBe(10);
    const place = members.length.toLocaleString('en-US');
    expect(result.stderr).toContain(
      `bad.gz could not be read to its end (reading ended after its first ${place} bytes: what follows is no gzip data): 10 records were accepted and stay`,
    );
    expect(result.stderr).toContain(`run the same command again (not begun: ${next}).`);
  });

  it('that breaks off within its first line has nothing taken', async () => {
    const packed = gzipSync(records(1, 1));
    const result = await ingest([file('a.gz', packed.subarray(0, 30))]);
    expect(result.code).toBe(1);
    expect(accepted(result)).toBe(0);
    expect(result.stderr).toMatch(/the packed data breaks off/u);
  });
});

/** A file with one byte of it changed, so that its records read as others. */
function changed(packed: Buffer, from: string, to: string): Buffer {
  const at = packed.indexOf(from);
  expect(at).toBeGreaterThan(0);
  const damaged = Buffer.from(packed);
  damaged.write(to, at);
  return damaged;
}

describe('a part of a packed file that is damaged or breaks off', () => {
  /** Not compressed, so that a changed byte shows in what is unpacked. */
  const stored = (from: number, to: number): Buffer => gzipSync(records(from, to), { level: 0 });

  it('has none of its records taken, so that the same file, mended, is taken', async () => {
    const good = stored(1, 3);
    const path = file('a.ndjson.gz', changed(good, 'P-2', 'P-9'));
    const data = join(folder.path, 'mended');
    const first = await plumbline(['ingest', path, '--json', '--data', data]);
    expect(first.code).toBe(1);
    expect(JSON.parse(first.stdout)).toMatchObject({ accepted: 0, rejected: 0, ledgers: {} });
    expect(first.stderr).toBe(
      `The file ${path} could not be read to its end (the packed data is damaged: its check sum is another; nothing of that part was taken): 0 records were accepted and stay, 0 were duplicates, 0 rejected; mend the file and run the same command again.\n`,
    );
    writeFileSync(path, good);
    const second = await plumbline(['ingest', path, '--json', '--data', data]);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(accepted(second)).toBe(3);
  });

  it('keeps none of the parts before it back', async () => {
    const before = Buffer.concat([stored(1, 10), PADDING]);
    for (const [damaged, told] of [
      [
        Buffer.concat([changed(stored(11, 20), 'P-12', 'P-99'), stored(21, 22)]),
        /its check sum is another; nothing of that part/u,
      ],
      [stored(11, 20).subarray(0, -3), /the packed data breaks off; nothing of that part was/u],
      [stored(11, 20).subarray(0, 500), /the packed data breaks off; nothing of that part was/u],
    ] as const) {
      const bad = file('a.gz', Buffer.concat([before, damaged]));
      const result = await ingest([bad, file('next.ndjson', records(30, 31))]);
      expect(result.code).toBe(1);
      expect(accepted(result)).toBe(10);
      expect(result.stderr).toMatch(told);
    }
  });

  it('is left out of a line that began before it', async () => {
    const lines = records(1, 3);
    const cut = lines.length - 20;
    const damaged = changed(gzipSync(`${lines.slice(cut)}{}\n`, { level: 0 }), '{}', '[]');
    const parts = [gzipSync(lines.slice(0, cut)), damaged];
    const result = await ingest([file('a.gz', Buffer.concat(parts))]);
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 2, rejected: 0 });
  });

  it('has none of its acts done', async () => {
    const acts = gzipSync(records(1, 1), { level: 0 }).subarray(0, -1);
    const data = join(folder.path, 'acts');
    const result = await plumbline(['access', 'load', file('acts.gz', acts), '--data', data]);
    expect(result.code).toBe(1);
    expect(result.stdout).toBe('0 acts accepted, 0 refused.\n');
    expect(result.stderr).toMatch(/the packed data breaks off; nothing of that part was taken/u);
  });

  it('would not be known of a pipe before its records are taken: it is refused', async () => {
    const pipe = join(folder.path, 'pipe.gz');
    execFileSync('mkfifo', [pipe]);
    const result = await ingest([pipe]);
    expect(result.code).toBe(1);
    expect(result.stderr).toBe(
      `The file ${pipe} is a pipe or a device, and what is packed is read twice, to check it first: unpack it into standard input (gunzip -c ${pipe} | plumbline ingest -). No record was taken.\n`,
    );
  });
});

const OTHER_KINDS: readonly (readonly [
  name: string,
  content: string | Uint8Array,
  told: RegExp,
])[] = [
  [
    'a.ndjson',
    Buffer.from(MARK + records(1, 2), 'utf16le'),
    /is text in UTF-16: save it in UTF-8/u,
  ],
  ['a.ndjson', Buffer.from(records(1, 2), 'utf16le'), /is text in UTF-16/u],
  ['a.ndjson', gzipSync(records(1, 2)), /is packed with gzip: give it a name that ends in \.gz/u],
  ['a.gz', records(1, 2), /is not packed with gzip, under a name that ends in \.gz/u],
  ['a.gz', '', /is empty, which no packed file is/u],
  ['a.gz', 'PK\u0003\u0004xl/', /is an Excel workbook .*, under a name that ends in \.gz/u],
  ['a.gz', gzipSync(gzipSync(records(1, 2))), /is packed with gzip: /u],
  ['a.gz', gzipSync('id,type\n1,2\n'), /is a table \(CSV\): write each row as one JSON object/u],
  ['a.json', `[${records(1, 1).trim()}]`, /is a JSON array: write each of its elements/u],
  ['a.json', JSON.stringify(JSON.parse(records(1, 1)), null, 2), /is a JSON object written over/u],
  ['a.csv', 'id,type\n1,2\n', /is a table \(CSV\)/u],
  ['a.xlsx', 'PK\u0003\u0004xl/workbook.xml', /is an Excel workbook/u],
  ['a.pdf', '%PDF-1.7\n', /is a PDF document/u],
  ['a.txt', 'no\nrecords\n', /is no file of records \(none of its first lines begins with \{\)/u],
];

describe('a file of another kind', () => {
  it.each(OTHER_KINDS)('(%s: %j) is refused once, as what it is', async (name, content, told) => {
    const before = file('before.ndjson', records(1, 2));
    const after = file('after.ndjson', records(3, 3));
    const result = await ingest([before, file(name, content), after]);
    expect(result.code).toBe(1);
    expect(result.stdout).toBe(
      '{"accepted":3,"duplicates":0,"rejected":0,"ledgers":{"19":{"size":3}}}\n',
    );
    const sentences = result.stderr.trimEnd().split('\n');
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(told);
    expect(sentences[0]).toMatch(/Nothing of it was taken\.$/u);
  });

  it('is refused on standard input, too', async () => {
    const result = await ingest(['-'], gzipSync(records(1, 1)));
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^Standard input is packed with gzip: .*gunzip -c/u);
    expect(accepted(result)).toBe(0);
  });

  it('leaves the rejects file to the lines of the others', async () => {
    const rejects = join(folder.path, 'rejects.ndjson');
    const bad = file('bad.ndjson', `${records(1, 1)}{no\n`);
    const result = await ingest([file('a.csv', 'a,b\n1,2\n'), bad, '--rejects', rejects]);
    expect(result.code).toBe(1);
    const told = readFileSync(rejects, 'utf8').trimEnd().split('\n');
    expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { file: bad, line: 2, code: 'MALFORMED' },
    ]);
  });

  it('is not what has malformed lines in front of records', async () => {
    const result = await ingest([file('a.ndjson', `id,type\n1,2\n[3]\n${records(1, 2)}`)]);
    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 2, rejected: 3 });
  });
});

describe('a last line without its end', () => {
  it('is taken where it is a whole record', async () => {
    for (const take of [
      () => ingest([file('a', records(1, 2).trimEnd())]),
      () => ingest([file('a.gz', gzipSync(records(1, 2).trimEnd()))]),
      () => ingest(['-'], records(1, 2).trimEnd()),
    ]) {
      const result = await take();
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(accepted(result)).toBe(2);
    }
  });

  it('is an error of the file where it is none, after what came before it was taken', async () => {
    const whole = records(1, 3);
    const second = records(1, 2).length;
    for (const length of [second + 1, second + 50, whole.length - 2]) {
      const cut = whole.slice(0, length);
      for (const take of [
        () => ingest([file('a', cut)]),
        () => ingest([file('a.gz', gzipSync(cut))]),
        () => ingest(['-'], cut),
      ]) {
        const result = await take();
        expect(result.code).toBe(1);
        expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 2, rejected: 0 });
        expect(result.stderr).toMatch(
          /could not be read to its end \(its last line, line 3, breaks off: it has no end and is no whole record\): 2 records were accepted and stay/u,
        );
      }
    }
  });

  it('is rejected as ever where it is a whole object, but no record that can be taken', async () => {
    const result = await ingest([file('a', `${records(1, 1)}{"type":"Unheard"}`)]);
    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 1, rejected: 1 });
    expect(result.stderr).toMatch(/line 2: UNKNOWN_TYPE/u);
  });
});
