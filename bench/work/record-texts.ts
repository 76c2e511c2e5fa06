import { createReadStream } from 'node:fs';
import { readLines } from '../../events/wire/lines.js';

/**
 * The lines of a file of simulated records as texts, so many at once as a chunk has. Not by
 * `node:readline`, which ends a line at U+2028 as well.
 */
export async function* recordTexts(path: string): AsyncGenerator<readonly string[]> {
  // Without an encoding the stream gives bytes.
  const chunks = createReadStream(path) as AsyncIterable<Buffer>;
  for await (const lines of readLines(chunks)) {
    yield lines.map((line) => {
      if (line.kind === 'tooLong') throw new Error(`${path} is not of simulated records.`);
      const { buffer, byteOffset, length } = line.bytes;
      return Buffer.from(buffer, byteOffset, length).toString();
    });
  }
}
