import { systemReason } from '../ports/system-reason.js';
import { readFileSync } from 'node:fs';
import { PROCESS_SETTINGS } from '../../projections/process/letters/process-settings.js';
import type { LookLimits } from '../../projections/process/looks.js';
import type { ProcessSettings } from '../../projections/process/letters/process-settings.js';

const LOOK_LIMITS: LookLimits = Object.freeze({ casesAnHour: 30, casesADay: 100 });

/** `process` of the operator's settings file: what stands on letters, and the bounds of looks. */
export interface OperatorSettings {
  readonly office: ProcessSettings;
  readonly looks: LookLimits;
}

export const OPERATOR_SETTINGS: OperatorSettings = Object.freeze({
  office: PROCESS_SETTINGS,
  looks: LOOK_LIMITS,
});

const TEXT_LENGTH_MAX = 200;
const ADDRESS_LINES_MAX = 6;
/** More would be no bound; and what is counted of a day is one small document. */
const CASES_MAX = 1_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads `process` of the operator's settings file; what it leaves out is as the process was published. Throws with a
 * sentence that names what to mend; a file that is not there says nothing.
 */
export function readOperatorSettings(path: string): OperatorSettings {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      return OPERATOR_SETTINGS;
    }
    throw new Error(`The settings ${path} cannot be read: ${systemReason(error)}.`, {
      cause: error,
    });
  }
  return operatorSettingsOf(text, path);
}

/** The same of the file's text. */
export function operatorSettingsOf(text: string, path: string): OperatorSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `The settings ${path} are no JSON (${systemReason(error)}): mend the file, or take it away.`,
      { cause: error },
    );
  }
  const fail = (what: string): Error => new Error(`The settings ${path}: ${what}`);
  if (!isJson(value)) throw fail('give an object, such as {"process":{"manager":"Ana Diaz"}}.');
  const given = value['process'] ?? {};
  if (!isJson(given)) throw fail('`process` is no object.');
  const known = [...Object.keys(PROCESS_SETTINGS), ...Object.keys(LOOK_LIMITS)];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw fail(`\`process\` has no ${JSON.stringify(unknown)}; it takes ${known.join(', ')}.`);
  }
  const { telephone } = given;
  return {
    office: {
      ...PROCESS_SETTINGS,
      ...textsOf(given, fail),
      address: addressOf(given, fail),
      telephone:
        telephone === undefined || telephone === null ? null : textOf(telephone, 'telephone', fail),
    },
    looks: {
      casesAnHour: countOf(given, 'casesAnHour', fail),
      casesADay: countOf(given, 'casesADay', fail),
    },
  };
}

const TEXTS = [
  'department',
  'mailstop',
  'fax',
  'email',
  'manager',
  'owner',
  'contractManager',
  'iso',
] as const satisfies readonly (keyof ProcessSettings)[];

type Fail = (what: string) => Error;

function textsOf(given: Json, fail: Fail): Partial<ProcessSettings> {
  return Object.fromEntries(
    TEXTS.filter((name) => given[name] !== undefined).map((name) => [
      name,
      textOf(given[name], name, fail),
    ]),
  );
}

function textOf(value: unknown, name: string, fail: Fail): string {
  if (typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH_MAX) return value;
  throw fail(`\`process.${name}\` is a text of 1 to ${String(TEXT_LENGTH_MAX)} characters.`);
}

function addressOf({ address = PROCESS_SETTINGS.address }: Json, fail: Fail): readonly string[] {
  const isList = Array.isArray(address) && address.length > 0;
  if (!isList || address.length > ADDRESS_LINES_MAX) {
    throw fail(`\`process.address\` is a list of 1 to ${String(ADDRESS_LINES_MAX)} lines.`);
  }
  return address.map((line) => textOf(line, 'address', fail));
}

function countOf(given: Json, name: keyof LookLimits, fail: Fail): number {
  const value = given[name] ?? LOOK_LIMITS[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= CASES_MAX) {
    return value;
  }
  throw fail(`\`process.${name}\` is a number from 1 to ${String(CASES_MAX)}.`);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMissing(error: unknown): boolean {
  return isJson(error) && error['code'] === 'ENOENT';
}
