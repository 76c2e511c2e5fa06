import { createReadStream } from 'node:fs';
import { readLines } from '../../events/wire/lines.js';

const CHUNK_BYTES = 256 * 1024;

/** Most bytes of a line in a package: a row of a trail names all records behind it. */
const LINE_OF_PACKAGE_BYTES_MAX = 64 * 1024 * 1024;

const READING = { bytesMax: LINE_OF_PACKAGE_BYTES_MAX, isBlankKept: true };

/**
 * The lines of a file of a package as texts without their `\n`, blank ones too, so many at once as a
 * chunk has: a promise for each would cost more than the line. Throws a sentence where a line is longer
 * than 64 MiB.
 */
export async function* textLinesOf(path: string): AsyncGenerator<readonly string[]> {
  // Without an encoding the stream gives bytes.
  const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
  for await (const lines of readLines(chunks, READING)) {
    yield lines.map((line) => {
      if (line.kind === 'tooLong') {
        throw new Error(
          `${path}, line ${String(line.number)} is longer than ${String(LINE_OF_PACKAGE_BYTES_MAX)} bytes: no package has such a line.`,
        );
      }
      const { buffer, byteOffset, length } = line.bytes;
      return Buffer.from(buffer, byteOffset, length).toString();
    });
  }
}
