import { RECORD_TYPES } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { isObject } from '../wire/write.js';
import { quoted } from '../rejections.js';
import { DATE_FORMS } from './date-forms.js';
import type { DateForm } from './date-forms.js';

/** How a county's tables are read: of all its files, or of those of one record type. */
export interface MappingPart {
  /** What its headings mean: a field's name, or null for a column that is passed over. */
  readonly headings: ReadonlyMap<string, string | null>;
  /** How it writes days and months; null where nothing is said. */
  readonly dates: DateForm | null;
  /** By a field's name: what its codes mean. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By a field's name: what every row has, where no column gives it. */
  readonly constants: ReadonlyMap<string, string>;
}

/** A county's own headings, forms of dates and codes (contract/intake.md, CSV). */
export interface Mapping extends MappingPart {
  readonly types: ReadonlyMap<RecordType, MappingPart>;
}

const NO_PART: MappingPart = Object.freeze({
  headings: new Map(),
  dates: null,
  codes: new Map(),
  constants: new Map(),
});

/** A county that writes as the ledger does. */
export const NO_MAPPING: Mapping = Object.freeze({ ...NO_PART, types: new Map() });

/** Most entries of one table of a mapping. */
const ENTRIES_MAX = 2_000;
const TEXT_LENGTH_MAX = 200;

/** A mapping, or a sentence that says what is wrong with it. */
export type MappingRead =
  | { readonly kind: 'mapping'; readonly mapping: Mapping }
  | { readonly kind: 'fault'; readonly message: string };

/** Reads `mapping.json`: `headings`, `dates`, `codes`, `constants`, and `types` with the same of one record type. */
export function readMapping(value: unknown): MappingRead {
  try {
    return { kind: 'mapping', mapping: mappingOf(value) };
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'fault', message: error.message };
    throw error;
  }
}

/** What of a mapping concerns files of one type: its own part first. */
export function partFor({ types, ...common }: Mapping, type: RecordType): MappingPart {
  const own = types.get(type) ?? NO_PART;
  return {
    headings: new Map([...common.headings, ...own.headings]),
    dates: own.dates ?? common.dates,
    codes: new Map([...common.codes, ...own.codes]),
    constants: new Map([...common.constants, ...own.constants]),
  };
}

class Wrong extends Error {}

function mappingOf(value: unknown): Mapping {
  const object = objectAt(value, 'The mapping');
  const types = new Map<RecordType, MappingPart>();
  for (const [name, part] of entriesAt(object['types'], '`types`')) {
    const type = RECORD_TYPES.find((each) => each.name === name)?.name;
    if (type === undefined) {
      throw new Wrong(`\`types\` names ${quoted(name)}, which is none of the record types.`);
    }
    types.set(type, partOf(part, `\`types.${type}\``, []));
  }
  return { ...partOf(object, 'The mapping', ['types']), types };
}

function partOf(value: unknown, what: string, more: readonly string[]): MappingPart {
  const object = objectAt(value, what);
  const known = ['headings', 'dates', 'codes', 'constants', ...more];
  const stranger = Object.keys(object).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new Wrong(`${what} has ${quoted(stranger)}: give ${known.join(', ')}, and nothing else.`);
  }
  const codes = new Map(
    entriesAt(object['codes'], '`codes`').map(([field, table]) => [
      field,
      new Map(
        entriesAt(table, `\`codes.${field}\``).map(([own, ours]) => [own, textAt(ours, own)]),
      ),
    ]),
  );
  const headings = entriesAt(object['headings'], '`headings`').map(
    ([own, field]) => [own, field === null ? null : textAt(field, own)] as const,
  );
  const constants = entriesAt(object['constants'], '`constants`').map(
    ([field, text]) => [field, textAt(text, field)] as const,
  );
  return {
    headings: new Map(headings),
    dates: dateFormAt(object['dates']),
    codes,
    constants: new Map(constants),
  };
}

function dateFormAt(value: unknown): DateForm | null {
  if (value === undefined) return null;
  const form = DATE_FORMS.find((each) => each === value);
  if (form === undefined) {
    // What is nested as deep as a request can have it cannot be written.
    const shown = typeof value === 'object' ? 'no text' : quoted(JSON.stringify(value));
    throw new Wrong(`\`dates\` is ${shown}: give ${DATE_FORMS.join(', ')}.`);
  }
  return form;
}

function objectAt(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new Wrong(`${what} is no JSON object: give {...}.`);
  return value;
}

function entriesAt(value: unknown, what: string): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  const entries = Object.entries(objectAt(value, what));
  if (entries.length > ENTRIES_MAX) {
    throw new Wrong(
      `${what} has ${String(entries.length)} entries: give at most ${String(ENTRIES_MAX)}.`,
    );
  }
  return entries;
}

function textAt(value: unknown, at: string): string {
  if (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX) return value;
  throw new Wrong(
    `What stands for ${quoted(at)} is no text of at most ${String(TEXT_LENGTH_MAX)} characters.`,
  );
}
