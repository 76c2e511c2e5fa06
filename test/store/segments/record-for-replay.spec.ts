import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseLine } from '../../../events/wire/parse.js';
import { recordForReplay } from '../../../src/stores/sqlite/segments/record-for-replay.js';

const LEDGERS = join(import.meta.dirname, '..', '..', 'ledgers');

/** A record, parsed as it is taken in. */
function taken(line: string): { readonly typeCode: number; readonly body: string } {
  const parsed = parseLine(line);
  if (parsed.kind === 'rejection') throw new Error(`${parsed.code}: ${parsed.message}`);
  return parsed;
}

describe('a stored record as a replay reads it', () => {
  it('has the type and the data of every record of the worked examples', () => {
    const lines = readdirSync(LEDGERS)
      .filter((name) => /^\d\d-/u.test(name))
      .flatMap((name) => readFileSync(join(LEDGERS, name, 'records.ndjson'), 'utf8').split('\n'))
      .filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(200);
    for (const line of lines) {
      const { typeCode, body } = taken(line);
      const { type, data } = JSON.parse(line) as { type: string; data: object };
      expect(recordForReplay(typeCode, body)).toEqual({ type, data });
    }
  });

  it.each([
    ['a reason', { reason: 'said "data":{"x":1},"effective":"2006-01-01"', source: 'DCSS' }],
    ['a text of its data', { reason: 'plain', source: '"},"effective":"2006-01-01","data":{' }],
    ['backslashes', { reason: '\\","effective":"', source: '\\\\","effective":"\\' }],
  ])('is not misled by %s that looks like keys', (_name, { reason, source }) => {
    const data = { line: '8', source, value: 12 };
    const { typeCode, body } = taken(
      JSON.stringify({
        id: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11',
        type: 'StatewideFigureRecorded',
        county: '19',
        effective: '2006-09-12',
        corrects: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a12',
        reason,
        data,
      }),
    );
    expect(recordForReplay(typeCode, body)).toEqual({ type: 'StatewideFigureRecorded', data });
  });
});
