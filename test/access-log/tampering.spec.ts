import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { LogChecked } from '../../src/ports/access-log.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { LogFolder, NOON, aLine, instant } from './log-under-test.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 20_261_012);

/** Three days of lines, several in most commits. */
async function written(folder: LogFolder): Promise<number> {
  const log = folder.open();
  let count = 0;
  for (const day of ['2026-10-12', '2026-10-13', '2026-10-14']) {
    for (let commit = 0; commit < 5; commit += 1) {
      const lines = Array.from({ length: 1 + (commit % 3) }, (_, index) =>
        aLine({
          at: instant(`${day}T19:0${String(commit)}:00Z`),
          account: `A-${String(index + 1)}`,
        }),
      );
      await Promise.all(lines.map((line) => log.append(line)));
      count += lines.length;
    }
  }
  await log.close();
  return count;
}

function named(checked: LogChecked): readonly number[] {
  return checked.faults.flatMap(({ lines }) =>
    lines === null
      ? []
      : Array.from({ length: lines[1] - lines[0] + 1 }, (_, index) => lines[0] + index),
  );
}

const framed = (text: string): string => `${crc32(text).toString(16).padStart(8, '0')} ${text}`;

describe('the proof of the access log', () => {
  let folder: LogFolder;
  let size: number;
  const kept = new Map<string, Buffer>();

  beforeAll(async () => {
    folder = new LogFolder();
    size = await written(folder);
    for (const day of ['2026-10-12', '2026-10-13', '2026-10-14']) {
      for (const path of [folder.linesPath(day), folder.headsPath(day)]) {
        kept.set(path, readFileSync(path));
      }
    }
  });

  afterEach(() => {
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
  });

  afterAll(async () => {
    await folder.remove();
  });

  const check = (): Promise<LogChecked> => folder.open().check(NOON);

  it('finds nothing in a log as it was written', async () => {
    expect(size).toBe(27);
    expect(await check()).toEqual({ size, expired: 0, unsigned: 0, faults: [] });
  });

  it('names every line that was altered with its checksum, taken out, or cut off', async () => {
    const random = new Random(SEED);
    const count = rounds(30, 500);
    for (let round = 0; round < count; round += 1) {
      const day = random.pick(['2026-10-12', '2026-10-13', '2026-10-14']);
      const path = folder.linesPath(day);
      const lines = (kept.get(path)?.toString() ?? '').split('\n').slice(0, -1);
      const isLine = (text: string): boolean => text.includes('"n":');
      const numbers = lines.map((text) => Number(/"n":(\d+),/u.exec(text)?.[1] ?? 0));
      const at = random.pick(
        lines.map((_, index) => index).filter((index) => isLine(lines[index] ?? '')),
      );
      const kind = random.pick(['altered', 'takenOut', 'cutOff', 'flipped'] as const);
      const text = lines[at] ?? '';
      switch (kind) {
        case 'altered':
          lines[at] = framed(text.slice(9).replace('"A-', '"A-9'));
          break;
        case 'takenOut':
          lines.splice(at, 1);
          break;
        case 'cutOff':
          lines.splice(at);
          break;
        case 'flipped': {
          const bytes = Buffer.from(text);
          const byte = random.integer(0, bytes.length - 1);
          // Not into a newline, which would be two lines.
          bytes[byte] = ((bytes[byte] ?? 0) ^ 1) === 10 ? 0 : (bytes[byte] ?? 0) ^ 1;
          lines[at] = bytes.toString('latin1');
          break;
        }
      }
      writeFileSync(path, lines.map((line) => `${line}\n`).join(''), 'latin1');
      const expected = kind === 'cutOff' ? numbers.slice(at).filter((n) => n > 0) : [numbers[at]];
      const checked = await check();
      const what = `seed ${String(SEED)}, round ${String(round)}: ${kind} ${String(numbers[at])}`;
      expect([what, named(checked)]).toEqual([what, expected]);
      for (const [each, bytes] of kept) writeFileSync(each, bytes);
    }
  });

  it('names a change to the hashes that are kept of lines, and to a head', async () => {
    const path = folder.headsPath('2026-10-13');
    const lines = (kept.get(path)?.toString() ?? '').split('\n').slice(0, -1);
    const [count = '', root = '', signature = '', leaves = ''] = (lines[2] ?? '')
      .slice(9)
      .split(' ');
    const other = Buffer.from(leaves, 'base64');
    other[0] = (other[0] ?? 0) ^ 1;
    const write = (text: string): void => {
      writeFileSync(path, lines.map((line, at) => `${at === 2 ? framed(text) : line}\n`).join(''));
    };
    write(`${count} ${root} ${signature} ${other.toString('base64')}`);
    const range = [11, 12];
    expect((await check()).faults).toEqual([
      {
        lines: range,
        finding:
          'The hashes that are kept of these lines outside of the log are not what was signed; the lines are.',
      },
    ]);
    write(`${count} ${Buffer.alloc(32).toString('base64')} ${signature} ${leaves}`);
    expect((await check()).faults).toEqual([
      { lines: range, finding: 'The head of these lines is not what was signed.' },
    ]);
    // The line and its hash together: the head that was signed says so.
    const log = folder.linesPath('2026-10-13');
    const text = (kept.get(log)?.toString() ?? '').replace('"n":11,', '"n":11 ,');
    writeFileSync(log, text);
    write(`${count} ${root} ${signature} ${other.toString('base64')}`);
    expect(named(await check())).toContain(11);
  });

  it('names whole files that are gone', async () => {
    rmSync(folder.headsPath('2026-10-13'));
    expect((await check()).faults).toEqual([
      {
        lines: null,
        finding: 'The signed heads of 2026-10-13 are gone, or do not begin as they were written.',
      },
      { lines: [10, 18], finding: 'The signed head of these lines is gone.' },
    ]);
    rmSync(folder.linesPath('2026-10-12'));
    expect((await check()).faults).toContainEqual({
      lines: [1, 9],
      finding: 'All lines of 2026-10-12 are gone.',
    });
  });

  it('names lines that changed places, and one that was put in', async () => {
    const path = folder.linesPath('2026-10-12');
    const lines = (kept.get(path)?.toString() ?? '').split('\n').slice(0, -1);
    const swapped = [...lines];
    [swapped[2], swapped[3]] = [lines[3] ?? '', lines[2] ?? ''];
    writeFileSync(path, swapped.map((line) => `${line}\n`).join(''));
    expect(named(await check())).toEqual([2]);
    const doubled = [...lines.slice(0, 4), lines[2] ?? '', ...lines.slice(4)];
    writeFileSync(path, doubled.map((line) => `${line}\n`).join(''));
    expect(named(await check())).toEqual([2]);
    const foreign = [...lines.slice(0, 4), framed('{"a":"line of nobody"}'), ...lines.slice(4)];
    writeFileSync(path, foreign.map((line) => `${line}\n`).join(''));
    expect((await check()).faults).toEqual([
      { lines: null, finding: 'In the lines of 2026-10-12 stands one that is none of the log.' },
    ]);
  });
});
