/** Of how much of a file's beginning is asked whether a line begins with `{` (contract/records.md). */
export const BEGINNING_BYTES_MAX = 65_536;

/** What a file is that is none of records, and what to do about it. */
export interface FileKind {
  /** As the end of a sentence that begins "The file is". */
  readonly what: string;
  /** As an order, without a point at its end. */
  readonly mend: string;
}

/** What is known of a file by its beginning: records, or not yet, or another kind. */
export type KindVerdict = 'records' | 'undecided' | FileKind;

const UNPACK = 'unpack it, and send what is in it';
const EXPORT = 'write its records as NDJSON, one JSON object a line in UTF-8';

/** Kinds of file by the bytes that they begin with, in hexadecimal digits. */
const SIGNATURES: readonly (readonly [hex: string, kind: FileKind])[] = [
  [
    '1f8b',
    {
      what: 'packed with gzip',
      mend: 'give it a name that ends in .gz, or unpack it first (gunzip -c)',
    },
  ],
  ['504b0506', { what: 'an empty ZIP archive', mend: UNPACK }],
  ['504b0708', { what: 'a ZIP archive in several parts', mend: UNPACK }],
  ['25504446 2d', { what: 'a PDF document', mend: EXPORT }],
  ['d0cf11e0 a1b11ae1', { what: 'an Office document (.xls, .doc)', mend: EXPORT }],
  ['fd377a58 5a00', { what: 'packed with xz', mend: UNPACK }],
  ['28b52ffd', { what: 'packed with zstd', mend: UNPACK }],
  ['377abcaf 271c', { what: 'a 7z archive', mend: UNPACK }],
  ['53514c69 74652066 6f726d61 74203300', { what: 'an SQLite database', mend: EXPORT }],
  ['fffe0000', { what: 'text in UTF-32', mend: 'save it in UTF-8' }],
  ['0000feff', { what: 'text in UTF-32', mend: 'save it in UTF-8' }],
];

const ZIP = '504b0304';
/** A block of bzip2 begins with the digits of pi. */
const BZIP2 = /^425a68(?:3[1-9])314159265359/u;
const UTF16: FileKind = {
  what: 'text in UTF-16',
  mend: 'save it in UTF-8 (Notepad: Save as, Encoding; PowerShell: -Encoding utf8)',
};

/** The kind of file that these first bytes can only be the beginning of; null for every other. */
export function kindByFirstBytes(beginning: Uint8Array): FileKind | null {
  const hex = Buffer.from(beginning.subarray(0, 16)).toString('hex');
  const found = SIGNATURES.find(([signature]) => hex.startsWith(signature.replaceAll(' ', '')));
  if (found !== undefined) return found[1];
  if (hex.startsWith('fffe') || hex.startsWith('feff')) return UTF16;
  if (BZIP2.test(hex)) return { what: 'packed with bzip2', mend: UNPACK };
  if (hex.startsWith(ZIP)) return zipKind(beginning);
  return isLikeUtf16(beginning) ? UTF16 : null;
}

/** An Excel workbook is a ZIP archive with a folder `xl`. */
function zipKind(beginning: Uint8Array): FileKind {
  const text = Buffer.from(beginning).toString('latin1');
  if (!/xl\/|\[Content_Types\]\.xml/u.test(text)) return { what: 'a ZIP archive', mend: UNPACK };
  return { what: 'an Excel workbook or another Office document (.xlsx, .docx)', mend: EXPORT };
}

/** Without a byte order mark: letters of English with a zero byte behind or before each. */
function isLikeUtf16(beginning: Uint8Array): boolean {
  const bytes = beginning.subarray(0, Math.min(beginning.length, 64) & ~1);
  const zeros = Array.from(bytes, (byte) => byte === 0);
  const isZeroAt = (odd: 0 | 1): boolean =>
    zeros.every((isZero, index) => isZero === (index % 2 === odd));
  return bytes.length > 0 && (isZeroAt(0) || isZeroAt(1));
}

/**
 * What a file is by its beginning (contract/records.md): of another kind by its first bytes, or because
 * no line of its first 64 KiB begins with `{`. A file of blanks is one of no records.
 *
 * @param beginning - at most the first `BEGINNING_BYTES_MAX` bytes
 * @param isAll - whether no more of them will come
 */
export function verdictOn(beginning: Uint8Array, isAll: boolean): KindVerdict {
  const kind = beginning.length < 16 && !isAll ? null : kindByFirstBytes(beginning);
  if (kind !== null) return kind;
  // A line that is cut, or no UTF-8, is looked at as far as it goes.
  const text = new TextDecoder().decode(beginning);
  const ended = text.split('\n');
  const rest = ended.pop() ?? '';
  const lines = (isAll ? [...ended, rest] : ended).map(withoutBlanks).filter((line) => line !== '');
  const [first, second] = lines;
  if (first === undefined) return isAll ? 'records' : 'undecided';
  if (first.startsWith('{')) return verdictOnObject(first, second, isAll);
  if (!isAll) return 'undecided';
  if (isArrayOverLines(first)) return ARRAY;
  return lines.some((line) => line.startsWith('{')) ? 'records' : textKind(lines);
}

/** Without the blanks of JSON around it. */
function withoutBlanks(line: string): string {
  return line.replace(/^[ \t\r]+/u, '').replace(/[ \t\r]+$/u, '');
}

/** How a line of an object that goes on may end, and how the next then begins. */
const GOING_ON = [
  [/\{$/u, /^["}]/u],
  [/,$/u, /^"/u],
  [/:$/u, /^["{[]/u],
  [/\[$/u, /^["{[\]]/u],
] as const;

/** Whether one object is written over many lines, by its first line and the next. */
function verdictOnObject(first: string, second: string | undefined, isAll: boolean): KindVerdict {
  if (isJson(first)) return 'records';
  if (second === undefined) return isAll ? 'records' : 'undecided';
  const goesOn = GOING_ON.some(([end, begin]) => end.test(first) && begin.test(second));
  // A line that is an object by itself may be a record: then only the first line is wrong.
  return goesOn && !(second.startsWith('{') && isJson(second)) ? OBJECT : 'records';
}

const ARRAY: FileKind = {
  what: 'a JSON array',
  mend: `write each of its elements on a line of its own (jq -c '.[]' does that)`,
};
const OBJECT: FileKind = {
  what: 'a JSON object written over many lines',
  mend: 'write each record on one line (jq -c . does that)',
};

/** Whether a line begins an array that ends on a later one. */
function isArrayOverLines(line: string): boolean {
  return /^\[[ \t\r]*(?:$|[{[\]])/u.test(line) && !isJson(line);
}

/** The kind of a text of which no line begins with `{`. */
function textKind(lines: readonly string[]): FileKind {
  const [first = '', second = first] = lines;
  if (first.startsWith('[')) return ARRAY;
  if (/^<[!?a-z]/iu.test(first)) return { what: 'XML or HTML', mend: EXPORT };
  if (lines.some((line) => line.includes('\u0000'))) return { what: 'no text', mend: EXPORT };
  const separator = [',', ';', '\t'].find((each) => {
    const count = first.split(each).length;
    return count > 1 && count === second.split(each).length;
  });
  if (separator !== undefined) {
    return { what: 'a table (CSV)', mend: 'write each row as one JSON object a line' };
  }
  return {
    what: 'no file of records (none of its first lines begins with {)',
    mend: 'send one JSON object a line',
  };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
