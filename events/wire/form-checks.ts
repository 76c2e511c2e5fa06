import type { FieldForm } from '../records/forms.js';
import { isCounty } from '../values/county.js';
import { parseDay } from '../values/day.js';
import {
  OPERATOR_NAME,
  isAccountId,
  isApplicationId,
  isFindingNumber,
} from '../values/access-ids.js';
import { isEmail } from '../values/email.js';
import { isRecordId, isSubjectId } from '../values/ids.js';
import { parseInstant } from '../values/instant.js';
import { parseCents } from '../values/money.js';
import { parseMonth } from '../values/month.js';

/** The forms but `text`, whose length differs from field to field. */
type SpelledForm = Exclude<FieldForm, 'text'>;

const SIGNED = { signed: true } as const;
const STAFF_NUMBER = /^(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?$/u;

/**
 * Whether a string has the form. All that pass, but e-mail addresses, are plain ASCII without quotes or backslashes, so
 * that their JSON is the string between quotes.
 */
export const FORM_CHECKS: Readonly<Record<SpelledForm, (text: string) => boolean>> = {
  recordId: isRecordId,
  county: isCounty,
  subjectId: isSubjectId,
  day: (text) => parseDay(text) !== null,
  month: (text) => parseMonth(text) !== null,
  instant: (text) => parseInstant(text) !== null,
  moneyPositive: (text) => {
    const cents = parseCents(text);
    return cents !== null && cents > 0;
  },
  moneyOrZero: (text) => parseCents(text) !== null,
  moneySigned: (text) => {
    const cents = parseCents(text, SIGNED);
    return cents !== null && cents !== 0;
  },
  staffNumber: (text) => STAFF_NUMBER.test(text),
  accountId: isAccountId,
  actorId: (text) => text === OPERATOR_NAME || isAccountId(text),
  applicationId: isApplicationId,
  findingNumber: isFindingNumber,
  email: isEmail,
};

/** What to give, as the end of a sentence that begins "give". */
export const FORM_ADVICE: Readonly<Record<SpelledForm, string>> = {
  recordId: 'a UUID in lower case, such as "5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11"',
  county: 'a county number in two digits, "01" to "58"',
  subjectId: 'an id of 1 to 32 characters of A-Z a-z 0-9 -',
  day: 'a day that exists, YYYY-MM-DD, in the years 1900 to 2100, such as "2006-09-12"',
  month: 'a month, YYYY-MM, in the years 1900 to 2100, such as "2006-09"',
  instant: 'an instant in UTC to the second, such as "2006-10-03T17:05:00Z"',
  moneyPositive:
    'an amount above zero as a string with two decimals, such as "125.00", at most "999999999.99"',
  moneyOrZero:
    'an amount from zero up as a string with two decimals, such as "125.00", at most "999999999.99"',
  moneySigned:
    'an amount other than zero as a string with two decimals, such as "125.00" or "-125.00", at most "999999999.99" either way',
  staffNumber:
    'a number as a string, up to six digits and up to four decimals, without sign or leading zero, such as "12.50"',
  accountId: 'an account, "A-" and a number from 1 without leading zeros, such as "A-7"',
  actorId: 'the account that acts, such as "A-7", or "operator"',
  applicationId: 'an application, "T-" and a number from 1 without leading zeros, such as "T-3"',
  findingNumber: 'the number of a finding as a string, such as "1"',
  email: 'an e-mail address of at most 254 characters, such as "ana@example.org"',
};
