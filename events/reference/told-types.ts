import type { LedgerRecord } from '../record.js';
import { RECORD_TYPES } from '../records/schemas.js';
import type { RecordTypeEntry } from '../records/schemas.js';
import { TYPE_CODE } from '../registry.js';
import type { RecordType } from '../registry.js';
import { CORRECTIONS, COUNTY_FIGURES } from './county-figures.js';
import { LIFE_OF_CASE, WORK_ON_CASE } from './life-of-case.js';
import { MONEY_AND_HEALTH } from './money-and-health.js';
import { TOLD_PEOPLE } from './people.js';
import { SUPPORT } from './support.js';
import type { ToldType, ToldTypes } from './told-type.js';

const TOLD: ToldTypes<RecordType> = {
  ...TOLD_PEOPLE,
  ...LIFE_OF_CASE,
  ...WORK_ON_CASE,
  ...SUPPORT,
  ...MONEY_AND_HEALTH,
  ...COUNTY_FIGURES,
  ...CORRECTIONS,
};

/** A part of a case's life, and the record types that tell of it, in an order in which they may come. */
export interface PartOfLife {
  readonly title: string;
  readonly types: readonly RecordType[];
}

/** Every record type, by the part of a case's life that it tells of. */
export const PARTS_OF_LIFE: readonly PartOfLife[] = Object.freeze([
  part('People and children', TOLD_PEOPLE),
  part('A case opens, changes, moves and closes', LIFE_OF_CASE),
  part('Other jurisdictions, serving papers, cooperation', WORK_ON_CASE),
  part('Orders, and what is owed', SUPPORT),
  part('Money that came in, health insurance', MONEY_AND_HEALTH),
  part("The county's own figures", COUNTY_FIGURES),
  part('Taking a record out', CORRECTIONS),
]);

/** What is told of a record type. */
export function toldOf(type: RecordType): ToldType {
  return TOLD[type];
}

/** The type as the registry lists it. */
export function entryOf(type: RecordType): RecordTypeEntry {
  const entry = RECORD_TYPES.find(({ name }) => name === type);
  if (entry === undefined) throw new RangeError(`${type} is no record type.`);
  return entry;
}

/** Days of the examples; one that corrects comes after what it corrects. */
const EFFECTIVE = { usual: '2006-03-15', correction: '2006-10-02' } as const;

/** A record of the type as a county may send it: its example, about county 19, case 1900001 or child K-77. */
export function exampleRecord(type: RecordType): LedgerRecord {
  const { subject } = entryOf(type);
  const isVoid = type === 'RecordVoided';
  const record = {
    id: exampleId(type),
    type,
    county: '19',
    ...(subject === 'case' || isVoid ? { case: caseOf(type) } : {}),
    ...(subject === 'child' ? { child: 'K-77' } : {}),
    effective: isVoid ? EFFECTIVE.correction : EFFECTIVE.usual,
    ...(isVoid
      ? { corrects: exampleId('InterestAccrued'), reason: 'entered for another case' }
      : {}),
    data: TOLD[type].example,
  };
  // The data is the type's own by the type of the table.
  return record as unknown as LedgerRecord;
}

/** A record that replaces the example of a type, which says what a correction looks like. */
export function exampleCorrection(type: RecordType): LedgerRecord {
  const { id, type: name, county, ...rest } = exampleRecord(type);
  const own = { id: id.replace(/^19000000/u, '19000001'), type: name, county };
  const correction = { corrects: id, reason: 'the day was misread from the file' };
  return { ...own, ...rest, ...correction } as unknown as LedgerRecord;
}

/** A case that comes from another county is another one than the case that was opened here. */
function caseOf(type: RecordType): string {
  return type === 'CaseTransferredIn' ? '1900002' : '1900001';
}

function exampleId(type: RecordType): string {
  return `19000000-0000-4000-8000-${String(TYPE_CODE[type]).padStart(12, '0')}`;
}

function part(title: string, told: Readonly<Partial<Record<RecordType, unknown>>>): PartOfLife {
  // The keys of the literal, in its order; Object.keys types them as strings.
  return Object.freeze({ title, types: Object.keys(told) as RecordType[] });
}
