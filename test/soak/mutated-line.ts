import type { SeededRandom } from './seeded-random.js';

type Mutation = (line: Buffer, random: SeededRandom) => Buffer;

/** Text that has broken parsers before. */
const POISON = [
  ...['null', '[]', '{', '}', '"', '\\', ',', '\u0000', '\r', '1e999', '-0', '00', 'true'],
  ...['"__proto__":{"a":1}', '"constructor":null', '\\ud800', '\\u0000', '\ufeff', '\u2028'],
  ...['"2006-02-30"', '"9999999999.99"', '"-0.00"', '{"a":'.repeat(500), '['.repeat(2000)],
];

const MUTATIONS: readonly Mutation[] = [
  // A byte becomes another.
  (line, random) => {
    const changed = Buffer.from(line);
    changed[random.index(line.length)] = random.index(256);
    return changed;
  },
  // Bytes go missing.
  (line, random) => {
    const from = random.index(line.length);
    return Buffer.concat([line.subarray(0, from), line.subarray(from + 1 + random.index(20))]);
  },
  // The line breaks off.
  (line, random) => line.subarray(0, random.index(line.length)),
  // A part comes twice.
  (line, random) => {
    const from = random.index(line.length);
    const part = line.subarray(from, from + random.index(200));
    return Buffer.concat([line.subarray(0, from), part, line.subarray(from)]);
  },
  // Something is put in.
  (line, random) => {
    const from = random.index(line.length);
    return Buffer.concat([
      line.subarray(0, from),
      Buffer.from(random.of(POISON)),
      line.subarray(from),
    ]);
  },
  // A value becomes something else.
  (line, random) => {
    const text = line.toString('utf8');
    const values = [...text.matchAll(/:("[^"]*"|true|false|\d+)/gu)];
    const value = values.length === 0 ? undefined : random.of(values);
    if (value === undefined) return line;
    const end = value.index + value[0].length;
    return Buffer.from(`${text.slice(0, value.index)}:${random.of(POISON)}${text.slice(end)}`);
  },
  // A key gets another name.
  (line, random) => {
    const keys = [...line.toString('utf8').matchAll(/"([a-zA-Z]+)":/gu)];
    const key = keys.length === 0 ? undefined : random.of(keys);
    const name = random.of(['id', 'type', 'data', 'case', 'child', 'county', 'x', '__proto__', '']);
    return key === undefined
      ? line
      : Buffer.from(line.toString('utf8').replace(key[0], `"${name}":`));
  },
  // The line is far too long, with no end of it in sight.
  (line, random) => {
    if (random.index(1000) > 0) return line;
    return Buffer.concat([line, Buffer.alloc(random.index(3_000_000), 'x')]);
  },
  // The same id with other content.
  (line) =>
    Buffer.from(line.toString('utf8').replace(/"effective":"(\d{4})/u, '"effective":"1999')),
  // Bytes that are no text at all.
  (_line, random) =>
    Buffer.from(Array.from({ length: random.index(300) }, () => random.index(256))),
  // Nothing is wrong with it.
  (line) => line,
];

/** A valid line made wrong in one to three ways, or left as it is, with its `\n`. */
export function mutatedLine(valid: string, random: SeededRandom): Buffer {
  let line: Buffer = Buffer.from(valid);
  const times = 1 + random.index(3);
  for (let time = 0; time < times && line.length > 0; time += 1) {
    line = random.of(MUTATIONS)(line, random);
  }
  return Buffer.concat([line, Buffer.from('\n')]);
}
