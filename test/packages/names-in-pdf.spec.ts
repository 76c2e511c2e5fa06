import { reportPdf } from '../../src/packages/pdf/report-pdf.js';
import { LINES, VERSION } from './printed-version.js';
import { readReport } from './written-form.js';
import type { ReadReport } from './written-form.js';

interface Given {
  readonly by?: string;
  readonly telephone?: string;
  readonly contact?: string;
  readonly comment?: string;
}

const AT = '2006-10-13T06:30:00Z';

function pdfOf({ by = 'D. Rector', telephone = '1', contact = 'A. Clerk', comment = '' }: Given) {
  const approved = { by, telephone, at: AT };
  const printed = { ...VERSION, approved, submitted: { by: contact, at: AT }, comment };
  return reportPdf({ printed, lines: LINES });
}

async function lastPageOf(given: Given): Promise<string> {
  const { writing } = await readReport(await pdfOf(given));
  return writing.at(-1) ?? '';
}

/** Names as people have them, and how they are to be read in the file if that is not as they were given. */
const NAMES: readonly (readonly [script: string, name: string, shown?: string])[] = [
  ['Vietnamese', '王 Đặng Thị Mỹ'],
  ['Vietnamese', 'Phạm Thị Ngọc Ánh'],
  [
    'Vietnamese with its marks apart',
    'Nguyễn Thị Ngọc Ánh'.normalize('NFD'),
    'Nguyễn Thị Ngọc Ánh',
  ],
  ['Polish', 'Łódź, Wałęsa'],
  ['Spanish', 'José Peña-Núñez'],
  ['Turkish', 'Işıl Çağrı Şahin İnönü'],
  ['Icelandic and Croatian', 'Ðorđe Þór'],
  ['Hawaiian', 'Kaʻiulani Keōpūolani'],
  ['Yoruba, with marks that no letter has', 'Ọlọ\u0301run Ẹ\u0300bùn'.normalize('NFC')],
  ['Azerbaijani', 'Əliyev Ədalət'],
  ['Greek', 'Όμηρος Παπαδόπουλος Ϊών ᾠδή'],
  ['Russian', 'Достоевский Фёдор'],
  ['Ukrainian', 'Їжакевич Ґалаґан Євген'],
  ['Tatar', 'Әхмәт Җәлил'],
  ['traditional Chinese', '陳大文 張學友 龍鳳'],
  ['simplified Chinese', '刘伟 张学友 龙凤'],
  ['rarer Chinese', '喆 堃 栢 峯 犇 㐂 﨑 龘'],
  ['Chinese beyond the first plane', '𠮷田'],
  ['Korean', '김철수 뷁 힣'],
  ['Korean with its letters apart', '김철수'.normalize('NFD'), '김철수'],
  ['Japanese', '渡邊ひろし カタカナ・ハンカク ｱｲｳ 髙橋'],
  ['Japanese with its marks apart', 'がぎぐ'.normalize('NFD'), 'がぎぐ'],
];

/** What no font of ours has or what would not be seen, and the codes that stand for it. */
const CODES: readonly (readonly [what: string, name: string, shown: string])[] = [
  ['Arabic', '\u0639\u0644\u064a', '[U+0639][U+0644][U+064A]'],
  ['Hebrew', '\u05d3\u05d5\u05d3', '[U+05D3][U+05D5][U+05D3]'],
  ['Devanagari', 'र\u093eम', '[U+0930][U+093E][U+092E]'],
  ['an emoji', 'Ann \u{1f642}', 'Ann [U+1F642]'],
  ['a family of emoji', '\u{1f469}\u200d\u{1f467}', '[U+1F469][U+200D][U+1F467]'],
  ['turned text', 'A\u202ennB', 'A[U+202E]nnB'],
  ['isolates', '\u2066A\u2069', '[U+2066]A[U+2069]'],
  ['no width', 'A\u200bB\u200dC\ufeff', 'A[U+200B]B[U+200D]C[U+FEFF]'],
  ['a soft hyphen', 'An\u00adna', 'An[U+00AD]na'],
  ['a filler', 'A\u3164\u034fB', 'A[U+3164][U+034F]B'],
  ['a private letter', '\ue000A\uf001', '[U+E000]A[U+F001]'],
  ['NUL and other controls', 'A\u0000\t\u007f\u0085B', 'A[U+0000][U+0009][U+007F][U+0085]B'],
  ['half a pair', 'A\ud842B\udfb7', 'A[U+D842]B[U+DFB7]'],
  ['line ends of other kinds', 'A\r \u2028B', 'A[U+000D] [U+2028]B'],
  ['a rare ideograph', '王𪚥', '王[U+2A6A5]'],
  ['a mark on nothing', '\u0301Ann \u0301', '[U+0301]Ann [U+0301]'],
  ['more marks than are read', 'ą\u0304\u0304\u0304', 'ą\u0304\u0304[U+0304]'],
  ['a mark that has no place on its letter', '王\u0301', '王[U+0301]'],
  ['a mark of another script', 'A\u05b0', 'A[U+05B0]'],
  ['a variation', '辻\u{e0100}', '辻[U+E0100]'],
];

describe('names in a PDF', () => {
  it('given names of many scripts, when they are read back, then they are as they were given', async () => {
    const page = await lastPageOf({ comment: NAMES.map(([, name]) => `<${name}>`).join('\n') });
    const read = Array.from(page.matchAll(/<(?<name>[^>]*)>/gu), ({ groups }) => groups?.['name']);
    expect(NAMES.map(([script], index) => [script, read[index]])).toEqual(
      NAMES.map(([script, name, shown]) => [script, shown ?? name]),
    );
  });

  it('given what no font has or nobody would see, then codes stand for it', async () => {
    const page = await lastPageOf({ comment: CODES.map(([, name]) => `<${name}>`).join('\n') });
    const read = Array.from(page.matchAll(/<(?<name>[^>]*)>/gu), ({ groups }) => groups?.['name']);
    expect(CODES.map(([what], index) => [what, read[index]])).toEqual(
      CODES.map(([what, , shown]) => [what, shown]),
    );
  });

  it('given a name in each field, then each field has it', async () => {
    const [by, contact] = ['王 Đặng Thị Mỹ', 'İnci Łódź'];
    const page = await lastPageOf({ by, contact, telephone: '電話 ℡ 1', comment: '김철수' });
    expect(page).toContain('DIRECTOR王 Đặng Thị Mỹ (approved electronically)');
    expect(page).toContain('CONTACT PERSONİnci Łódź');
    expect(page).toContain('NUMBER:電話 ℡ 1');
    expect(page).toContain('COMMENTS:김철수');
  });

  it('given two letters with one glyph, then each is read as itself', async () => {
    const page = await lastPageOf({ by: 'Ə Ә ə ә', comment: 'ә ə Ә Ə; ı i\u030b i ı' });
    expect(page).toContain('Ə Ә ə ә (approved');
    expect(page).toContain('ә ə Ә Ə; ı i\u030b i ı');
  });

  it('given any script, then all fonts are in the file, and none is the viewer’s', async () => {
    const { text } = await readReport(await pdfOf({ by: NAMES.map(([, name]) => name).join(' ') }));
    const fonts = text.match(/\/Subtype \/Type0\n/gu) ?? [];
    expect(fonts.length).toBeGreaterThan(10);
    expect(text.match(/\/FontFile2 /gu)).toHaveLength(fonts.length);
    expect(text.match(/\/ToUnicode /gu)).toHaveLength(fonts.length);
    expect(text).not.toContain('/Subtype /Type1');
    expect(text).not.toContain('Helvetica');
  });

  it('given the same names, then the bytes are the same, whatever was drawn before', async () => {
    const given = { by: '王 Đặng Thị Mỹ', contact: 'Әхмәт', comment: 'Ẹ\u0300bùn é ´ ‘Ə’' };
    const first = await pdfOf(given);
    await pdfOf({ by: '王喆 Əliyev', comment: '\u0301 ´ é á ạ\u0301' });
    expect(Buffer.compare(first, await pdfOf(given))).toBe(0);
  });

  it('given names that need one font, then the file is not much larger than its figures', async () => {
    expect((await pdfOf({ by: '王 Đặng Thị Mỹ' })).length).toBeLessThan(300_000);
  });
});

describe('long names in a PDF', () => {
  const LONGEST: readonly (readonly [string, string])[] = [
    ['a wide letter', 'Ŵ'],
    ['an ideograph', '龘'],
    ['a code', '\u{10ffff}'],
    ['a short word', 'Ánh '],
  ];

  it.each(LONGEST)('given %s throughout, then all of it is on the page', async (_, letter) => {
    const long = (size: number): string =>
      letter.repeat(Math.floor(size / Array.from(letter).length));
    const given = {
      by: long(100),
      telephone: long(100),
      contact: long(100),
      comment: long(500),
    };
    const read = await readReport(await pdfOf(given));
    expect(read.pages).toHaveLength(4);
    const shown = letter === '\u{10ffff}' ? '[U+10FFFF]' : letter.trim();
    const count = (text: string, of: string): number => text.split(of).length - 1;
    const all = Object.values(given).reduce((sum, text) => sum + count(text, letter), 0);
    expect(count(read.pages[3] ?? '', shown)).toBe(all);
    expectInside(read);
  });

  it('given a name of two lines, then no field is higher than on the form', async () => {
    const usual = await readReport(await pdfOf({}));
    const long = await readReport(await pdfOf({ by: 'W'.repeat(50) }));
    // Two lines of a smaller size stay in the field: nothing below them has moved.
    expect(bottoms(long.ends[3]).slice(-6)).toEqual(bottoms(usual.ends[3]).slice(-6));
  });
});

function bottoms(ends: ReadReport['ends'][number] = []): readonly number[] {
  return ends.map(({ y }) => y);
}

/** Nothing beyond the margins, and nothing of the certificate in the foot. */
function expectInside({ ends }: ReadReport): void {
  for (const { x, y } of ends.flat()) {
    expect(x).toBeLessThanOrEqual(612 - 36 + 0.1);
    expect(y).toBeLessThanOrEqual(792 - 36 + 12);
  }
  const foot = 792 - 36 + 4;
  const lowest = Math.max(...bottoms(ends[3]).filter((y) => y < foot));
  expect(lowest).toBeLessThan(792 - 36);
}
