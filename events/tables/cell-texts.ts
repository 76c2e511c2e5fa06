import { rejectionOf } from '../rejections.js';
import type { Rejection } from '../rejections.js';
import { formatDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import type { CellPlan, TableColumn } from './table-columns.js';

/** A cell of a workbook that is no text (contract/intake.md, Formats). */
export type TypedCell = boolean | { readonly number: string } | { readonly date: number };

/** What a typed cell says as a text, or why it can not stand in its column. */
export type CellText = { readonly kind: 'text'; readonly text: string } | Rejection;

const DAY_MS = 86_400_000;

/** Far more places than money or staff have, and far fewer than a binary fraction goes wrong in. */
const HUNDREDTHS_OFF_MAX = 1e-6;

/**
 * A number, date or truth as the text that its column has (contract/intake.md, Formats): a number by the column's form,
 * a date where the column is a day or a month. In a column of ids or texts a number has lost its leading zeros already,
 * and is refused by name.
 */
export function textOfCell(cell: TypedCell, { plan, heading }: TableColumn): CellText {
  if (typeof cell === 'boolean') {
    return plan.kind === 'boolean' || plan.kind === 'constant'
      ? text(String(cell))
      : wrong(heading, 'holds true or false: give it as text.');
  }
  return 'date' in cell
    ? textOfDate(cell.date, plan, heading)
    : textOfNumber(cell.number, plan, heading);
}

function textOfDate(ms: number, plan: CellPlan, heading: string): CellText {
  const isDated = plan.kind === 'form' && (plan.form === 'day' || plan.form === 'month');
  if (!isDated || !Number.isFinite(ms)) {
    return wrong(heading, 'holds a date: give it as text.');
  }
  // Days since 1970, as a Day is.
  const day = formatDay(Math.floor(ms / DAY_MS) as Day);
  return text(plan.form === 'day' ? day : day.slice(0, 7));
}

function textOfNumber(digits: string, plan: CellPlan, heading: string): CellText {
  const number = Number(digits);
  if (!Number.isFinite(number)) return wrong(heading, 'holds no number that can be read.');
  if (plan.kind === 'integer' || plan.kind === 'choice') return text(String(number));
  if (plan.kind !== 'form') return asId(heading);
  switch (plan.form) {
    case 'moneyPositive':
    case 'moneyOrZero':
    case 'moneySigned': {
      const hundredths = number * 100;
      return Math.abs(hundredths - Math.round(hundredths)) >
        HUNDREDTHS_OFF_MAX * Math.max(1, Math.abs(number))
        ? wrong(heading, `is ${String(number)}: give an amount with two decimals.`)
        : text((Math.round(hundredths) / 100).toFixed(2));
    }
    case 'staffNumber':
      return text(String(Number(number.toFixed(4))));
    case 'day':
    case 'month':
      return wrong(heading, 'holds a number: format the cell as a date or as text.');
    case 'recordId':
    case 'county':
    case 'subjectId':
    case 'instant':
    case 'accountId':
    case 'actorId':
    case 'applicationId':
    case 'findingNumber':
    case 'email':
    case 'text':
      return asId(heading);
  }
}

function asId(heading: string): CellText {
  return wrong(heading, 'holds a number, which keeps no leading zeros: format the column as text.');
}

function text(value: string): CellText {
  return { kind: 'text', text: value };
}

function wrong(path: string, problem: string): Rejection {
  return rejectionOf(null, 'INVALID_FIELD', { path, problem });
}
