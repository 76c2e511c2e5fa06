import { cpSync, mkdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS } from '../../../src/ports/act-log.js';
import { ACCESS_STREAM } from '../../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../../src/stores/sqlite/act-folder.js';
import { CredentialsFile } from '../../../src/stores/sqlite/credentials-file.js';
import { fileStamp } from '../../../src/stores/sqlite/file-stamp.js';
import { hashOfToken } from '../../contracts/credentials.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const body = (n: number): string => `{"act":${String(n)}}`;

describe('what was read of a file that others write', () => {
  const folder = useTemporaryFolder();
  const folderOfActs = (): ActFolder => new ActFolder(folder(), ACCESS_STREAM);

  it('is read again after every act of another process, however fast they come', async () => {
    const [reader, writer] = [folderOfActs(), folderOfActs()];
    expect(await reader.readAfter(ACCESS, 0)).toEqual([]);
    for (let size = 0; size < 200; size += 1) {
      await writer.append(ACCESS, size, body(size + 1));
      const added = await reader.readAfter(ACCESS, size);
      expect(added).toEqual([{ number: size + 1, body: body(size + 1) }]);
      expect(await reader.readAfter(ACCESS, size + 1)).toEqual([]);
      expect(await reader.readAfter(ACCESS, size + 1)).toEqual([]);
    }
    // Whoever knows less than was read last is told of the rest all the same.
    expect(await reader.readAfter(ACCESS, 198)).toHaveLength(2);
  });

  it('is read again where the file is another, or was written in its place', async () => {
    const path = join(folder(), ACCESS_STREAM.folder, `${ACCESS}.db`);
    const [reader, writer] = [folderOfActs(), folderOfActs()];
    await writer.append(ACCESS, 0, body(1));
    cpSync(path, `${path}.one`);
    expect(await reader.readAfter(ACCESS, 0)).toHaveLength(1);
    await writer.append(ACCESS, 1, body(2));
    cpSync(path, `${path}.two`);
    renameSync(`${path}.one`, path);
    expect(await reader.readAfter(ACCESS, 1)).toEqual([]);
    cpSync(`${path}.two`, path);
    utimesSync(path, new Date(0), new Date(0));
    expect(await reader.readAfter(ACCESS, 1)).toEqual([{ number: 2, body: body(2) }]);
  });

  it('is the newest document, and the holder that a token has now', async () => {
    const [reader, writer] = [new CredentialsFile(folder()), new CredentialsFile(folder())];
    expect(await reader.read('A-1')).toBeNull();
    expect(await reader.holderOf(hashOfToken('0'))).toBeNull();
    for (let revision = 0; revision < 100; revision += 1) {
      const [before, now] = [revision, revision + 1].map((each) => hashOfToken(String(each)));
      await writer.replace('A-1', revision, { body: String(revision), tokens: [now ?? ''] });
      expect(await reader.read('A-1')).toEqual({ revision: revision + 1, body: String(revision) });
      expect(await reader.holderOf(now ?? '')).toBe('A-1');
      expect(await reader.holderOf(before ?? '')).toBeNull();
      expect(await reader.holderOf(now ?? '')).toBe('A-1');
    }
  });

  it('is not read again where its stamp, some time after the last change, is the same', async () => {
    const path = join(folder(), ACCESS_STREAM.folder, `${ACCESS}.db`);
    const writer = folderOfActs();
    await writer.append(ACCESS, 0, body(1));
    expect(fileStamp(path)).toBeNull();
    const later = Date.now() + 60_000;
    const stamp = fileStamp(path, later);
    expect(stamp).not.toBeNull();
    expect(fileStamp(path, later + 1)).toBe(stamp);
    await writer.append(ACCESS, 1, body(2));
    expect(fileStamp(path, later)).not.toBe(stamp);
  });

  it('has no stamp where there is no file, or a folder in its place', async () => {
    expect(fileStamp(join(folder(), 'nothing'))).toBeNull();
    const path = join(folder(), ACCESS_STREAM.folder, `${ACCESS}.db`);
    mkdirSync(path, { recursive: true });
    expect(fileStamp(path)).toBeNull();
    expect(await folderOfActs().readAfter(ACCESS, 0)).toEqual([]);
  });
});
