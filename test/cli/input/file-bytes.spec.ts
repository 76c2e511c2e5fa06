import { appendFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOfFile } from '../../../src/cli/input/file-bytes.js';
import { temporaryFolder } from '../in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

const SIZE = 4_000_000;

/** Reads a file of `SIZE` bytes to which something is done after its first chunk; how many bytes came, and the fault. */
async function read(act: (path: string) => void): Promise<readonly [number, string | null]> {
  const path = join(folder.path, 'file');
  writeFileSync(path, Buffer.alloc(SIZE, 'x'));
  let count = 0;
  try {
    for await (const chunk of bytesOfFile(path)) {
      if (count === 0) act(path);
      count += chunk.length;
    }
  } catch (error) {
    return [count, String(error)];
  }
  return [count, null];
}

describe('the bytes of a file', () => {
  it('are all of it', async () => {
    expect(await read(() => undefined)).toEqual([SIZE, null]);
    const empty = join(folder.path, 'empty');
    writeFileSync(empty, '');
    for await (const chunk of bytesOfFile(empty)) expect(chunk).toBe('nothing');
  });

  it('that is cut while it is read end with its old and its new length', async () => {
    const [count, fault] = await read((path) => {
      truncateSync(path, 1_000_000);
    });
    expect(count).toBe(1_000_000);
    expect(fault).toBe(
      'BrokenInput: it had 4,000,000 bytes and was cut to 1,000,000 while it was read',
    );
  });

  it('that grows while it is read end where it ended, and say so', async () => {
    const [count, fault] = await read((path) => {
      appendFileSync(path, 'more');
    });
    expect(count).toBe(SIZE);
    expect(fault).toBe(
      'BrokenInput: it had 4,000,000 bytes and grew to 4,000,004 while it was read',
    );
  });

  it('that is written on in place, or cut and filled again, are told', async () => {
    const rewritten = await read((path) => {
      utimesSync(path, 1, 1);
    });
    expect(rewritten).toEqual([SIZE, 'BrokenInput: it was written on while it was read']);
    const [, fault] = await read((path) => {
      truncateSync(path, 0);
      appendFileSync(path, Buffer.alloc(SIZE, 'y'));
    });
    expect(fault).toMatch(/while it was read/u);
  });

  it('that is replaced under its name are those of the file that was opened', async () => {
    const other = join(folder.path, 'other');
    writeFileSync(other, 'short');
    expect(
      await read((path) => {
        renameSync(other, path);
      }),
    ).toEqual([SIZE, null]);
  });

  it('that is not there are told', async () => {
    const reading = bytesOfFile(join(folder.path, 'nowhere')).next();
    await expect(reading).rejects.toMatchObject({
      name: 'BrokenInput',
      message: 'there is no such file or folder',
    });
  });
});
