import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { COUNTIES, isCounty } from '../../../events/values/county.js';
import { isSubjectId } from '../../../events/values/ids.js';
import { parseMonth } from '../../../events/values/month.js';
import { parseLine } from '../../../events/line-numbers.js';
import { parseAsOf } from '../../reports/as-of.js';
import type { AsOf } from '../../reports/as-of.js';

/** A parameter that `isValid` after `parse` made a value of ours of its text. */
interface ParameterForm {
  readonly isValid: (value: unknown) => boolean;
  readonly parse?: (text: string) => unknown;
  /** What a right value is, after `must be`. */
  readonly mustBe: string;
  readonly document: ApiPropertyOptions;
}

/** A parameter of that form, in the address or after the question mark. */
export function parameter(form: ParameterForm, isOptional: boolean): PropertyDecorator {
  const { isValid, parse, mustBe, document } = form;
  const decorators: PropertyDecorator[] = [
    ApiProperty({ ...document, required: !isOptional } as ApiPropertyOptions),
    ValidateBy({
      name: 'parameter',
      validator: { validate: isValid, defaultMessage: () => `$property must be ${mustBe}.` },
    }),
  ];
  if (isOptional) decorators.push(IsOptional());
  if (parse !== undefined) {
    // What cannot be parsed stays as it came and is then not valid.
    const parsed = ({ value }: { readonly value: unknown }): unknown =>
      typeof value === 'string' ? (parse(value) ?? value) : value;
    decorators.push(Transform(parsed));
  }
  return applyDecorators(...decorators);
}

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

/** `Month` in the address. */
export function MonthParameter(): PropertyDecorator {
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
    false,
  );
}

/** `LineNumber`, in the address or after the question mark. */
export function LineParameter(more: { readonly isOptional: boolean }): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && parseLine(value) !== null,
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
  constructor(readonly asked: AsOf) {}
}

/** `AsOfAsked` after the question mark; `versions` where the address names one month. */
export function AsOfParameter(names: { readonly versions: boolean }): PropertyDecorator {
  const version = names.versions ? ', a version of the month (v1)' : '';
  const forms = `a position from 1 to the ledger's size${version}, a day (2006-10-15) or an instant (2006-10-15T17:05:00Z)`;
  return parameter(
    {
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
        description: `Use only what was known then: ${forms}. A day is one of California and is over; without it all there is.`,
      },
    },
    true,
  );
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
