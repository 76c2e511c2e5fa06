import { childrenNamedBy, firstReferenceOf, secondReferenceOf } from '../named-ids.js';
import type { RecordType } from '../registry.js';
import type { RejectionCode } from '../rejections.js';
import { entryOf, exampleRecord } from './told-types.js';

/** What a refusal means, and what to do about it. */
export interface ToldRefusal {
  readonly meaning: string;
  readonly mend: string;
}

/** Every rejection code, in the order in which they are asked (contract/records.md, Rejections). */
export const TOLD_REFUSALS: Readonly<Record<RejectionCode, ToldRefusal>> = {
  MALFORMED: {
    meaning: 'The line is no JSON object in UTF-8, or is longer than 65,536 bytes.',
    mend: 'Send one complete JSON object a line, in UTF-8. Where many lines are refused so, the file was made by another program than you think.',
  },
  UNKNOWN_TYPE: {
    meaning: 'No record type is spelled so.',
    mend: 'Correct the spelling; the message names the types that are spelled most like it.',
  },
  UNKNOWN_FIELD: {
    meaning: 'The record has a field that its type does not have.',
    mend: 'Leave the field out or correct its spelling; the message names the field, and those that are spelled most like it.',
  },
  INVALID_FIELD: {
    meaning: 'A field is missing, or does not have its form.',
    mend: 'The message names the field, shows what it holds, and says what to give. Money is a string ("125.00"), a day is "2006-09-12", yes and no are true and false.',
  },
  MISSING_REASON: {
    meaning: 'The record corrects another and does not say why.',
    mend: 'Give a `reason` of 1 to 500 characters, naming no person.',
  },
  WRONG_COUNTY: {
    meaning: 'The sender may only send records of another county.',
    mend: 'Correct `county`, or send the record through that county’s sender.',
  },
  NOT_PERMITTED: {
    meaning:
      'The record in `corrects` is a figure of DCSS (`StatewideFigureRecorded`, `LineMadeReportable`), and the sender may not correct or void these.',
    mend: 'Ask DCSS to correct or void it.',
  },
  ID_REUSED: {
    meaning: 'The ledger has a record with this id and other content.',
    mend: 'A new record gets an id of its own. What is to change a recorded one names it in `corrects`.',
  },
  RECORDED_BACKWARDS: {
    meaning: 'Loading history: `recorded` is earlier than that of the record before.',
    mend: 'Load the file in order of recording, and earlier files first.',
  },
  FUTURE_RECORDED: {
    meaning: 'Loading history: `recorded` is later than the clock.',
    mend: 'Give the instant at which it was recorded, or leave the field out. Look at the machine’s clock.',
  },
  FUTURE_EFFECTIVE: {
    meaning: '`effective` is later than the day (UTC) on which it is recorded.',
    mend: 'Send what happened when it has happened.',
  },
  UNKNOWN_CORRECTED: {
    meaning: 'The ledger has no record with the id in `corrects`.',
    mend: 'Correct the id. A record that was refused is not there: mend it and send it, there is nothing to correct.',
  },
  BEYOND_RETENTION: {
    meaning: 'The record in `corrects` was erased when its retention was over.',
    mend: 'Nothing can be corrected about it any more.',
  },
  ALREADY_SUPERSEDED: {
    meaning: 'The record in `corrects` was replaced or voided before.',
    mend: 'Correct the last replacement, which the message names. What was voided is entered anew.',
  },
  CORRECTION_MISMATCH: {
    meaning:
      'The correction has another type or subject than its target, changes an id that the target introduced, or corrects a `RecordVoided`.',
    mend: 'Keep type, subject and ids. Where they were what was wrong, void the record and enter a new one.',
  },
  UNKNOWN_CASE: {
    meaning: 'The case was never opened in this ledger.',
    mend: 'Send its `CaseOpened` or `CaseTransferredIn` first, or correct the case’s id.',
  },
  ALREADY_OPENED: {
    meaning: 'The case is open already.',
    mend: 'After a closure send `CaseReopened`. What was wrong in the opening is corrected.',
  },
  UNKNOWN_CHILD: {
    meaning: 'The child is not registered in this ledger.',
    mend: 'Send its `ChildRegistered` first, or correct the child’s id.',
  },
  UNKNOWN_REFERENCE: {
    meaning:
      'The record names an order, referral, collection, distribution or coverage that was not recorded on this case.',
    mend: 'Send the record that introduces it first, or correct the id. A referral sent and one received are two kinds.',
  },
  DUPLICATE_REFERENCE: {
    meaning:
      'The record introduces an order, referral, collection, distribution or coverage with an id that the case has used.',
    mend: 'Give an id of its own. An id stays taken when its record is voided.',
  },
  ALREADY_REVERSED: {
    meaning: 'The distribution has a reversal that stands.',
    mend: 'Nothing is missing, most likely. If the reversal was wrong, void it first.',
  },
  OVER_DISTRIBUTED: {
    meaning: 'More would stand distributed of a collection than its amount.',
    mend: 'Correct or reverse a distribution first, or correct the collection’s amount. The message has both sums.',
  },
};

/** What any record can meet, whatever its type. */
export const REFUSALS_OF_ALL: readonly RejectionCode[] = Object.freeze([
  'MALFORMED',
  'UNKNOWN_TYPE',
  'UNKNOWN_FIELD',
  'INVALID_FIELD',
  'WRONG_COUNTY',
  'ID_REUSED',
  'RECORDED_BACKWARDS',
  'FUTURE_RECORDED',
  'FUTURE_EFFECTIVE',
]);

/** What a record can meet because it corrects another. */
export const REFUSALS_OF_CORRECTIONS: readonly RejectionCode[] = Object.freeze([
  'MISSING_REASON',
  'NOT_PERMITTED',
  'UNKNOWN_CORRECTED',
  'BEYOND_RETENTION',
  'ALREADY_SUPERSEDED',
  'CORRECTION_MISMATCH',
]);

const OVER_DISTRIBUTED: ReadonlySet<RecordType> = new Set([
  'CollectionReceived',
  'CollectionDistributed',
  'DistributionReversed',
  'RecordVoided',
]);

/** The refusals that a type can meet besides those of all records and of all corrections, in the contract's order. */
export function refusalsOf(type: RecordType): readonly RejectionCode[] {
  const record = exampleRecord(type);
  const references = [firstReferenceOf(record), secondReferenceOf(record)].filter(
    (each) => each !== null,
  );
  const isOpening = type === 'CaseOpened' || type === 'CaseTransferredIn';
  const { subject } = entryOf(type);
  const isOfChild = subject === 'child' && type !== 'ChildRegistered';
  const met: Readonly<Partial<Record<RejectionCode, boolean>>> = {
    UNKNOWN_CASE: subject === 'case' && !isOpening,
    ALREADY_OPENED: isOpening,
    UNKNOWN_CHILD: isOfChild || childrenNamedBy(record).length > 0,
    UNKNOWN_REFERENCE: references.some(({ isIntroduced }) => !isIntroduced),
    DUPLICATE_REFERENCE: references.some(({ isIntroduced }) => isIntroduced),
    ALREADY_REVERSED: type === 'DistributionReversed',
    OVER_DISTRIBUTED: OVER_DISTRIBUTED.has(type),
  };
  return (Object.keys(met) as RejectionCode[]).filter((code) => met[code] === true);
}
