import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gzipMembers } from '../../../src/input/gzip-members.js';
import { grouped } from '../../../src/reports/table.js';

const SEED = 19_0014;

/** What a file of these bytes gives, and why it ended early. Its chunks are of `size` bytes. */
async function unpacked(
  packed: Uint8Array,
  size = packed.length,
): Promise<{ readonly text: string; readonly fault: string | null }> {
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of gzipMembers(chunksOf(packed, size))) parts.push(chunk);
  } catch (error) {
    return { text: Buffer.concat(parts).toString(), fault: String(error) };
  }
  return { text: Buffer.concat(parts).toString(), fault: null };
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.subarray(from, from + size));
  }
}

/** A member whose header has every part that RFC 1952 knows. */
function memberWithFullHeader(content: string): Buffer {
  const header = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3]),
    Buffer.from([3, 0, 0, 7, 0]),
    Buffer.from('name of the file\0a comment\0'),
  ]);
  const headerSum = Buffer.alloc(2);
  headerSum.writeUInt16LE(crc32(header) & 0xff_ff);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, headerSum, deflateRawSync(content), trailer]);
}

const ONE = gzipSync('one\n');
const TWO = gzipSync('two\n');
const ZEROS = Buffer.alloc(1024);

describe('the members of a gzip file', () => {
  it('are unpacked one after the other, with or without zeros between and behind them', async () => {
    for (const files of [
      [ONE, TWO],
      [ONE, ZEROS, TWO],
      [ONE, Buffer.alloc(1), TWO, Buffer.alloc(1)],
      [ONE, ZEROS, ZEROS, TWO, ZEROS],
      [gzipSync(''), ONE, gzipSync(''), TWO, gzipSync('')],
    ]) {
      const packed = Buffer.concat(files);
      for (const size of [1, 2, 7, ONE.length, ONE.length - 8, 1024, packed.length]) {
        expect(await unpacked(packed, size)).toEqual({ text: 'one\ntwo\n', fault: null });
      }
    }
  });

  it('are as Node packs them, whatever they hold and however the file is cut', async () => {
    const contents = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), {
      minLength: 1,
      maxLength: 4,
    });
    const paddings = fc.array(fc.nat(40), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        contents,
        paddings,
        fc.integer({ min: 1, max: 99 }),
        async (texts, pads, size) => {
          const members = texts.map((text, index) =>
            Buffer.concat([gzipSync(text), Buffer.alloc(pads[index] ?? 0)]),
          );
          const given = await unpacked(Buffer.concat(members), size);
          expect(given).toEqual({ text: Buffer.from(texts.join('')).toString(), fault: null });
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('may be long, and have whatever header the format knows', async () => {
    const long = Array.from({ length: 200_000 }, (_, index) => String(index)).join('\n');
    expect(await unpacked(Buffer.concat([gzipSync(long), ZEROS, ONE]), 4096)).toEqual({
      text: `${long}one\n`,
      fault: null,
    });
    const full = Buffer.concat([memberWithFullHeader('x'), memberWithFullHeader('y')]);
    for (const size of [1, 5, full.length]) {
      expect(await unpacked(full, size)).toEqual({ text: 'xy', fault: null });
    }
  });

  it('are handed out before it is said where something else follows them', async () => {
    for (const garbage of ['g', 'garbage', '\u001f', '\u001f\u008b\u0007', '\u0000x']) {
      const behind = Buffer.from(garbage, 'latin1');
      const zeros = behind.findIndex((byte) => byte !== 0);
      const { text, fault } = await unpacked(Buffer.concat([ONE, ZEROS, TWO, behind]));
      expect(text).toBe('one\ntwo\n');
      const end = grouped(ONE.length + 1024 + TWO.length + zeros);
      expect(fault).toMatch(
        garbage === '\u001f'
          ? /breaks off/u
          : new RegExp(`after its first ${end} bytes: what`, 'u'),
      );
    }
  });

  it('that break off anywhere are told, after what is there was handed out', async () => {
    const packed = Buffer.concat([ONE, ZEROS, TWO]);
    const begin = ONE.length + ZEROS.length;
    for (let length = 1; length < packed.length; length += length === ONE.length ? 1024 : 1) {
      const { text, fault } = await unpacked(packed.subarray(0, length), 10);
      const isWhole = length === ONE.length || length === begin;
      expect(fault === null).toBe(isWhole);
      if (!isWhole) expect(fault).toMatch(/breaks off/u);
      if (length >= ONE.length) expect(text.startsWith('one\n')).toBe(true);
    }
  });

  it('that are damaged are told', async () => {
    const content = 'a line of text\n'.repeat(50);
    const packed = gzipSync(content);
    for (const at of [packed.length - 1, packed.length - 8]) {
      const damaged = Buffer.from(packed);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      const { text, fault } = await unpacked(damaged);
      expect(text).toBe(content);
      expect(fault).toMatch(/damaged: its check sum is another/u);
    }
    const damaged = Buffer.from(packed);
    damaged[10] = 0xff;
    expect((await unpacked(damaged)).fault).toMatch(/the packed data is damaged/u);
    const header = memberWithFullHeader('x');
    header[4] = 9;
    expect((await unpacked(header)).fault).toMatch(/reading ended after its first 0 bytes/u);
  });

  it('do not begin with anything but a member', async () => {
    for (const other of ['', '{"id":1}\n', '\u0000', 'PK\u0003\u0004']) {
      const { text, fault } = await unpacked(Buffer.from(other, 'latin1'));
      expect([text, fault]).toEqual(['', expect.stringMatching(/^OtherKind: It is /u)]);
    }
  });

  it('close the file when nobody reads on', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(ONE);
      } finally {
        isClosed = true;
      }
    }
    for await (const chunk of gzipMembers(endless())) {
      expect(Buffer.from(chunk).toString()).toBe('one\n');
      break;
    }
    expect(isClosed).toBe(true);
  });
});
