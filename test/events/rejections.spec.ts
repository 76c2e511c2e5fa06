import { REJECTION_CODES, quoted, rejectionMessage, rejectionOf } from '../../events/rejections.js';

const ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';

describe('rejections', () => {
  it('are the codes of the contract in its order, each with a message', () => {
    expect(REJECTION_CODES.join(' ')).toBe(
      'MALFORMED UNKNOWN_TYPE UNKNOWN_FIELD INVALID_FIELD MISSING_REASON WRONG_COUNTY NOT_PERMITTED ID_REUSED ' +
        'RECORDED_BACKWARDS FUTURE_RECORDED FUTURE_EFFECTIVE UNKNOWN_CORRECTED BEYOND_RETENTION ALREADY_SUPERSEDED CORRECTION_MISMATCH ' +
        'UNKNOWN_CASE ALREADY_OPENED UNKNOWN_CHILD UNKNOWN_REFERENCE DUPLICATE_REFERENCE ALREADY_REVERSED ' +
        'OVER_DISTRIBUTED',
    );
    expect(Object.keys(rejectionMessage)).toEqual(REJECTION_CODES);
  });

  const corrects = ID;
  it.each([
    [rejectionOf(null, 'MALFORMED', { why: 'tooLong' }), /longer than 65536 bytes: send/u],
    [rejectionOf(null, 'MALFORMED', { why: 'notUtf8' }), /not UTF-8: write/u],
    [rejectionOf(null, 'MALFORMED', { why: 'byteOrderMark' }), /byte order mark: write/u],
    [rejectionOf(null, 'MALFORMED', { why: 'notJson', at: 4 }), /from character 5 on: send/u],
    [rejectionOf(null, 'MALFORMED', { why: 'notJson', at: null }), /is not JSON: send/u],
    [rejectionOf(null, 'MALFORMED', { why: 'notObject', found: 'null' }), /is null, not/u],
    [rejectionOf(ID, 'UNKNOWN_TYPE', { type: 'CaseOpend' }), /"CaseOpend" is none/u],
    [
      rejectionOf(ID, 'UNKNOWN_FIELD', { path: 'data.x', type: 'CaseClosed' }),
      /CaseClosed has no field `data\.x`: leave it out/u,
    ],
    [
      rejectionOf(ID, 'INVALID_FIELD', { path: 'data.x', problem: 'is 1: give 2.' }),
      /^`data\.x` is 1: give 2\.$/u,
    ],
    [rejectionOf(ID, 'MISSING_REASON', { corrects }), /5f0c0a52.*give a `reason`/u],
    [rejectionOf(ID, 'WRONG_COUNTY', { county: '19', scopedTo: '30' }), /"19".*"30".*: send/u],
    [
      rejectionOf(ID, 'NOT_PERMITTED', { corrects, type: 'LineMadeReportable' }),
      /a LineMadeReportable of DCSS.*: ask DCSS/u,
    ],
    [rejectionOf(ID, 'ID_REUSED', { id: ID, position: 17 }), /position 17.*: give/u],
    [
      rejectionOf(ID, 'RECORDED_BACKWARDS', {
        recorded: '2006-10-03T17:05:00Z',
        previous: '2006-10-03T17:05:01Z',
      }),
      /17:05:00Z.*17:05:01Z: load/u,
    ],
    [
      rejectionOf(ID, 'FUTURE_RECORDED', {
        recorded: '2006-10-03T17:05:00Z',
        clock: '2006-10-03T17:04:59Z',
      }),
      /17:05:00Z.*17:04:59Z: give/u,
    ],
    [
      rejectionOf(ID, 'FUTURE_EFFECTIVE', { effective: '2006-10-04', recordedOn: '2006-10-03' }),
      /2006-10-04.*2006-10-03 \(UTC\): record/u,
    ],
    [rejectionOf(ID, 'UNKNOWN_CORRECTED', { corrects, county: '19' }), /county 19.*: name/u],
    [rejectionOf(ID, 'BEYOND_RETENTION', { corrects }), /erased: it cannot/u],
    [rejectionOf(ID, 'ALREADY_SUPERSEDED', { corrects, by: 'B' }), /B has replaced or voided/u],
    [
      rejectionOf(ID, 'CORRECTION_MISMATCH', {
        why: 'otherType',
        corrects,
        targetType: 'CaseOpened',
        type: 'CaseClosed',
      }),
      /a CaseClosed and corrects .* a CaseOpened: replace/u,
    ],
    [
      rejectionOf(ID, 'CORRECTION_MISMATCH', {
        why: 'otherSubject',
        corrects,
        targetSubject: 'case A',
      }),
      /about case A: give/u,
    ],
    [rejectionOf(ID, 'CORRECTION_MISMATCH', { why: 'targetIsVoid', corrects }), /enter anew/u],
    [
      rejectionOf(ID, 'CORRECTION_MISMATCH', {
        why: 'otherReference',
        corrects,
        field: 'order',
        introduced: 'O-1',
        given: 'O-2',
      }),
      /`order` "O-1", and gives "O-2": a replacement keeps/u,
    ],
    [rejectionOf(ID, 'UNKNOWN_CASE', { case: 'A', type: 'CaseClosed' }), /case A.*: send/u],
    [rejectionOf(ID, 'ALREADY_OPENED', { case: 'A', by: 'B' }), /Case A .* B: use/u],
    [rejectionOf(ID, 'UNKNOWN_CHILD', { child: 'K' }), /Child K .*: send/u],
    [
      rejectionOf(ID, 'UNKNOWN_REFERENCE', { kind: 'referral sent', reference: 'R', case: 'A' }),
      /No referral sent R is recorded on case A: send/u,
    ],
    [
      rejectionOf(ID, 'DUPLICATE_REFERENCE', { kind: 'order', reference: 'O', case: 'A' }),
      /id O is taken by an order on case A: give/u,
    ],
    [
      rejectionOf(ID, 'ALREADY_REVERSED', { distribution: 'D', case: 'A' }),
      /D of case A .*: void/u,
    ],
    [
      rejectionOf(ID, 'OVER_DISTRIBUTED', {
        collection: 'C',
        amount: '1.00',
        distributed: '1.01',
      }),
      /1\.01 would stand against collection C of 1\.00: lower/u,
    ],
  ])('say what is wrong and what to do: %j', (rejection, sentence) => {
    expect(rejection.message).toMatch(sentence);
    expect(rejection.message).toMatch(/\.$/u);
    expect(rejection.kind).toBe('rejection');
  });

  it('repeat no more of a value than 60 characters, and never half a character', () => {
    expect(quoted('a'.repeat(60))).toBe(`"${'a'.repeat(60)}"`);
    expect(quoted('a'.repeat(61))).toBe(`"${'a'.repeat(60)}" (61 characters)`);
    expect(quoted('\ud800x').isWellFormed()).toBe(true);
    expect(quoted(`${'a'.repeat(59)}😀`).isWellFormed()).toBe(true);
    expect(quoted('a"\n')).toBe(String.raw`"a\"\n"`);
  });
});
