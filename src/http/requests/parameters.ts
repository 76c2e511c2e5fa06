import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { COUNTIES, isCounty } from '../../../events/values/county.js';
import { civilDayOf } from '../../../events/values/civil-day.js';
import { parseDay } from '../../../events/values/day.js';
import { isRecordId, isSubjectId } from '../../../events/values/ids.js';
import { parseMonth } from '../../../events/values/month.js';
import { parseLineNumber } from '../../../events/line-numbers.js';
import { parseAsOf } from '../../reports/as-of.js';
import type { AsOfNamed } from '../../reports/as-of.js';
import { clockNow } from '../../ports/clock.js';

/** A parameter that `isValid` after `parse` made a value of ours of its text. */
export interface ParameterForm {
  readonly isValid: (value: unknown) => boolean;
  readonly parse?: (text: string) => unknown;
  /** Whether in a body it may be a number as well, which is then parsed as it is written. */
  readonly takesNumber?: boolean;
  /** What a right value is, after `must be`. */
  readonly mustBe: string;
  readonly document: ApiPropertyOptions;
}

/** In place of what is no text where one is needed. */
const NO_TEXT = Symbol('no text');

export function parameter(form: ParameterForm, isOptional: boolean): PropertyDecorator {
  const { isValid, parse, takesNumber = false, mustBe, document } = form;
  const decorators: PropertyDecorator[] = [
    ApiProperty({ ...document, required: !isOptional } as ApiPropertyOptions),
    ValidateBy({
      name: 'parameter',
      validator: { validate: isValid, defaultMessage: () => `$property must be ${mustBe}.` },
    }),
  ];
  if (isOptional) decorators.push(IsOptional());
  if (parse !== undefined) {
    // What cannot be parsed stays as it came and is then not valid; a value of ours can only come out of a text.
    const parsed = ({ value }: { readonly value: unknown }): unknown => {
      if (typeof value === 'string') return parse(value) ?? value;
      return takesNumber && typeof value === 'number' ? (parse(String(value)) ?? '') : NO_TEXT;
    };
    decorators.push(Transform(parsed));
  }
  return applyDecorators(...decorators);
}

const PACKAGE = /^P-[1-9]\d{0,8}$/u;

/** `County` in the address. */
export function CountyParameter(
  { isOptional }: { readonly isOptional: boolean } = { isOptional: false },
): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && isCounty(value),
      mustBe: 'a county from 01 to 58, in two digits',
      document: { type: String, enum: COUNTIES, example: '19', description: 'County 01 to 58.' },
    },
    isOptional,
  );
}

/** `Month` in the address, or after the question mark. */
export function MonthParameter(
  more: { readonly isOptional: boolean } = { isOptional: false },
): PropertyDecorator {
  return parameter(
    {
      parse: parseMonth,
      isValid: (value) => typeof value === 'number',
      mustBe: 'a month YYYY-MM from 1900-01 to 2100-12',
      document: {
        type: String,
        pattern: '^\\d{4}-\\d{2}$',
        example: '2006-09',
        description: 'The report month.',
      },
    },
    more.isOptional,
  );
}

/** `LineNumber`, in the address or after the question mark. */
export function LineParameter(more: { readonly isOptional: boolean }): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && parseLineNumber(value) !== null,
      mustBe: 'a line as the CS 1257 numbers it, for example 1, 2e or 24',
      document: { type: String, example: '2e', description: 'A line of the CS 1257.' },
    },
    more.isOptional,
  );
}

/** The id of a case or child. */
export function SubjectParameter(
  kind: 'case' | 'child',
  more: { readonly isOptional: boolean },
): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && isSubjectId(value),
      mustBe: `the id of a ${kind}: 1 to 32 letters, digits and hyphens`,
      document: {
        type: String,
        pattern: '^[A-Za-z0-9-]{1,32}$',
        example: kind === 'case' ? '1900001' : 'K-77',
        description: `The id of a ${kind}.`,
      },
    },
    more.isOptional,
  );
}

/** A whole number after the question mark. */
export function WholeNumberParameter(
  min: number,
  max: number,
  description: string,
): PropertyDecorator {
  const range =
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number from ${String(min)}`
      : `a whole number from ${String(min)} to ${String(max)}`;
  return parameter(
    {
      parse: (text) => (/^\d{1,15}$/u.test(text) ? Number(text) : null),
      isValid: (value) => typeof value === 'number' && value >= min && value <= max,
      mustBe: range,
      document: { type: 'integer', minimum: min, maximum: max, description },
    },
    true,
  );
}

/** What `asOf` names, as a value that nothing but the text of a parameter can be made into. */
export class AsOfAsked {
  constructor(readonly asked: AsOfNamed) {}
}

/** `AsOfAsked` after the question mark or in a body; `versions` where the address names one month. */
export function AsOfParameter(names: { readonly versions: boolean }): PropertyDecorator {
  return asOfParameter(names, 'Use only what was known then', true);
}

function asOfParameter(
  names: { readonly versions: boolean },
  description: string,
  isOptional: boolean,
): PropertyDecorator {
  const version = names.versions ? ', a version of the month (v1)' : '';
  const forms = `a position from 1 to the ledger's size${version}, a day (2006-10-15) or an instant (2006-10-15T17:05:00Z)`;
  const without = isOptional ? '; without it all there is' : '';
  return parameter(
    {
      takesNumber: true,
      parse: (text) => {
        const asked = parseAsOf(text);
        return asked === null ? null : new AsOfAsked(asked);
      },
      isValid: (value) =>
        value instanceof AsOfAsked && (names.versions || value.asked.kind !== 'version'),
      mustBe: forms,
      document: {
        type: String,
        example: '2006-10-15',
        description: `${description}: ${forms}. A day is one of California and is over${without}.`,
      },
    },
    isOptional,
  );
}

/** A number from 1 in the address: of a version, an order, a hold. */
export function NumberParameter(what: string, description: string): PropertyDecorator {
  return parameter(
    {
      parse: (text) => (/^[1-9]\d{0,5}$/u.test(text) ? Number(text) : null),
      isValid: (value) => typeof value === 'number',
      mustBe: `the number of ${what}, from 1`,
      document: { type: 'integer', minimum: 1, maximum: 999_999, example: 1, description },
    },
    false,
  );
}

/** A package in the address, as in `P-4`. */
export function PackageParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && PACKAGE.test(value),
      mustBe: 'a package, as in P-4',
      document: {
        type: String,
        pattern: PACKAGE.source,
        example: 'P-4',
        description: 'A package of the county.',
      },
    },
    false,
  );
}

/** The id of a record in the address. */
export function RecordParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && isRecordId(value),
      mustBe: 'the id of a record, a UUID in lower case',
      document: {
        type: String,
        format: 'uuid',
        example: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11',
        description: 'The id of a record.',
      },
    },
    false,
  );
}

/** A civil day that has come, after the question mark or in a body. */
export function DayParameter(description: string): PropertyDecorator {
  return parameter(
    {
      parse: parseDay,
      isValid: (value) => typeof value === 'number' && value <= civilDayOf(clockNow()),
      mustBe: 'a day YYYY-MM-DD, today in California or earlier',
      document: { type: String, format: 'date', example: '2011-03-01', description },
    },
    true,
  );
}

/** A position from which or to which something is shown, as `asOf` names it; needed. */
export function SideParameter(names: { readonly versions: boolean }): PropertyDecorator {
  return asOfParameter(names, 'One of the two that are compared', false);
}

/** One of a few words after the question mark. */
export function ChoiceParameter(
  choices: readonly string[],
  description: string,
): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && choices.includes(value),
      mustBe: `one of ${choices.join(', ')}`,
      document: { type: String, enum: [...choices], description },
    },
    true,
  );
}
