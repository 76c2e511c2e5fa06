import fc from 'fast-check';
import { readElements } from '../../src/http/appending/elements.js';
import type { Line } from '../../events/wire/lines.js';

const LINE_BYTES_MAX = 65_536;

async function elementsOf(
  text: string,
  sizes: readonly number[] = [],
): Promise<readonly (string | null)[]> {
  const found: Line[] = [];
  for await (const batch of readElements(chunksOf(new TextEncoder().encode(text), sizes)))
    found.push(...batch);
  expect(found.map(({ number }) => number)).toEqual(found.map((_, index) => index + 1));
  return found.map((line) =>
    line.kind === 'tooLong' ? null : new TextDecoder().decode(line.bytes),
  );
}

/** The bytes in chunks of these sizes, over and over; each chunk is spoilt once the next is asked for. */
async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let start = 0, index = 0; start < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    const chunk = bytes.slice(start, start + size);
    start += size;
    yield await Promise.resolve(chunk);
    chunk.fill(0x5d);
  }
}

describe('the elements of an array', () => {
  it('are its values, however it is written and cut up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.constantFrom(0, 1, 2),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (values, indent, sizes) => {
          const texts = await elementsOf(JSON.stringify(values, null, indent), sizes);
          expect(texts.map((text) => JSON.parse(text ?? '') as unknown)).toEqual(
            values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
          );
        },
      ),
      { seed: 1257, numRuns: 300 },
    );
  });

  it('may be no JSON, and are handed out as they are', async () => {
    expect(await elementsOf('[a,b c ,,{"x":[1,2]},"],["]')).toEqual([
      'a',
      'b c ',
      '',
      '{"x":[1,2]}',
      '"],["',
    ]);
    expect(await elementsOf('[1,]')).toEqual(['1', '']);
    expect(await elementsOf('["\\\\",","]')).toEqual(['"\\\\"', '","']);
    expect(await elementsOf('[,]')).toEqual(['', '']);
    expect(await elementsOf('[{]}]')).toEqual(['{]}']);
  });

  it('are none of an empty array', async () => {
    expect(await elementsOf('[]')).toEqual([]);
    expect(await elementsOf(' \t\r\n[ \n ] ', [1])).toEqual([]);
  });

  it('have at most 65,536 bytes', async () => {
    const fits = `"${'x'.repeat(LINE_BYTES_MAX - 2)}"`;
    for (const sizes of [[1_000], [70_000], [7, 65_530]]) {
      expect(await elementsOf(`[${fits},1,"x${fits.slice(1)},2]`, sizes)).toEqual([
        fits,
        '1',
        null,
        '2',
      ]);
    }
  });
});

describe('bytes that are no array', () => {
  it.each([
    '',
    '  ',
    '{}',
    'null',
    '\uFEFF[]',
    '[',
    '[1',
    '[1,',
    '["]',
    '[[]',
    '[]]',
    '[] x',
    '[1][2]',
  ])('are refused: %j', async (text) => {
    await expect(elementsOf(text, [1])).rejects.toMatchObject({ kind: 'malformed-body' });
  });

  it('are refused whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', ' ', 'a') }),
        async (text) => {
          let isArray = true;
          try {
            isArray = Array.isArray(JSON.parse(text));
          } catch {
            return;
          }
          if (isArray) expect(Array.isArray(await elementsOf(text))).toBe(true);
          else await expect(elementsOf(text)).rejects.toMatchObject({ kind: 'malformed-body' });
        },
      ),
      { seed: 1257, numRuns: 2_000 },
    );
  });
});
