import { BEGINNING_BYTES_MAX, verdictOn } from '../../../src/input/other-kinds.js';
import { bytesOfRecords } from '../../../src/input/bytes-of-records.js';
import { BrokenInput } from '../../../src/input/input-faults.js';

/** What a whole file of this content is. */
function kindOf(content: string | Uint8Array): string {
  const verdict = verdictOn(Buffer.from(content as string), true);
  return typeof verdict === 'string' ? verdict : verdict.what;
}

function utf16(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

const RECORD = '{"id":"5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11","type":"CaseClosed"}';

describe('a file of records', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t\r\n\n'],
    ['a byte order mark', '\ufeff'],
    ['a record', RECORD],
    ['blanks in front of a record', `\n \t{"a":1}\n`],
    ['a byte order mark in front of a record', `\ufeff${RECORD}\n`],
    ['Windows line ends', `${RECORD}\r\n${RECORD}\r\n`],
    ['a malformed first line', `{"a":\n${RECORD}\n`],
    ['a stray brace', `{\n${RECORD}\n`],
    ['a first line of another kind', `id,type\n1,2\n${RECORD}\n`],
    ['a whole array on the first line', `[1,2]\n${RECORD}\n`],
    ['a log line', `[ERROR] no disk\n${RECORD}\n`],
    ['a comma behind each record', `${RECORD},\n${RECORD},\n`],
    ['a cut first line', `{"id":"x","rea\nson":"y"}\n${RECORD}\n`],
    ['a cut record', '{"id":"x","type'],
    ['a line of no UTF-8', `{"a":"\u00ff"}\n`],
    ['a line over the bound', `{"a":"${'x'.repeat(BEGINNING_BYTES_MAX)}`],
  ])('may be %s', (_, content) => {
    expect(kindOf(content)).toBe('records');
  });
});

describe('another kind of file', () => {
  it.each([
    ['text in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(RECORD, false)])],
    ['text in UTF-16', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(RECORD, true)])],
    ['text in UTF-16', utf16(`${RECORD}\n`, false)],
    ['text in UTF-16', utf16(`${RECORD}\n`, true)],
    ['text in UTF-16', utf16('{', false)],
    ['text in UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
    ['packed with gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['packed with bzip2', Buffer.from('BZh91AY&SY\u0000')],
    ['packed with xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
    ['packed with zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004records.ndjson')],
    [
      'an Excel workbook or another Office document (.xlsx, .docx)',
      Buffer.from('PK\u0003\u0004....[Content_Types].xml'),
    ],
    ['a PDF document', Buffer.from('%PDF-1.7\n{"a":1}\n')],
    ['an SQLite database', Buffer.from('SQLite format 3\u0000')],
    ['a JSON array', Buffer.from(`[${RECORD}]`)],
    ['a JSON array', Buffer.from(`[\n${RECORD},\n${RECORD}\n]\n`)],
    ['a JSON array', Buffer.from(`\ufeff\n [${RECORD},\n${RECORD}]\n`)],
    ['a JSON array', Buffer.from('[]')],
    ['a JSON array', Buffer.from(`[${`${RECORD},`.repeat(1000)}`)],
    ['a JSON object written over many lines', Buffer.from('{\n  "id": "x",\n  "type": "y"\n}\n')],
    ['a JSON object written over many lines', Buffer.from('{ "id": "x",\r\n  "type": "y" }\r\n')],
    ['a JSON object written over many lines', Buffer.from(`{"records":[\n${RECORD},\n`)],
    ['a JSON object written over many lines', Buffer.from('{"data":\n{"a":1,\n"b":2}}\n')],
    ['a table (CSV)', Buffer.from('id,type\n"1","{"\n')],
    ['a table (CSV)', Buffer.from('id;type\r\n1;2\r\n')],
    ['a table (CSV)', Buffer.from('id\ttype\n')],
    ['XML or HTML', Buffer.from('<?xml version="1.0"?>\n<records/>\n')],
    ['no text', Buffer.alloc(5000)],
    ['no file of records (none of its first lines begins with {)', Buffer.from('no\nno\n')],
    ['no file of records (none of its first lines begins with {)', Buffer.from('"id"')],
  ])('is %s', (what, content) => {
    expect(kindOf(content)).toBe(what);
  });

  it('shows in its first 64 KiB or not at all', async () => {
    const before = 'x'.repeat(BEGINNING_BYTES_MAX - 1);
    const read = async (content: string): Promise<string> => {
      let text = '';
      for await (const chunk of bytesOfRecords(chunksOf([content]))) text += String(chunk);
      return text;
    };
    const within = `${before.slice(1)}\n{"a":1}\n`;
    expect(await read(within)).toBe(within);
    await expect(read(`${before}\n{"a":1}\n`)).rejects.toThrow('no file of records');
  });
});

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

describe('the bytes of a file of records', () => {
  it('are handed on as soon as the first line is an object, however slowly they come', async () => {
    const asked: number[] = [];
    async function* slow(): AsyncGenerator<Uint8Array> {
      for (const [index, text] of ['{"a"', ':1}', '\n', 'x\n', 'y\n'].entries()) {
        asked.push(index);
        yield await Promise.resolve(Buffer.from(text));
      }
    }
    const bytes = bytesOfRecords(slow());
    expect(String((await bytes.next()).value)).toBe('{"a"');
    expect(asked).toEqual([0, 1, 2]);
    expect(String((await bytes.next()).value)).toBe(':1}');
    expect(asked).toEqual([0, 1, 2]);
    await bytes.return();
  });

  it('are held where nothing tells what they are, in whatever pieces they come', async () => {
    const texts = [...Array.from('not, yet\n'.repeat(100)), '{"a":1}\n', 'x\n'];
    let text = '';
    for await (const chunk of bytesOfRecords(chunksOf(texts))) text += String(chunk);
    expect(text).toBe(texts.join(''));
  });

  it('of which some are there before the file breaks off are handed on first', async () => {
    async function* broken(text: string): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(text));
      throw new BrokenInput('it broke');
    }
    const bytes = bytesOfRecords(broken('{"a"'));
    expect(String((await bytes.next()).value)).toBe('{"a"');
    await expect(bytes.next()).rejects.toThrow('it broke');
    await expect(bytesOfRecords(broken('a,b\n1,2\n')).next()).rejects.toThrow('a table (CSV)');
  });
});
