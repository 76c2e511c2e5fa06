import { parseMonth } from '../../../events/values/month.js';
import { namesPerson } from '../../../events/values/person.js';
import { parameter } from './parameters.js';

/** Most characters of a name or telephone number, and of a comment or reason; the command line has the same. */
const NAME_CHARACTERS_MAX = 100;
const REMARK_CHARACTERS_MAX = 500;

/** Fiscal years whose September before and first day are days of the contract. */
const FFY_MIN = 1902;
const FFY_MAX = 2100;

/** A line of text of so many characters (Unicode code points), not blank where some are needed. */
function isText(value: unknown, least: number, most: number): value is string {
  if (typeof value !== 'string' || !value.isWellFormed() || /\p{Cc}/u.test(value)) return false;
  return Array.from(value).length <= most && (least === 0 || value.trim() !== '');
}

function textField(
  least: number,
  most: number,
  description: string,
  isOptional: boolean,
): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => isText(value, least, most),
      mustBe: `a line of ${String(least)} to ${String(most)} characters`,
      document: { type: String, minLength: least, maxLength: most, description },
    },
    isOptional,
  );
}

/** A telephone number on which somebody can be reached. */
export function TelephoneField(): PropertyDecorator {
  return textField(1, NAME_CHARACTERS_MAX, 'Where whoever approves is reached.', false);
}

/** What is said with a version; it names no person. */
export function CommentField(): PropertyDecorator {
  return textField(0, REMARK_CHARACTERS_MAX, 'A remark, which names no person.', true);
}

/** Why something is done; it names no person. */
export function ReasonField(): PropertyDecorator {
  return textField(1, REMARK_CHARACTERS_MAX, 'Why; it names no person.', false);
}

/** Who does it, where the service has no accounts. */
export function ByField(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => isText(value, 1, NAME_CHARACTERS_MAX) && namesPerson(value),
      mustBe: `the name of a person, 1 to ${String(NAME_CHARACTERS_MAX)} characters`,
      document: {
        type: String,
        minLength: 1,
        maxLength: NAME_CHARACTERS_MAX,
        description:
          'Who does it, where the service has no accounts; with accounts it is who has signed in, and this is refused.',
      },
    },
    true,
  );
}

/** That the report is certified: nothing else than `true` approves it. */
export function CertifyField(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => value === true,
      mustBe: 'true: whoever approves certifies the report',
      document: { type: Boolean, enum: [true], description: 'The report is certified.' },
    },
    false,
  );
}

/** A federal fiscal year, by the year in which it ends. */
export function FfyField(description: string, isOptional: boolean): PropertyDecorator {
  return parameter(
    {
      takesNumber: true,
      parse: (text) => (/^\d{4}$/u.test(text) ? Number(text) : null),
      isValid: (value) => typeof value === 'number' && value >= FFY_MIN && value <= FFY_MAX,
      mustBe: `a federal fiscal year from ${String(FFY_MIN)} to ${String(FFY_MAX)}`,
      document: { type: 'integer', minimum: FFY_MIN, maximum: FFY_MAX, example: 2007, description },
    },
    isOptional,
  );
}

/** The month from which on everything is held. */
export function FromMonthField(): PropertyDecorator {
  return parameter(
    {
      parse: parseMonth,
      isValid: (value) => typeof value === 'number',
      mustBe: 'a month YYYY-MM from 1900-01 to 2100-12',
      document: {
        type: String,
        pattern: '^\\d{4}-\\d{2}$',
        example: '2006-09',
        description: 'Every month from this one on is kept.',
      },
    },
    true,
  );
}
