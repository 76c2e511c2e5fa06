import { hash } from 'node:crypto';
import { canonicalJson } from '../../events/wire/canonical.js';
import { withSalts } from '../../events/acts/remarks.js';
import { actLeaf, actLeafText, actLeaves } from '../../projections/seal/act-leaf.js';
import { countyNoteText, parseCountyNote } from '../../projections/seal/county-note.js';
import type { CountyNote } from '../../projections/seal/county-note.js';
import { leafHash, rootOf } from '../../projections/seal/merkle.js';
import { withoutRemarks } from '../../projections/seal/remark-hashes.js';
import { Random } from '../support/random.js';

const BODY = canonicalJson({
  type: 'ReportReturned',
  county: '19',
  month: '2006-09',
  version: 1,
  by: 'D. Rector',
  reason: 'Line 2e — Ünïcode',
  at: '2006-10-12T18:00:00Z',
});
const SALT = '00112233445566778899aabbccddeeff';

describe('the leaf of an act', () => {
  it('is made of its number, its instant and its body, with hashes in place of remarks', () => {
    const salted = withSalts(BODY, () => SALT);
    const remark = hash(
      'sha256',
      Buffer.concat([Buffer.from(SALT, 'hex'), Buffer.from('Line 2e — Ünïcode')]),
    );
    const act = {
      at: '2006-10-12T18:00:00Z',
      by: 'D. Rector',
      county: '19',
      month: '2006-09',
      reason: { sha256: remark },
      type: 'ReportReturned',
      version: 1,
    };
    const text = JSON.stringify({ act, at: '2006-10-12T18:00:00Z', number: 7 });
    expect(actLeafText(7, salted)).toBe(text);
    expect(Buffer.from(actLeaf(7, salted))).toEqual(Buffer.from(leafHash(Buffer.from(text))));
  });

  it('of an act from before salts has the hash of the text alone', () => {
    expect(actLeafText(1, BODY)).toContain(
      `"reason":{"sha256":"${hash('sha256', 'Line 2e — Ünïcode')}"}`,
    );
  });

  it('is the same when text and salt are erased, and nothing of them is left', () => {
    const random = new Random(1257);
    for (let round = 0; round < 200; round += 1) {
      const reason = random.pick(['', 'x', 'Zoë "quoted" \u2028 \u{1F4C4}', 'a'.repeat(900)]);
      const body = withSalts(canonicalJson({ ...JSON.parse(BODY), reason }), () =>
        random
          .integer(0, 2 ** 30)
          .toString(16)
          .padStart(32, '0'),
      );
      const erased = withoutRemarks(body);
      expect(actLeaf(3, erased)).toEqual(actLeaf(3, body));
      expect(withoutRemarks(erased)).toBe(erased);
      expect(erased).not.toContain('Salt');
      if (reason.length > 1) expect(erased).not.toContain(JSON.stringify(reason).slice(1, -1));
    }
  });

  it('differs by its number: an act that was put elsewhere is another leaf', () => {
    expect(actLeaf(1, BODY)).not.toEqual(actLeaf(2, BODY));
    expect(rootOf(actLeaves([BODY, BODY]))).not.toEqual(rootOf(actLeaves([BODY])));
  });
});

describe('the text of a county’s note', () => {
  const head = (text: string, size: number): { size: number; root: Uint8Array } => ({
    size,
    root: hash('sha256', text, 'buffer'),
  });
  const note: CountyNote = {
    ledger: { origin: 'plumbline/ledger-19', ...head('ledger', 1203) },
    acts: { submissions: head('submissions', 4), retention: head('retention', 0) },
    takenInBy: null,
  };

  it('has the ledger’s three lines, then both streams, and is read back', () => {
    const lines = countyNoteText(note).split('\n');
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'plumbline/ledger-19',
      '1203',
      expect.stringMatching(/^\S{44}$/u),
      'submissions 4',
      'retention 0',
      '',
    ]);
    for (const each of [note, { ...note, acts: null }, { ...note, takenInBy: 'plumbline 0.2.0' }]) {
      const read = parseCountyNote(countyNoteText(each));
      expect(countyNoteText(read ?? note)).toBe(countyNoteText(each));
      expect(read?.takenInBy).toBe(each.takenInBy);
    }
  });

  it.each([
    ['another order', (text: string) => text.replace('submissions', 'retention')],
    ['a line more', (text: string) => `${text}more\n`],
    ['no line of retention', (text: string) => text.replace(/retention.*\n/u, '')],
    ['a root that is cut', (text: string) => text.replace(/=\n$/u, '\n')],
    [
      'a size with a zero in front',
      (text: string) => text.replace('submissions 4', 'submissions 04'),
    ],
    ['no newline at its end', (text: string) => text.trimEnd()],
  ])('is none with %s', (_, change) => {
    expect(parseCountyNote(change(countyNoteText(note)))).toBeNull();
  });
});
