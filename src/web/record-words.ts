import type { LedgerRecord } from '../../events/record.js';
import { RECORD_SCHEMAS } from '../../events/records/schemas.js';
import { visible } from '../../events/values/visible-text.js';
import { monthForPeople } from '../reports/table.js';
import { capital, dateInWords, numberInWords } from './words.js';

/** Names within types of records, as they are written. */
const NAMES_IN_TYPES: readonly (readonly [name: RegExp, written: string])[] = [
  [/\bmedi cal\b/u, 'Medi-Cal'],
  [/\btanf\b/u, 'TANF'],
  [/\bnon cooperation\b/u, 'noncooperation'],
];

/** `CaseOpened` as `Case opened`. */
export function typeInWords(type: string): string {
  const words = NAMES_IN_TYPES.reduce(
    (text, [name, written]) => text.replace(name, written),
    type.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase(),
  );
  return capital(words);
}

/** Fields that are called by letters in records. */
const FIELD_WORDS: Readonly<Record<string, string>> = { ncp: 'noncustodial parent' };

/** A field's name, `dueDate` as `due date`. */
export function fieldInWords(field: string): string {
  return FIELD_WORDS[field] ?? field.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
}

/** What is told of a type or a field, for whoever fills in a form: names of types and fields stand in words. */
export function toldInWords(text: string): string {
  return text
    .replaceAll('`effective`', 'The day of the record')
    .replaceAll(/`([A-Za-z.]+)`/gu, (_, name: string) =>
      /^[A-Z]/u.test(name) ? `“${typeInWords(name)}”` : `“${fieldInWords(name)}”`,
    );
}

/** Codes that are names: what is one word in a record is written otherwise. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  calworks: 'CalWORKs',
  'calworks-state': 'CalWORKs, state only',
  kingap: 'Kin-GAP',
  'foster-care-iv-e': 'foster care (IV-E)',
  'foster-care-state': 'foster care, state only',
  'medi-cal-only': 'Medi-Cal only',
};

/** A code of a closed list in words, as `custodial-parent` is `custodial parent`. */
export function codeInWords(code: string): string {
  return CODE_WORDS[code] ?? code.replaceAll('-', ' ');
}

/** As much of a field's schema as its words follow from. */
interface FieldSchema {
  readonly form?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: FieldSchemas;
}

type FieldSchemas = Readonly<Record<string, FieldSchema>>;

/** The fields of each type's data, by their names. */
const DATA_FIELDS = Object.fromEntries(
  Object.entries(RECORD_SCHEMAS).map(([type, { properties }]) => [
    type,
    (properties.data as FieldSchema).properties ?? {}, // a schema of an object, or of an empty one
  ]),
) as Readonly<Record<LedgerRecord['type'], FieldSchemas>>; // the schemas are of all types

/** One thing that a record says. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}

/** What the data of a record says, in the order of its fields; a field within a field has both names. */
export function detailsOf(record: LedgerRecord): readonly Detail[] {
  const fields = DATA_FIELDS[record.type];
  if (record.type !== 'CollectionDistributed') return detailsIn(record.data, fields, '');
  const { allocations, ...others } = record.data;
  return [...detailsIn(others, fields, ''), ...allocations.map(partInWords)];
}

type Distributed = Extract<LedgerRecord, { readonly type: 'CollectionDistributed' }>;
type Allocation = Distributed['data']['allocations'][number];

/** What a part of a distribution is counted as. */
const BUCKET_WORDS: Readonly<Record<Allocation['bucket'], string>> = {
  current: 'current support',
  medical: 'medical support',
  arrears: 'arrears',
  interest: 'interest',
  future: 'future support',
  fee: 'a fee',
};

/** As `part 1: 136.42 as current support, to the family`. */
function partInWords({ amount, bucket, to }: Allocation, index: number): Detail {
  const value = `${numberInWords(amount)} as ${BUCKET_WORDS[bucket]}, to the ${to}`;
  return { name: `part ${String(index + 1)}`, value };
}

function detailsIn(data: object, fields: FieldSchemas, before: string): readonly Detail[] {
  return Object.entries(data).flatMap(([field, value]: [string, unknown]): readonly Detail[] => {
    const name = before === '' ? fieldInWords(field) : `${before}, ${fieldInWords(field)}`;
    const schema = fields[field] ?? {};
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      return [{ name, value: items.length === 0 ? 'none' : items.map(textOfItem).join(', ') }];
    }
    if (typeof value === 'object' && value !== null) {
      return detailsIn(value, schema.properties ?? {}, name);
    }
    return [{ name, value: shown(value, schema) }];
  });
}

/** An id within a list of ids. */
function textOfItem(item: unknown): string {
  return shown(item, {});
}

/** A value as its field's form asks: an id or a free text is what was typed, though it may look like a day or a code. */
function shown(value: unknown, { form = '', enum: codes }: FieldSchema): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return numberInWords(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (codes !== undefined) return codeInWords(value);
  return visible((WORDS_BY_FORM[form] ?? String)(value));
}

/** How values are written that are no texts. */
const WORDS_BY_FORM: Readonly<Record<string, (value: string) => string>> = {
  day: dateInWords,
  month: monthForPeople,
  moneyOrZero: numberInWords,
  moneyPositive: numberInWords,
  moneySigned: numberInWords,
  staffNumber: numberInWords,
};
