// ---- A workbook as this program writes it, read row by row: nothing else is taken for one.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_ZIP = 0x06054b50;
const ENTRY_OF_ZIP = 0x02014b50;
const CELL =
  /<c r="([A-Z]+)(\d+)" s="\d+"(?: t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)<\/t><\/is>|><v>(-?[\d.]+)<\/v>)<\/c>/y;
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The sheets of a workbook by name; throws where the file is none of ours. */
export class Workbook {
  constructor(path) {
    this.bytes = readFileSync(path);
    this.entries = entriesOf(this.bytes);
    const targets = new Map(
      [
        ...this.text('xl/_rels/workbook.xml.rels').matchAll(/ Id="(\w+)"[^>]* Target="([^"]+)"/g),
      ].map(([, id, target]) => [id, `xl/${target}`]),
    );
    this.sheets = new Map(
      [...this.text('xl/workbook.xml').matchAll(/<sheet name="([^"]+)" [^>]*r:id="(\w+)"/g)].map(
        ([, name, id]) => [name, targets.get(id)],
      ),
    );
  }

  text(path) {
    return this.part(path).toString('utf8');
  }

  part(path) {
    const entry = this.entries.get(path);
    if (entry === undefined) throw broken(`has no part ${path}`);
    const start = entry.at + 30 + this.bytes.readUInt16LE(entry.at + 26);
    const from = start + this.bytes.readUInt16LE(entry.at + 28);
    const packed = this.bytes.subarray(from, from + entry.packedSize);
    const part = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    if (part.length !== entry.size) throw broken(`has a part ${path} of another length`);
    return part;
  }

  /** The rows of a table, its heading once, over all the sheets that it goes on in. */
  *rowsOf(table) {
    for (let page = 1; ; page += 1) {
      const path = this.sheets.get(page === 1 ? table : `${table} (${page})`);
      if (path === undefined) {
        if (page === 1) throw broken(`has no sheet ${table}`);
        return;
      }
      let number = 0;
      for (const cells of rowsOfSheet(this.part(path))) {
        number += 1;
        if (number > 1 || page === 1) yield cells;
      }
    }
  }
}

function broken(what) {
  return new Error(`audit.xlsx ${what}`);
}

/** Places and lengths of the entries of a zip file, by their paths. */
function entriesOf(bytes) {
  const end = bytes.length - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== END_OF_ZIP) throw broken('is no whole zip file');
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY_OF_ZIP) throw broken('has a damaged list of parts');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (bytes.readUInt16LE(at + 10) !== 8 || entries.has(name)) {
      throw broken(`has a part ${name} that is not as this program writes it`);
    }
    const [packedSize, size, place] = [20, 24, 42].map((offset) => bytes.readUInt32LE(at + offset));
    entries.set(name, { packedSize, size, at: place });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Texts of the cells of each row by place; a row or cell that is not of our form throws. */
function* rowsOfSheet(xml) {
  const end = xml.indexOf('</sheetData>');
  let at = xml.indexOf('<sheetData>') + '<sheetData>'.length;
  for (let number = 1; at < end; number += 1) {
    const close = xml.indexOf('</row>', at);
    const row = xml.toString('utf8', at, close);
    const open = `<row r="${number}">`;
    if (close < 0 || close > end || !row.startsWith(open)) {
      throw broken(`has a row ${number} that is not as this program writes it`);
    }
    yield cellsOf(row.slice(open.length), number);
    at = close + '</row>'.length;
  }
}

function cellsOf(row, number) {
  const cells = [];
  let at = 0;
  while (at < row.length) {
    CELL.lastIndex = at;
    const [whole, letters, ofRow, text, decimal] = CELL.exec(row) ?? [];
    const place = whole === undefined ? -1 : placeOf(letters);
    if (place < cells.length || Number(ofRow) !== number) {
      throw broken(`has a cell in row ${number} that is not as this program writes it`);
    }
    while (cells.length < place) cells.push('');
    cells.push(decimal ?? textInSheet(text));
    at += whole.length;
  }
  return cells;
}

/** A is 0, Z is 25, AA is 26. */
function placeOf(letters) {
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}

function textInSheet(content) {
  return content
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity])
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}
