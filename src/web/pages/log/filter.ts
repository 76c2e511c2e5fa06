import { OPERATOR_NAME, isAccountId } from '../../../../events/values/access-ids.js';
import { parseCounty } from '../../../../events/values/county.js';
import { isSubjectId } from '../../../../events/values/ids.js';
import { isLoggedAction } from '../../../../projections/access-log/line-text.js';
import { MOMENT_FORMS, firstMoment, lastMoment } from '../../../access-log/moments.js';
import type { ReadingLines } from '../../../access-log/read-lines.js';
import type { SubjectKey } from '../../../reports/subject.js';
import type { FieldFault, FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';

/** By what lines can be chosen, as they stand behind the question mark. */
export const FILTERS = ['county', 'account', 'case', 'child', 'action', 'from', 'to'] as const;

type FilterName = (typeof FILTERS)[number];

export type FilterTexts = Readonly<Record<FilterName, string>>;

/** Which lines are asked for. */
export interface LogAsked {
  readonly chosen: Omit<ReadingLines, 'scope' | 'after' | 'limit'>;
  /** Whether any line is left out by what was typed. */
  readonly isChosen: boolean;
  /** Lines with a greater number; null where the address names none. */
  readonly after: number | null;
}

export type LogFilter =
  | { readonly kind: 'asked'; readonly asked: LogAsked }
  | { readonly kind: 'wrong'; readonly faults: FieldFaults };

export function filterTextsOf(query: FormTexts): FilterTexts {
  const text = (name: FilterName): string => textOf(query, name).slice(0, 64);
  return {
    county: text('county'),
    account: text('account'),
    case: text('case'),
    child: text('child'),
    action: text('action'),
    from: text('from'),
    to: text('to'),
  };
}

/** What is asked for, or what to mend in it. */
export function filterOf(query: FormTexts): LogFilter {
  const texts = filterTextsOf(query);
  const faults = faultsOf(texts, textOf(query, 'after'));
  if (faults.length > 0) return { kind: 'wrong', faults };
  const { action } = texts;
  const after = textOf(query, 'after');
  return {
    kind: 'asked',
    asked: {
      chosen: {
        county: parseCounty(texts.county),
        account: texts.account === '' ? null : texts.account,
        subject: subjectOf(texts),
        action: isLoggedAction(action) ? action : null,
        from: firstMoment(texts.from),
        to: lastMoment(texts.to),
      },
      isChosen: Object.values(texts).some((text) => text !== ''),
      after: after === '' ? null : Number(after),
    },
  };
}

function subjectOf(texts: FilterTexts): SubjectKey | null {
  if (texts.case !== '') return { kind: 'case', id: texts.case };
  return texts.child === '' ? null : { kind: 'child', id: texts.child };
}

const IS_RIGHT: Readonly<Record<FilterName, (text: string) => boolean>> = {
  county: (text) => parseCounty(text) !== null,
  account: (text) => isAccountId(text) || text === OPERATOR_NAME,
  case: isSubjectId,
  child: isSubjectId,
  action: isLoggedAction,
  from: (text) => firstMoment(text) !== null,
  to: (text) => lastMoment(text) !== null,
};

const TO_MEND: Readonly<Record<FilterName, string>> = {
  county: 'Give a county by its number, 01 to 58.',
  account: `Give an account as A-7, or ${OPERATOR_NAME}.`,
  case: 'Give the id of a case: letters, digits and hyphens, up to 32.',
  child: 'Give the id of a child: letters, digits and hyphens, up to 32.',
  action: 'Give an action as case.read, trail.download or sign-in.',
  from: `Give ${MOMENT_FORMS}.`,
  to: `Give ${MOMENT_FORMS}.`,
};

function faultsOf(texts: FilterTexts, after: string): FieldFaults {
  const faults = FILTERS.filter((name) => texts[name] !== '' && !IS_RIGHT[name](texts[name])).map(
    (name) => invalid(name, TO_MEND[name]),
  );
  return [
    ...faults,
    ...(texts.case !== '' && texts.child !== ''
      ? [invalid('child', 'Give a case or a child, not both.')]
      : []),
    ...(/^\d{0,15}$/u.test(after)
      ? []
      : [invalid(null, 'Lines begin after a number: give one from 0 on.')]),
  ];
}

function invalid(field: FilterName | null, message: string): FieldFault {
  return { field, code: 'INVALID_FIELD', message };
}
