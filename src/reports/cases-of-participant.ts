import type { LedgerRecord } from '../../events/record.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';
import { recordsThatMayName } from './participant-index.js';

/** A participant as of a position; null is the ledger's size. */
export interface ParticipantAsked {
  readonly county: County;
  /** The id that the county gave, as case records name it. */
  readonly participant: string;
  readonly asOf: number | null;
}

/** A case in which a participant has a part, by a record that stands. */
export interface CaseOfParticipant {
  /** The case's id. */
  readonly case: string;
  /** `ncp` owes support, or may come to owe it; `payee` receives it. */
  readonly part: 'ncp' | 'payee';
  /** What the record has of it: `father`, `custodial-parent`. */
  readonly role: string;
  /** The day from which the record has it so. */
  readonly effective: Day;
  /** The record's id. */
  readonly record: string;
}

/**
 * The cases that name a participant, by the openings and transfers in that stand as of a position, in order of case,
 * then of day. Empty for one who is registered and on no case; one of whom no record knows is refused. An index leads
 * to the records; each is read in the ledger.
 */
export function casesOfParticipant(
  ledgers: LedgerReaders,
  { county, participant, asOf: asked }: ParticipantAsked,
): Answer<readonly CaseOfParticipant[]> {
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked);
  if (asOf.kind !== 'done') return asOf;
  const found = file === null ? null : namingsOf(file, participant, asOf.value);
  if (found?.isKnown !== true) {
    return misaddressed(
      `The ledger of county ${county} has no participant ${participant} as of position ${String(asOf.value)}: check the id, the county and the position.`,
    );
  }
  return done(found.standing.toSorted(compareCases));
}

/** The id of the first record that names a participant, standing or not; null where none does. */
export function firstRecordNaming(file: LedgerReader, participant: string): string | null {
  for (const { position } of recordsThatMayName(file, participant, file.size)) {
    if (file.isErasedAt(position)) continue;
    const { body, effective } = file.row(position);
    // As below.
    const record = JSON.parse(body) as LedgerRecord;
    if (isRegistration(record, participant)) return record.id;
    if (casesIn(record, participant, effective).length > 0) return record.id;
  }
  return null;
}

interface Namings {
  /** Whether any record names the participant, standing or not. */
  readonly isKnown: boolean;
  readonly standing: readonly CaseOfParticipant[];
}

function namingsOf(file: LedgerReader, participant: string, asOf: number): Namings {
  const standing: CaseOfParticipant[] = [];
  let isKnown = false;
  for (const { position, isStanding } of recordsThatMayName(file, participant, asOf)) {
    if (file.isErasedAt(position)) continue;
    const { body, effective } = file.row(position);
    // Only records that passed the parser are stored, and the checksum covers the body.
    const record = JSON.parse(body) as LedgerRecord;
    const cases = casesIn(record, participant, effective);
    if (isStanding) standing.push(...cases);
    isKnown ||= cases.length > 0 || isRegistration(record, participant);
  }
  return { isKnown, standing };
}

/** A person can be both who owes and who receives only by mistake; then both are there to be seen. */
function casesIn(
  record: LedgerRecord,
  participant: string,
  effective: Day,
): readonly CaseOfParticipant[] {
  if (record.type !== 'CaseOpened' && record.type !== 'CaseTransferredIn') return [];
  const { ncp, payee } = record.data;
  const of = { case: record.case, effective, record: record.id };
  return [
    ...(ncp.participant === participant ? [{ ...of, part: 'ncp', role: ncp.role } as const] : []),
    ...(payee.participant === participant
      ? [{ ...of, part: 'payee', role: payee.kind } as const]
      : []),
  ];
}

function isRegistration(record: LedgerRecord, participant: string): boolean {
  return record.type === 'ParticipantRegistered' && record.data.participant === participant;
}

function compareCases(one: CaseOfParticipant, other: CaseOfParticipant): number {
  if (one.case !== other.case) return one.case < other.case ? -1 : 1;
  return one.effective - other.effective;
}
