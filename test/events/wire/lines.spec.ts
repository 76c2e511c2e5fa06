import fc from 'fast-check';

import { LINE_BYTES_MAX } from '../../../events/rejections.js';
import { readLines } from '../../../events/wire/lines.js';

const SEED = 19_0020;

async function linesOf(chunks: Iterable<Uint8Array>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const batch of readLines(chunks)) {
    for (const line of batch) {
      const content = line.kind === 'line' ? Buffer.from(line.bytes).toString('latin1') : line.kind;
      found.push(`${String(line.number)}:${content}`);
    }
  }
  return found;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('lines', () => {
  it('are numbered from 1, the last one with or without its newline', async () => {
    expect(await linesOf([bytes('a\nb\nc')])).toEqual(['1:a', '2:b', '3:c']);
    expect(await linesOf([bytes('a\nb\nc\n')])).toEqual(['1:a', '2:b', '3:c']);
    expect(await linesOf([])).toEqual([]);
    expect(await linesOf([bytes('')])).toEqual([]);
  });

  it('of nothing but blanks are passed over and have their number', async () => {
    expect(await linesOf([bytes('\n \t\na\n\r\n\n b \n  ')])).toEqual(['3:a', '6: b ']);
  });

  it('keep a carriage return, which JSON takes for a blank', async () => {
    expect(await linesOf([bytes('a\r\nb\r\n')])).toEqual(['1:a\r', '2:b\r']);
  });

  it('are read up to the bound; one byte more is too long', async () => {
    const longest = 'x'.repeat(LINE_BYTES_MAX);
    expect(await linesOf([bytes(`${longest}\nb\n`)])).toEqual([`1:${longest}`, '2:b']);
    expect(await linesOf([bytes(`${longest}x\nb\n`)])).toEqual(['1:tooLong', '2:b']);
    expect(await linesOf([bytes(longest), bytes('\nb\n')])).toEqual([`1:${longest}`, '2:b']);
    expect(await linesOf([bytes(longest), bytes('x'), bytes('\nb')])).toEqual(['1:tooLong', '2:b']);
    expect(await linesOf([bytes(longest), bytes('x')])).toEqual(['1:tooLong']);
  });

  it('end at a newline alone, not at what else may look like an end', async () => {
    const ends = ['\u2028', '\u2029', '\u0085', '\r', '\v', '\f', '\u001e', '\u0000'];
    for (const end of ends) {
      const text = `{"reason":"one${end}two"}`;
      const found = [];
      for await (const batch of readLines([Buffer.from(`${text}\nb\n`)])) found.push(...batch);
      expect(found.map((line) => line.number)).toEqual([1, 2]);
      const [first] = found;
      expect(first?.kind === 'line' && Buffer.from(first.bytes).toString()).toBe(text);
    }
  });

  it('say whether their end was there', async () => {
    const endsOf = async (text: string): Promise<readonly boolean[]> => {
      const found = [];
      for await (const batch of readLines([bytes(text)])) found.push(...batch);
      return found.map(({ isEnded }) => isEnded);
    };
    expect(await endsOf('a\nb')).toEqual([true, false]);
    expect(await endsOf('a\nb\n')).toEqual([true, true]);
    expect(await endsOf('x'.repeat(LINE_BYTES_MAX + 1))).toEqual([false]);
  });

  it('do not begin with a byte order mark at the start, however it is cut', async () => {
    const mark = '\u00ef\u00bb\u00bf'; // its three bytes
    for (const cut of [1, 2, 3, 4]) {
      const whole = `${mark}a\n${mark}b`;
      const chunks = [bytes(whole.slice(0, cut)), bytes(whole.slice(cut))];
      expect(await linesOf(chunks)).toEqual(['1:a', `2:${mark}b`]);
    }
    expect(await linesOf([bytes(mark)])).toEqual([]);
    expect(await linesOf([bytes(`${mark}\na`)])).toEqual(['2:a']);
    expect(await linesOf([bytes(mark.slice(0, 2))])).toEqual([`1:${mark.slice(0, 2)}`]);
    expect(await linesOf([bytes(`${mark.slice(0, 2)}\na`)])).toEqual([
      `1:${mark.slice(0, 2)}`,
      '2:a',
    ]);
    const longest = 'x'.repeat(LINE_BYTES_MAX);
    expect(await linesOf([bytes(`${mark}${longest}\n`)])).toEqual([`1:${longest}`]);
  });

  it('may be asked for with another bound and with blank ones', async () => {
    const found = [];
    const reading = { bytesMax: 3, isBlankKept: true };
    for await (const batch of readLines([bytes('abc\n\n  \nabcd\n\n'), bytes(' ')], reading)) {
      found.push(...batch);
    }
    expect(found.map(({ kind, number }) => `${String(number)} ${kind}`)).toEqual([
      '1 line',
      '2 line',
      '3 line',
      '4 tooLong',
      '5 line',
      '6 line',
    ]);
  });

  it('of blanks are passed over however long', async () => {
    const blanks = bytes(' '.repeat(LINE_BYTES_MAX));
    expect(await linesOf([blanks, blanks, bytes('\na')])).toEqual(['2:a']);
    expect(await linesOf([blanks, blanks, bytes('x\na')])).toEqual(['1:tooLong', '2:a']);
  });

  it('without an end are consumed in flat memory', async () => {
    const chunk = bytes('x'.repeat(65_536));
    function* endless(): Generator<Uint8Array> {
      for (let count = 0; count < 4000; count += 1) yield chunk;
      yield bytes('\na');
    }
    const before = process.memoryUsage().arrayBuffers;
    expect(await linesOf(endless())).toEqual(['1:tooLong', '2:a']);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('do not depend on how the stream is cut, nor on chunks being left alone afterwards', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\t', '\r', '\n', '{', '}') });
    const cuts = fc.array(fc.nat(40), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(text, cuts, async (content, sizes) => {
        const whole = bytes(content);
        function* cut(): Generator<Uint8Array> {
          let from = 0;
          for (const size of [...sizes, whole.length]) {
            const chunk = whole.slice(from, from + size);
            from += size;
            yield chunk;
            chunk.fill(0);
          }
        }
        const expected = content
          .split('\n')
          .map((line, index) => ({ line, number: index + 1 }))
          .filter(({ line }) => !/^[ \t\r]*$/u.test(line))
          .map(({ line, number }) => `${String(number)}:${line}`);
        expect(await linesOf(cut())).toEqual(expected);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
