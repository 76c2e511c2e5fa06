import { LINE_BYTES_MAX } from '../../../events/rejections.js';
import { parseLine, parseValue, rejectTooLong } from '../../../events/wire/parse.js';
import type { ParseResult } from '../../../events/wire/parse.js';
import { OTHER_ID, sampleRecord, without } from '../../support/records.js';

const CASE = sampleRecord('CaseClosed', 'case', 'least');
const CHILD = sampleRecord('PaternityVacated', 'child', 'least');
const COUNTY = sampleRecord('ParticipantRegistered', 'county', 'least');
const VOID = sampleRecord('RecordVoided', 'target', 'least');
const ID = String(CASE['id']);

function rejected(
  result: ParseResult,
): readonly [code: string, id: string | null, message: string] {
  return result.kind === 'record' ? ['record', null, ''] : [result.code, result.id, result.message];
}

const parsed = (value: unknown) => rejected(parseValue(value));
const code = (value: unknown) => parsed(value)[0];

describe('MALFORMED', () => {
  it.each([
    ['null', 'is null, not'],
    ['[]', 'is an array, not'],
    ['"a"', 'is a string, not'],
    ['1', 'is a number, not'],
    ['true', 'is a boolean, not'],
    ['', 'is not JSON'],
    [' ', 'is not JSON'],
    ['{', 'is not JSON'],
    ['{"id":}', 'is not JSON'],
    ["{'id':1}", 'is not JSON'],
    ['{"id":1,}', 'is not JSON'],
    ['{"id":01}', 'is not JSON'],
    ['{"id":NaN}', 'is not JSON'],
    ['{} {}', 'is not JSON'],
    ['{}x', 'is not JSON from character 3 on'],
    ['{"a":"\t"}', 'is not JSON'],
    [`\ufeff${JSON.stringify(CASE)}`, 'begins with a byte order mark'],
  ])('%j', (line, words) => {
    for (const form of [line, Buffer.from(line)]) {
      const [found, id, message] = rejected(parseLine(form));
      expect([found, id]).toEqual(['MALFORMED', null]);
      expect(message).toContain(words);
    }
  });

  it.each([
    ['a byte that never stands in UTF-8', [0xff]],
    ['a byte cut from its character', [0xc3]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['past the last code point', [0xf4, 0x90, 0x80, 0x80]],
  ])('%s', (_, bytes) => {
    const json = JSON.stringify({ ...CASE, id: 'HERE' });
    const [before = '', after = ''] = json.split('HERE');
    const line = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
    const [found, , message] = rejected(parseLine(line));
    expect(found).toBe('MALFORMED');
    expect(message).toContain('not UTF-8');
  });

  it('is a line past 65,536 bytes, whatever the record', () => {
    const json = JSON.stringify(CASE);
    const longest = json + ' '.repeat(LINE_BYTES_MAX - json.length);
    expect(rejected(parseLine(longest))[0]).toBe('record');
    expect(rejected(parseLine(Buffer.from(longest)))[0]).toBe('record');
    expect(parseLine(`${longest} `)).toEqual(rejectTooLong());
    expect(parseLine(Buffer.from(`${longest} `))).toEqual(rejectTooLong());
  });

  it('counts bytes, not characters', () => {
    const wide = '漢'.repeat(LINE_BYTES_MAX / 3);
    expect(rejected(parseLine(`"${wide}"`))[2]).toContain('longer than 65536 bytes');
    expect(rejected(parseLine(`"${wide.slice(1)}"`))[2]).toContain('is a string');
  });

  it('and nothing worse comes of depth and size', () => {
    const depth = LINE_BYTES_MAX / 2;
    for (const bomb of [
      '['.repeat(LINE_BYTES_MAX),
      '['.repeat(depth) + ']'.repeat(depth),
      '{"a":'.repeat(LINE_BYTES_MAX / 6) + '1' + '}'.repeat(LINE_BYTES_MAX / 6),
    ]) {
      expect(['MALFORMED', 'INVALID_FIELD']).toContain(rejected(parseLine(bomb))[0]);
    }
    const deep = `{"type":"CaseClosed","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect(rejected(parseLine(deep))[0]).toBe('INVALID_FIELD');
    const deepType = `{"type":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect(rejected(parseLine(deepType))[0]).toBe('INVALID_FIELD');
    const huge = `{"type":"StatewideFigureRecorded","data":{"value":${'9'.repeat(60_000)}}}`;
    expect(rejected(parseLine(huge))[0]).toBe('INVALID_FIELD');
  });
});

describe('UNKNOWN_TYPE', () => {
  it('is a type that is a string and none of ours, whatever else is wrong', () => {
    for (const type of ['', 'caseClosed', 'CaseClosed ', '__proto__', 'constructor', '\ud800']) {
      const [found, id, message] = parsed({ ...CASE, type, x: 1, county: 19, data: null });
      expect([found, id]).toEqual(['UNKNOWN_TYPE', ID]);
      expect(message.isWellFormed()).toBe(true);
    }
  });

  it('is none that is missing or no string: that is an INVALID_FIELD, before any other field is looked at', () => {
    const untyped = without(CASE, 'type');
    expect(parsed({ ...untyped, x: 1 })).toEqual([
      'INVALID_FIELD',
      ID,
      '`type` is missing: give the record type, such as "CollectionReceived".',
    ]);
    for (const type of [null, 1, true, ['CaseClosed'], { name: 'CaseClosed' }]) {
      const [found, , message] = parsed({ ...CASE, type, x: 1 });
      expect(found).toBe('INVALID_FIELD');
      expect(message).toMatch(/^`type` is /u);
    }
  });
});

describe('UNKNOWN_FIELD', () => {
  it('comes before a field that is invalid or missing', () => {
    expect(parsed({ ...CASE, county: 19, x: 1 })).toEqual([
      'UNKNOWN_FIELD',
      ID,
      'CaseClosed has no field `x`: leave it out or correct its spelling.',
    ]);
    expect(code({ type: 'CaseClosed', x: 1 })).toBe('UNKNOWN_FIELD');
    expect(code({ ...CASE, case: null, data: { reason: '', x: 1 } })).toBe('UNKNOWN_FIELD');
    expect(code({ ...CHILD, case: 'A', data: { case: 'A' } })).toBe('UNKNOWN_FIELD');
    expect(code({ ...CASE, corrects: OTHER_ID, x: 1 })).toBe('UNKNOWN_FIELD');
  });

  it('is found in what an object inherits from JSON only when it is its own', () => {
    const withProto = `{"__proto__":{"x":1},${JSON.stringify(CASE).slice(1)}`;
    expect(rejected(parseLine(withProto))[0]).toBe('UNKNOWN_FIELD');
    const idInProto = JSON.stringify({ ...CASE, id: undefined }).replace(
      '{',
      `{"__proto__":{"id":"${ID}"},`,
    );
    expect(rejected(parseLine(idInProto)).slice(0, 2)).toEqual(['UNKNOWN_FIELD', null]);
  });

  it('is quoted and cut where its name is strange', () => {
    const [, , message] = parsed({ ...CASE, ['\ud800'.repeat(3000)]: 1 });
    expect(message.isWellFormed()).toBe(true);
    expect(message.length).toBeLessThan(200);
  });
});

describe('INVALID_FIELD', () => {
  it('is `case` or `child` where the subject is another', () => {
    expect(parsed({ ...CASE, child: 'K-1' })[2]).toBe(
      '`child` has no place here, CaseClosed is about a case: leave it out.',
    );
    expect(parsed({ ...CHILD, case: 'A' })[2]).toContain('PaternityVacated is about a child');
    expect(parsed({ ...COUNTY, case: 'A' })[2]).toContain('is about the county, without');
    for (const record of [
      { ...CASE, child: null },
      { ...CHILD, case: 1 },
      { ...COUNTY, child: 'K' },
    ]) {
      expect(code(record)).toBe('INVALID_FIELD');
    }
  });

  it('is a RecordVoided without `corrects`, with data, or with two subjects', () => {
    expect(code(VOID)).toBe('record');
    const aimless = without(VOID, 'corrects');
    expect(parsed(aimless)[2]).toMatch(/^`corrects` is missing: give a UUID/u);
    expect(code(without(VOID, 'corrects', 'reason'))).toBe('INVALID_FIELD');
    expect(code({ ...VOID, child: 'K-1' })).toBe('INVALID_FIELD');
    expect(code({ ...VOID, data: { reason: 'x' } })).toBe('UNKNOWN_FIELD');
  });

  it('is null, wherever a value is asked for', () => {
    expect(parsed({ ...CASE, reason: null })).toEqual([
      'INVALID_FIELD',
      ID,
      '`reason` is null, which is no value: give text of 1 to 500 characters.',
    ]);
  });

  it('comes before a missing reason', () => {
    expect(code({ ...CASE, corrects: OTHER_ID, data: {} })).toBe('INVALID_FIELD');
    expect(code({ ...CASE, corrects: OTHER_ID, reason: '' })).toBe('INVALID_FIELD');
    expect(code({ ...CASE, corrects: ID.toUpperCase() })).toBe('INVALID_FIELD');
  });

  it('is `recorded` at an entrance that does not honour it', () => {
    const record = { ...CASE, recorded: '2006-10-03T17:05:00Z' };
    const line = JSON.stringify(record);
    expect(rejected(parseLine(line))[0]).toBe('record');
    expect(rejected(parseLine(line, 'history'))[0]).toBe('record');
    expect(rejected(parseLine(line, 'live'))[2]).toMatch(/^`recorded` is honored only/u);
    expect(rejected(parseValue({ ...record, corrects: OTHER_ID }, 'live'))[0]).toBe(
      'INVALID_FIELD',
    );
    expect(rejected(parseValue(CASE, 'live'))[0]).toBe('record');
  });

  it('is `recorded` that is no instant in UTC to the second', () => {
    for (const recorded of ['2006-10-03T17:05:00.000Z', '2006-10-03', '', 1, null]) {
      expect(code({ ...CASE, recorded })).toBe('INVALID_FIELD');
    }
  });
});

describe('MISSING_REASON', () => {
  it('is a correction that does not say why', () => {
    expect(parsed({ ...CASE, corrects: OTHER_ID })).toEqual([
      'MISSING_REASON',
      ID,
      `The record corrects ${OTHER_ID} and does not say why: give a \`reason\` of 1 to 500 characters.`,
    ]);
    expect(code(without(VOID, 'reason'))).toBe('MISSING_REASON');
  });

  it('is none of a record that gives a reason and corrects nothing', () => {
    expect(code({ ...CASE, reason: 'as told by the court' })).toBe('record');
  });
});

describe('a record', () => {
  it('is what the last of two equal keys says', () => {
    const line = JSON.stringify(CASE);
    expect(parseLine(line.replace('{', '{"id":1,"data":null,'))).toEqual(parseLine(line));
    expect(rejected(parseLine(line.replace(/\}$/u, ',"id":1}')))[0]).toBe('INVALID_FIELD');
  });

  it('is spelt in JSON as its sender likes', () => {
    const line = JSON.stringify(CASE);
    const escaped = line.replace('CaseClosed', '\\u0043aseClosed').replaceAll(',', ' ,\t');
    expect(parseLine(`  ${escaped}\r`)).toEqual(parseLine(line));
  });

  it('keeps its id in a rejection as far as that can be read', () => {
    const idOf = (id: unknown) => parsed({ ...CASE, id, county: '99' })[1];
    expect(idOf(ID)).toBe(ID);
    expect(idOf('not a uuid')).toBe('not a uuid');
    expect(idOf('x'.repeat(100))).toBe('x'.repeat(100));
    for (const id of ['x'.repeat(101), '', '\ud800', 1, null, {}]) expect(idOf(id)).toBeNull();
  });

  it('that voids is about the case, child or county of its target', () => {
    const bare = without(VOID, 'case');
    expect(parseValue(VOID)).toMatchObject({ subjectKind: 'case', subjectId: '1900001' });
    expect(parseValue({ ...bare, child: 'K-1' })).toMatchObject({
      subjectKind: 'child',
      subjectId: 'K-1',
    });
    expect(parseValue(bare)).toMatchObject({ subjectKind: 'county', subjectId: '' });
  });
});
