import { offered } from './values/nearest-names.js';
import { visible } from './values/visible-text.js';

/**
 * Every code with which a record is turned away, in the order of contract/records.md (NOT_PERMITTED:
 * contract/permissions.json, records.append): of several the first is given.
 */
export const REJECTION_CODES = [
  'MALFORMED',
  'UNKNOWN_TYPE',
  'UNKNOWN_FIELD',
  'INVALID_FIELD',
  'MISSING_REASON',
  'WRONG_COUNTY',
  'NOT_PERMITTED',
  'ID_REUSED',
  'RECORDED_BACKWARDS',
  'FUTURE_RECORDED',
  'FUTURE_EFFECTIVE',
  'UNKNOWN_CORRECTED',
  'BEYOND_RETENTION',
  'ALREADY_SUPERSEDED',
  'CORRECTION_MISMATCH',
  'UNKNOWN_CASE',
  'ALREADY_OPENED',
  'UNKNOWN_CHILD',
  'UNKNOWN_REFERENCE',
  'DUPLICATE_REFERENCE',
  'ALREADY_REVERSED',
  'OVER_DISTRIBUTED',
] as const;

/** One of `REJECTION_CODES`. */
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** A record turned away: its id where that could be read, the code, and a sentence that says what to mend. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly id: string | null;
  readonly code: RejectionCode;
  readonly message: string;
}

/** Most bytes of a record's line, without its `\n`. */
export const LINE_BYTES_MAX = 65_536;

/** Why a line is no JSON object. `at`: the character (from 0) where the JSON breaks, where the parser told it. */
export type MalformedFacts =
  | { readonly why: 'tooLong' }
  | { readonly why: 'notUtf8' }
  | { readonly why: 'byteOrderMark' }
  | { readonly why: 'notJson'; readonly at: number | null }
  | { readonly why: 'notObject'; readonly found: string };

/** Why a correction does not fit its target. */
export type MismatchFacts =
  | {
      readonly why: 'otherType';
      readonly corrects: string;
      readonly targetType: string;
      readonly type: string;
    }
  | { readonly why: 'otherSubject'; readonly corrects: string; readonly targetSubject: string }
  | { readonly why: 'targetIsVoid'; readonly corrects: string }
  | {
      readonly why: 'otherReference';
      readonly corrects: string;
      readonly field: string;
      readonly introduced: string;
      readonly given: string;
    };

/** What a reference id names: each kind has ids of its own on a case. */
export type ReferenceKind =
  'order' | 'referral sent' | 'referral received' | 'collection' | 'distribution' | 'coverage';

interface ReferenceFacts {
  readonly kind: ReferenceKind;
  readonly reference: string;
  readonly case: string;
}

/** Known names that are spelt like the one that is not, the nearest first. */
type Names = readonly string[];

const TYPES_LISTED = ' "plumbline types" lists them.';

/**
 * The message of each code from the facts of the case. Days and instants come in as the contract spells them, amounts
 * as money strings. For UNKNOWN_FIELD and INVALID_FIELD, `path` names the field (`data.terms.reserved`).
 */
export const rejectionMessage = {
  MALFORMED: (facts: MalformedFacts) => malformedMessage(facts, 'record', LINE_BYTES_MAX),
  UNKNOWN_TYPE: ({ type, nearest }: { readonly type: string; readonly nearest?: Names }) =>
    `The type ${quoted(type)} is none of the record types: correct the spelling of \`type\`.${offered(nearest) || TYPES_LISTED}`,
  UNKNOWN_FIELD: (facts: {
    readonly path: string;
    readonly type: string;
    readonly nearest?: Names;
  }) =>
    `${facts.type} has no field \`${facts.path}\`: leave it out or correct its spelling.${offered(facts.nearest)}`,
  INVALID_FIELD: ({ path, problem }: { readonly path: string; readonly problem: string }) =>
    `\`${path}\` ${problem}`,
  MISSING_REASON: ({ corrects }: { readonly corrects: string }) =>
    `The record corrects ${corrects} and does not say why: give a \`reason\` of 1 to 500 characters.`,
  WRONG_COUNTY: ({ county, scopedTo }: { readonly county: string; readonly scopedTo: string }) =>
    `The record is of county ${quoted(county)} and its sender may only send those of ${quoted(scopedTo)}: send it through that county's sender.`,
  NOT_PERMITTED: ({ corrects, type }: { readonly corrects: string; readonly type: string }) =>
    `The record corrects ${corrects}, a ${type} of DCSS, and its sender may not: ask DCSS to correct or void it.`,
  ID_REUSED: ({ id, position }: { readonly id: string; readonly position: number }) =>
    `The id ${id} is that of the record at position ${String(position)}, which has other content: give a new record an id of its own, or correct the recorded one with \`corrects\`.`,
  RECORDED_BACKWARDS: (facts: { readonly recorded: string; readonly previous: string }) =>
    `\`recorded\` is ${facts.recorded}, and the county's previous record was recorded ${facts.previous}: load history in order of recording.`,
  FUTURE_RECORDED: ({ recorded, clock }: { readonly recorded: string; readonly clock: string }) =>
    `\`recorded\` is ${recorded}, later than the clock, which says ${clock}: give the instant when it was recorded, or leave the field out.`,
  FUTURE_EFFECTIVE: (facts: { readonly effective: string; readonly recordedOn: string }) =>
    `\`effective\` is ${facts.effective}, later than the day it is recorded, ${facts.recordedOn} (UTC): record a thing when it has happened.`,
  UNKNOWN_CORRECTED: ({
    corrects,
    county,
  }: {
    readonly corrects: string;
    readonly county: string;
  }) =>
    `The record corrects ${corrects}, which the ledger of county ${county} does not hold: name the id of a recorded one.`,
  BEYOND_RETENTION: ({ corrects }: { readonly corrects: string }) =>
    `The record corrects ${corrects}, which retention has erased: it cannot be corrected any more.`,
  ALREADY_SUPERSEDED: ({ corrects, by }: { readonly corrects: string; readonly by: string }) =>
    `The record corrects ${corrects}, which ${by} has replaced or voided already: correct the last replacement, or enter anew what was voided.`,
  CORRECTION_MISMATCH: mismatchMessage,
  UNKNOWN_CASE: (facts: { readonly case: string; readonly type: string }) =>
    `${facts.type} is about case ${facts.case}, which was never opened in this ledger: send its CaseOpened or CaseTransferredIn first.`,
  ALREADY_OPENED: (facts: { readonly case: string; readonly by: string }) =>
    `Case ${facts.case} is open by record ${facts.by}: use CaseReopened after a closure, or correct that record.`,
  UNKNOWN_CHILD: ({ child }: { readonly child: string }) =>
    `Child ${child} is not registered in this ledger: send its ChildRegistered first.`,
  UNKNOWN_REFERENCE: (facts: ReferenceFacts) =>
    `No ${facts.kind} ${facts.reference} is recorded on case ${facts.case}: send the record that introduces it first, or correct the id.`,
  DUPLICATE_REFERENCE: (facts: ReferenceFacts) =>
    `The id ${facts.reference} is taken by ${facts.kind === 'order' ? 'an' : 'a'} ${facts.kind} on case ${facts.case}: give this one an id of its own, or correct the recorded one with \`corrects\`.`,
  ALREADY_REVERSED: (facts: { readonly distribution: string; readonly case: string }) =>
    `Distribution ${facts.distribution} of case ${facts.case} has a standing reversal: void that one first if it was wrong.`,
  OVER_DISTRIBUTED: (facts: {
    readonly collection: string;
    readonly amount: string;
    readonly distributed: string;
  }) =>
    `Distributions of ${facts.distributed} would stand against collection ${facts.collection} of ${facts.amount}: lower or reverse a distribution first, or correct the collection.`,
} as const satisfies Readonly<Record<RejectionCode, (facts: never) => string>>;

/** The rejection with that code, its message built from the facts. */
export function rejectionOf<Code extends RejectionCode>(
  id: string | null,
  code: Code,
  facts: Parameters<(typeof rejectionMessage)[Code]>[0],
): Rejection {
  // The code picks the builder and the type of its facts together; the compiler loses that link in the lookup.
  const build = rejectionMessage[code] as (facts: unknown) => string;
  return { kind: 'rejection', id, code, message: build(facts) };
}

/** Most characters of a sender's value that a message repeats. */
const QUOTE_LENGTH_MAX = 60;

/** A sender's text as a message may show it: quoted, all of it visible, cut at 60 characters. */
export function quoted(text: string): string {
  const characters = Array.from(text.toWellFormed());
  const beginning = characters.slice(0, QUOTE_LENGTH_MAX).join('');
  const shown = visible(JSON.stringify(beginning));
  const length = characters.length;
  return length <= QUOTE_LENGTH_MAX ? shown : `${shown} (${String(length)} characters)`;
}

/** The message of a line that is no JSON object; `what` it should have been, in at most `bytesMax` bytes. */
export function malformedMessage(
  facts: MalformedFacts,
  what: 'record' | 'act',
  bytesMax: number,
): string {
  switch (facts.why) {
    case 'tooLong':
      return `The line is longer than ${String(bytesMax)} bytes: send one ${what} a line, each shorter than that.`;
    case 'notUtf8':
      return 'The line is not UTF-8: write the file in UTF-8.';
    case 'byteOrderMark':
      return 'The line begins with a byte order mark: write the file in UTF-8 without one.';
    case 'notJson': {
      const place = facts.at === null ? '' : ` from character ${String(facts.at + 1)} on`;
      return `The line is not JSON${place}: send one complete JSON object a line.`;
    }
    case 'notObject':
      return `The line is ${facts.found}, not a JSON object: send one ${what}, {...}, a line.`;
  }
}

function mismatchMessage(facts: MismatchFacts): string {
  switch (facts.why) {
    case 'otherType':
      return `The record is a ${facts.type} and corrects ${facts.corrects}, a ${facts.targetType}: replace a record with one of its own type, or void it with a RecordVoided.`;
    case 'otherSubject':
      return `The record corrects ${facts.corrects}, which is about ${facts.targetSubject}: give the same subject, or void that record and enter a new one.`;
    case 'targetIsVoid':
      return `The record corrects ${facts.corrects}, a RecordVoided, which cannot be corrected: enter anew what was voided in error, with ids of its own.`;
    case 'otherReference':
      return `The record corrects ${facts.corrects}, which introduced \`${facts.field}\` ${quoted(facts.introduced)}, and gives ${quoted(facts.given)}: a replacement keeps the ids of its target; void it to use another.`;
  }
}
