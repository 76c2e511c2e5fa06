import { tableColumnsOf } from '../../../../events/tables/table-columns.js';
import { DATE_FORMS } from '../../../../events/tables/date-forms.js';
import type { DateForm } from '../../../../events/tables/date-forms.js';
import { isRecordType } from '../../../../events/registry.js';
import type { RecordType } from '../../../../events/registry.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';

/** In place of a field: the column is passed over. */
export const LEFT_OUT = '-';

/** What a heading of a table may become: every field of its type, or nothing. */
export function choicesOf(
  type: RecordType,
): readonly { readonly value: string; readonly text: string }[] {
  return [
    { value: '', text: '- Choose -' },
    { value: LEFT_OUT, text: 'Leave this column out' },
    ...tableColumnsOf(type).map(({ heading, shortHeading }) => ({
      value: heading,
      text: shortHeading,
    })),
  ];
}

/** What each form of a day looks like. */
const DATE_EXAMPLES: Readonly<Record<DateForm, string>> = {
  'YYYY-MM-DD': 'As in 2006-10-15',
  'M/D/YYYY': 'As in 10/15/2006',
  YYYYMMDD: 'As in 20061015',
};

/** How a county may write its days. */
export const DATE_CHOICES = [
  { value: '', text: 'As it is kept now' },
  ...DATE_FORMS.map((form) => ({ value: form, text: DATE_EXAMPLES[form] })),
];

type Json = Readonly<Record<string, unknown>>;

function objectIn(value: unknown): Json {
  // Any object can be read by its keys.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/**
 * The mapping that is kept with what was chosen for the headings of one type put into it; null where the form names no
 * type. What was not chosen stays as it is.
 */
export function mappingWith(kept: unknown, form: FormTexts): Json | null {
  const type = textOf(form, 'type');
  if (!isRecordType(type)) return null;
  const mapping = objectIn(kept);
  const types = objectIn(mapping['types']);
  const own = objectIn(types[type]);
  const headings = { ...objectIn(own['headings']) };
  for (let number = 0; form.has(`heading-${String(number)}`); number += 1) {
    const heading = textOf(form, `heading-${String(number)}`);
    const chosen = textOf(form, `field-${String(number)}`);
    if (chosen === LEFT_OUT) headings[heading] = null;
    else if (chosen !== '') headings[heading] = chosen;
  }
  const dates = textOf(form, 'dates');
  const part = { ...own, headings, ...(dates === '' ? {} : { dates }) };
  return { ...mapping, types: { ...types, [type]: part } };
}
